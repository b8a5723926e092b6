"""Files that extend each other: follow `extends`, and lay the values over each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...base.errors import Fault, NotFoundError, SourceError
from ..yaml import Mapping, Text, parse

__all__ = ["Load", "resolve"]

Load = Callable[[str], tuple[bytes, str]]

EXTENDS: Final = "extends"


def resolve(
    load: Load,
    name: str,
    error: type[SourceError],
    most: int,
    faults: list[Fault] | None = None,
) -> Mapping:
    """The values of a file and of what it extends, laid over each other; each keeps its place.

    load gives the bytes of a file by its name, and how messages call it. error: is raised with
    codes of its own letter. most: files in a chain. faults: takes those that leave the values
    readable; without it they are raised.
    """
    chain = _chain(load, name, _Kind(error, most), faults)
    node = chain.pop()
    while chain:
        node = _over(node, chain.pop())
    return node


class _Kind:
    """What is extended: layouts, profiles."""

    def __init__(self, error: type[SourceError], most: int) -> None:
        self.error, self.most = error, most
        self.name = error.__name__.removesuffix("Error").lower()

    def broken(self, number: int, at: Text, says: str, hint: str) -> SourceError:
        """What makes the chain one that cannot be followed."""
        return self.error([Fault(f"{self.error.letter}{number}", at.place, says, hint)])


def _chain(load: Load, name: str, kind: _Kind, faults: list[Fault] | None) -> list[Mapping]:
    """The file itself, what it extends, what that extends, and so on."""
    source, file = load(name)
    nodes, files = [parse(source, file, kind.error, faults)], [file]
    while (base := _base(nodes[-1], kind)) is not None:
        try:
            source, file = load(base)
        except NotFoundError as error:
            raise kind.broken(251, base, error.says, error.hint) from None
        seen, files = file in files, [*files, file]
        trail = " → ".join(files)
        if seen:
            raise kind.broken(
                250,
                base,
                f"{kind.name.capitalize()}s extend each other: {trail}.",
                f"Let one of them extend another {kind.name}, or none.",
            )
        if len(files) > kind.most:
            hint = (
                f"Extend a {kind.name} that is nearer to the first; {kind.most} files are allowed."
            )
            says = f"The chain of {kind.name}s is too long: {trail}."
            raise kind.broken(252, base, says, hint)
        nodes.append(parse(source, file, kind.error, faults))
    return nodes


def _base(node: Mapping, kind: _Kind) -> Text | None:
    """Take `extends` out of the mapping."""
    key = next((key for key in node if key == EXTENDS), None)
    if key is None:
        return None
    base = node.pop(key)
    if not isinstance(base, Text) or not base.strip():
        says = f"extends is not the name of a {kind.name}."
        raise kind.broken(253, key, says, "Write one name: extends: NAME.")
    return base


def _over(base: Mapping, top: Mapping) -> Mapping:
    """Lay one mapping over another, key by key; lists and single values replace."""
    merged = Mapping(top.place)
    values, own = {**base, **top}, {key: key for key in top}  # in the order of the base
    for key, value in values.items():
        below = base.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and key in own:
            value = _over(below, value)
        merged[own.get(key, key)] = value
    return merged
