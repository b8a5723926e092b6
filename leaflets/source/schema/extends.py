"""Files that extend each other: follow `extends`, and merge the values of all files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...base.errors import Fault, NotFoundError, SourceError
from ..yaml import Mapping, Text, parse

__all__ = ["Load", "merge", "resolve"]

Load = Callable[[str], tuple[bytes, str]]
Complete = Callable[[str, Mapping], Mapping]

EXTENDS: Final = "extends"


def resolve(
    load: Load,
    name: str,
    error: type[SourceError],
    most: int,
    faults: list[Fault] | None = None,
    complete: Complete = lambda _, node: node,
) -> Mapping:
    """Return the values of a file merged over those of the files it extends, each with its place.

    load: returns the bytes of a file by its name, and how messages call it. error: is raised with
    codes of its own letter. most: files in a chain. faults: takes the faults that leave the values
    readable; without it they are raised. complete: adds to the values of one file, by its name,
    what other files say for it.
    """
    chain = _chain(load, name, _FileKind(error, most), faults)
    node = complete(*chain.pop())
    while chain:
        node = merge(node, complete(*chain.pop()))
    return node


class _FileKind:
    """The kind of file that is extended: layout, profile. most: files in a chain."""

    def __init__(self, error: type[SourceError], most: int) -> None:
        self.error, self.most = error, most
        self.name = error.__name__.removesuffix("Error").lower()

    def fault(self, number: int, at: Text, message: str, hint: str) -> SourceError:
        """Return the error for a chain that cannot be followed."""
        return self.error([Fault(f"{self.error.letter}{number}", at.place, message, hint)])


def _chain(
    load: Load, name: str, kind: _FileKind, faults: list[Fault] | None
) -> list[tuple[str, Mapping]]:
    """Parse the file itself, the one it extends, the one that extends, and so on; each by name."""
    source, file = load(name)
    nodes, files = [(name, parse(source, file, kind.error, faults))], [file]
    while (base := _pop_base(nodes[-1][1], kind)) is not None:
        try:
            source, file = load(base)
        except NotFoundError as error:
            raise kind.fault(251, base, error.says, error.hint) from None
        is_circle, files = file in files, [*files, file]
        trail = " → ".join(files)
        if is_circle:
            raise kind.fault(
                250,
                base,
                f"{kind.name.capitalize()}s extend each other: {trail}.",
                f"Let one of them extend another {kind.name}, or none.",
            )
        if len(files) > kind.most:
            hint = (
                f"Extend a {kind.name} that is nearer to the first; {kind.most} files are allowed."
            )
            message = f"The chain of {kind.name}s is too long: {trail}."
            raise kind.fault(252, base, message, hint)
        nodes.append((str(base), parse(source, file, kind.error, faults)))
    return nodes


def _pop_base(node: Mapping, kind: _FileKind) -> Text | None:
    """Remove `extends` from the mapping and return its value; None if it is absent."""
    key = next((key for key in node if key == EXTENDS), None)
    if key is None:
        return None
    base = node.pop(key)
    if not isinstance(base, Text) or not base.strip():
        message = f"extends is not the name of a {kind.name}."
        raise kind.fault(253, key, message, "Write one name: extends: NAME.")
    return base


def merge(base: Mapping, top: Mapping) -> Mapping:
    """Merge a mapping over another, key by key; lists and single values replace."""
    merged = Mapping(top.place)
    values, own = {**base, **top}, {key: key for key in top}  # in the order of the base
    for key, value in values.items():
        below = base.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and key in own:
            value = merge(below, value)
        merged[own.get(key, key)] = value
    return merged
