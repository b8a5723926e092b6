"""Read a layout: follow `extends`, lay the files over each other, refuse what nobody could read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Lookup
from typing import Final, get_args

from ..errors import Fault, LayoutError, NotFoundError
from ..limits import LAYOUT_CHAIN
from ..shape import nearest, read
from ..yamltext import Mapping, Node, Sequence, Text, parse
from .families import Family
from .legible import findings, not_accepted
from .model import BoxRole, Layout, StyleRole

Load = Callable[[str], tuple[bytes, str]]
Known = Lookup[str, Family]

EXTENDS: Final = "extends"
REQUIRED: Final = {"styles": get_args(StyleRole), "boxes": get_args(BoxRole), "colours": ("paper",)}


def read_layout(load: Load, name: str, families: Known) -> Layout:
    """Read the layout `name`, with everything that it extends.

    load gives the bytes of a layout and the name of its file. LayoutError tells every fault of
    the files together; NotFoundError is raised by load where `name` itself does not exist.
    """
    layout = read_unjudged(load, name, families)
    if unaccepted := list(not_accepted(layout, findings(layout, families))):
        raise LayoutError(unaccepted)
    return layout


def read_unjudged(load: Load, name: str, families: Known) -> Layout:
    """The same, whether or not anybody could read what is set in it: for measuring it."""
    faults: list[Fault] = []
    node = resolve(load, name, faults)
    faults += [*_absent(node), *_references(node, families)]
    return read(Layout, node, LayoutError, faults)


def resolve(load: Load, name: str, faults: list[Fault] | None = None) -> Mapping:
    """The values of a layout and of what it extends, laid over each other; each keeps its place.

    faults: takes those that leave the values readable; without it they are raised.
    """
    chain = _chain(load, name, faults)
    node = chain.pop()
    while chain:
        node = _over(node, chain.pop())
    return node


def _chain(load: Load, name: str, faults: list[Fault] | None) -> list[Mapping]:
    """The layout itself, what it extends, what that extends, and so on."""
    source, file = load(name)
    nodes, files = [parse(source, file, LayoutError, faults)], [file]
    while (base := _base(nodes[-1])) is not None:
        try:
            source, file = load(base)
        except NotFoundError as error:
            raise _broken(251, base, error.says, error.hint) from None
        seen, files = file in files, [*files, file]
        trail = " → ".join(files)
        if seen:
            raise _broken(
                250,
                base,
                f"Layouts extend each other: {trail}.",
                "Let one of them extend another layout, or none.",
            )
        if len(files) > LAYOUT_CHAIN:
            hint = f"Extend a layout that is nearer to the first; {LAYOUT_CHAIN} files are allowed."
            raise _broken(252, base, f"The chain of layouts is too long: {trail}.", hint)
        nodes.append(parse(source, file, LayoutError, faults))
    return nodes


def _base(node: Mapping) -> Text | None:
    """Take `extends` out of the mapping."""
    key = next((key for key in node if key == EXTENDS), None)
    if key is None:
        return None
    base = node.pop(key)
    if not isinstance(base, Text) or not base.strip():
        raise _broken(253, key, "extends is not the name of a layout.", "Write extends: standard.")
    return base


def _broken(number: int, at: Text, says: str, hint: str) -> LayoutError:
    return LayoutError([Fault(f"L{number}", at.place, says, hint)])


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


def _absent(node: Mapping) -> Iterator[Fault]:
    """The roles and colours that the program needs and the layout does not name."""
    for part, names in REQUIRED.items():
        found = node.get(Text(part))
        if not isinstance(found, Mapping):
            continue
        absent = [name for name in names if name not in found]
        if absent:
            says = f"{part} does not say {', '.join(absent)}."
            yield Fault("L257", found.place, says, "Add it, or begin with extends: standard.")


def _references(node: Mapping, families: Known) -> Iterator[Fault]:
    """The names of colours and families that stand for nothing."""
    colours = node.get(Text("colours"))
    known = [str(name) for name in colours] if isinstance(colours, Mapping) else None
    for path, value in leaves(node):
        if known is not None and path[-1] in ("colour", "tint") and path[0] != "colours":
            yield from _unknown(255, "colour", value, known)
        elif path[0] == "fonts" and path[1:2] in (("text",), ("fallback",)):
            yield from _unknown(256, "family of type", value, families)


def _unknown(number: int, kind: str, name: Text, known: Iterable[str]) -> Iterator[Fault]:
    if name not in known:
        near = nearest(name, known)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
        says = f"There is no {kind} {str(name)[:40]!r}."
        yield Fault(f"L{number}", name.place, says, hint)


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Every single value with the keys that lead to it."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(node, Sequence):
        for at, value in enumerate(node, 1):
            yield from leaves(value, (*path, str(at)))
    else:
        yield path, node
