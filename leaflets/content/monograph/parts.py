"""The parts of a monograph file that hold prose, and whether they fit together.

Like `validate`, this looks at the values of the file before they become a Monograph.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...source.schema import Faults, listed, nearest, suggestion
from ...source.yaml import Mapping, Node, Sequence, Text
from .sections import Sections

__all__ = ["check_given", "check_section_names", "check_summary", "prose_parts"]

LISTS = ("uses", "side-effects", "questions")
MARKS = "section", "proposed-section", "curated"
SUMMARIZED = ("how-to-take", "warnings", "what-it-is-for")
CURATED = {"uses": "what-it-is-for", "side-effects": "side-effects", "questions": "questions"}


def prose_parts(node: Mapping) -> Iterator[Mapping]:
    """Iterate over the parts that have `says` or `from`: sections, uses, effects, questions."""
    parts: list[Node] = [
        node.group("as-given"), *node.group("sections").values(), *node.group("summary").values(),
    ]  # fmt: skip
    for kind in LISTS:
        parts.append(node.group(kind))
        parts.extend(node.list(kind))
    yield from (part for part in parts if isinstance(part, Mapping) and part)


def check_given(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Check that a curated part of a leaflet as given has one place there (M216, M105, M204).

    Without `as-given`, the monograph must have `uses` and `sections` (M102).
    """
    if "as-given" not in node:
        absent = [key for key in ("uses", "sections") if key not in node]
        if absent:
            names = listed(f"'{key}'" for key in absent)
            message = f"{names} {'is' if len(absent) == 1 else 'are'} missing."
            hint = "Write each, or write the whole leaflet under as-given:."
            faults.add(102, node.place, message, hint)
        return
    curated = _curated_parts(node)
    places: dict[Text, Text] = {}
    for block in node.group("as-given").list("says").groups():
        id_ = block.text("curated")
        if id_ is None:
            continue
        if id_ in places:
            message = f"'{id_}' has a place twice (first on line {places[id_].place.line})."
            faults.add(204, id_.place, message, "Keep one.")
        places.setdefault(id_, id_)
        if sections.find(id_) and id_ not in curated:
            message = f"No words of '{id_}' are written outside as-given."
            faults.add(216, id_.place, message, "Write them, or remove this place.")
    for name, key in curated.items():
        if name not in places:
            message = (
                f"'{name}' has no place in the leaflet as given, so that its words would be lost."
            )
            hint = f'Write "- curated: {name}" among the sections of as-given.'
            faults.add(216, key.place, message, hint)


def _curated_parts(node: Mapping) -> dict[str, Text]:
    """Return the sections that have words outside `as-given`, each with the key it stands under."""
    curated = {str(id_): id_ for id_, content in node.group("sections").items()
               if isinstance(content, Mapping)}  # fmt: skip
    for key in node:
        if key in CURATED and not isinstance(node[key], Text):
            curated[CURATED[key]] = key
    return curated


def check_summary(node: Mapping, faults: Faults) -> None:
    """Check that a summary shortens sections that it may shorten, and that have words (M105, M218).

    Who must not use the medicine and what is dangerous stand in it in full, always.
    """
    sections, uses = node.group("sections"), node.get(Text("uses"))
    for id_ in node.group("summary"):
        if id_ not in SUMMARIZED:
            message = f"A summary has no words of its own for '{id_}'."
            faults.add(105, id_.place, message, suggestion(nearest(id_, SUMMARIZED), SUMMARIZED))
            continue
        content = uses if id_ == CURATED["uses"] else sections.get(id_)
        if content is None or isinstance(content, Text):
            message = f"The summary says something of '{id_}', and the leaflet does not."
            faults.add(218, id_.place, message, "Write it in its section first; then shorten it.")


def check_section_names(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Check the ids of sections with which headings, places and questions are marked (M105)."""
    ids = [str(entry.id) for entry in sections.walk()]
    for id_ in _marks(node):
        if id_.strip() and id_ not in ids:
            message = f"'{id_}' is not a section of the agreed list."
            faults.add(105, id_.place, message, suggestion(nearest(id_, ids), ids))


def _marks(node: Mapping) -> Iterator[Text]:
    for question in node.list("questions").groups():
        yield from question.list("about").texts()
    pending: list[Node] = [*prose_parts(node)]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            yield from filter(None, map(value.text, MARKS))
            pending.extend(value.list("says"))
        elif isinstance(value, Sequence):
            pending.extend(value)
