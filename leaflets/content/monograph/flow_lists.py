"""Warn of lists in brackets whose entries may be one sentence that its commas have cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ...base.errors import Fault, MonographError
from ...source.schema import Faults, quoted
from ...source.yaml import Mapping, Node, Sequence, Text

__all__ = ["cut_sentence_warnings"]

# whose entries are words for patients; a row of a table is not such a list: its cells are counted
LISTS: Final = ("list", "steps", "says", "how-it-works", "signs", "most-important")


def cut_sentence_warnings(node: Mapping) -> list[Fault]:
    """Warn (M214) of each list in brackets in which unquoted entries have several words.

    `[nausea, vomiting]` says the same whether it is one text or two. `[no food, drink]` does not,
    and no rule of any language tells which was meant, so its author must say. node: the values of a
    monograph.
    """
    warnings = Faults(MonographError.letter, [])
    for entries in _flow_lists(node):
        if cut := next(_cuts(entries), None):
            before, after = map(quoted, cut)
            message = f"The comma in brackets makes two entries: {before}, {after}."
            hint = (
                "If they are one, put it in double quotes; "
                'if not, write each entry on a line of its own after "- ".'
            )
            warnings.add(214, cut[1].place, message, hint)
    return warnings.faults


def _cuts(entries: Sequence) -> Iterator[tuple[Text, Text]]:
    """Iterate over neighbours that are typed without quotes, and are not both single words."""
    for before, after in pairwise(entries):
        if isinstance(before, Text) and isinstance(after, Text):
            has_spaces = " " in before or " " in after
            if has_spaces and before.is_plain and after.is_plain:
                yield before, after


def _flow_lists(node: Mapping) -> Iterator[Sequence]:
    """Iterate over all lists in brackets whose entries are words for patients."""
    pending: list[Node] = [node]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            lists = [*map(value.list, LISTS), *value.group("by-route").values()]
            yield from (item for item in lists if isinstance(item, Sequence) and item.is_flow)
            pending.extend(value.values())
        elif isinstance(value, Sequence):
            pending.extend(value)
