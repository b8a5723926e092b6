"""What an import proposes in a monograph, and what becomes of its file when somebody accepts it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from msgspec import Struct

from ...base.errors import MonographError, Place
from ...source.schema import FileShape
from ...source.yaml import Mapping, Node, Sequence, Text, parse
from .prose import ProposedWarning, Subsection
from .texts import printed_texts

__all__ = ["Proposal", "accept", "proposals"]

PREFIX: Final = "proposed-"
KEYS: Final = (f"{PREFIX}section", f"{PREFIX}warning")


class Proposal(Struct, frozen=True):
    """A proposal. kind: of what, for a sentence. value: which. place: of it, or of its words."""

    kind: str
    value: str
    place: Place


def proposals(value: Any) -> Iterator[Proposal]:
    """Iterate over the proposals in a monograph or a part of one, in order."""
    if isinstance(value, Subsection) and value.proposed_section:
        yield Proposal("a section", value.proposed_section, value.proposed_section.place)
    elif isinstance(value, ProposedWarning):
        for _, place in islice(printed_texts(value.says), 1):
            yield Proposal("a warning", value.proposed_warning, place)
    if isinstance(value, tuple):
        for part in value:
            yield from proposals(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from proposals(part)
    elif isinstance(value, FileShape):
        for name in value.__struct_fields__:
            yield from proposals(getattr(value, name))


def accept(source: bytes, file: str) -> tuple[bytes, int]:
    """Return a file in which every proposal is accepted, and how many there were.

    Only their keys change. Raises MonographError if the file cannot be parsed.
    """
    node = parse(source, file, MonographError)
    places = sorted({key.place for key in _keys(node)}, reverse=True)
    lines = source.decode("utf-8").split("\n")
    for place in places:
        line, column = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = line[:column] + line[column + len(PREFIX) :]
    return "\n".join(lines).encode(), len(places)


def _keys(root: Node) -> Iterator[Text]:
    """Iterate over the keys of proposals."""
    pending: list[Node] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping):
            yield from (key for key in node if key in KEYS)
            pending.extend(node.values())
        elif isinstance(node, Sequence):
            pending.extend(node)
