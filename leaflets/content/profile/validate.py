"""Check the meaning of a profile: its order loses no words, and its names refer to something.

The checks read the parsed file. They skip values of the wrong shape, which reading reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.errors import Fault, ProfileError
from ...source.schema import Faults, listed, nearest, suggestion
from ...source.yaml import Mapping, Node, Text
from ..monograph.sections import SectionEntry, Sections
from ..wording.patterns import GAP
from .model import LIST
from .scalars import CONTACTS

__all__ = ["meaning_faults"]

# the parts of the opening that hold words of the monograph
REQUIRED_OPENING: Final = ("names", "about", "key-points", "warnings")
# where fixed sentences can stand besides the sections
PLACES: Final = ("read-first", "monitoring", "emergency", "urgent")
# the sections in which a fixed sentence can replace one of the program's own
REPLACEABLE: Final = ("side-effects", "reporting")


def meaning_faults(node: Mapping, sections: Sections) -> list[Fault]:
    """Return all faults of meaning in a profile."""
    fault_list: list[Fault] = []
    faults = Faults(ProfileError.letter, fault_list)
    known = {str(part.id): part for part in sections.walk()}
    _check_sources(node, faults)
    _check_order(node.group("order"), sections, known, faults)
    _check_headings(node, known, faults)
    _check_statements(node, known, faults)
    _check_contacts(node, faults)
    _check_frequency(node.group("frequency"), faults)
    return fault_list


def _groups(node: Node) -> Iterator[Mapping]:
    """Yield every mapping in a value, itself first."""
    stack = [node]
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            yield value
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _check_sources(node: Mapping, faults: Faults) -> None:
    known = [*node.group("sources")]
    for group in _groups(node):
        source = group.text("from")
        if source and known and source not in known:
            message = f"'{source}' is not among the sources of this profile."
            faults.add(205, source.place, message, suggestion(nearest(source, known), known))


def _check_order(
    order: Mapping, sections: Sections, known: dict[str, SectionEntry], faults: Faults
) -> None:
    """Check that every section stands once, and a generated one below its source."""
    parents: dict[str, str] = {}  # the parent of each section, or nothing
    places = list(order.list("sections").groups())
    for place in places:
        above = place.text("id")
        for id_ in (above, *place.list("parts").texts()):
            if id_ is None or not _is_section(id_, known, faults):
                continue
            if id_ in parents:
                faults.add(203, id_.place, f"'{id_}' stands twice in the order.", "Keep one.")
            parents[id_] = "" if id_ is above else str(above)
    for id_ in order.list("required").texts():
        _is_section(id_, known, faults)
    if not places:
        return
    absent = [id_ for id_, part in known.items() if part.optional == "no" and id_ not in parents]
    if absent:
        names = listed(f"'{id_}'" for id_ in absent)
        message = f"The order leaves out {names}."
        faults.add(202, order.place, message, "Give each its place: no words may be lost.")
    _check_below(order, sections, parents, faults)
    opening = list(order.list("opening").texts())
    left = [part for part in REQUIRED_OPENING if part not in opening]
    if opening and left:
        message = f"The opening leaves out {listed(left)}."
        faults.add(202, opening[0].place, message, "Give each its place: no words may be lost.")


def _is_section(id_: Text, known: dict[str, SectionEntry], faults: Faults) -> bool:
    if id_ in known:
        return True
    message = f"'{id_}' is not a section of the agreed list."
    faults.add(201, id_.place, message, suggestion(nearest(id_, known), known))
    return False


def _check_below(
    order: Mapping, sections: Sections, parents: dict[str, str], faults: Faults
) -> None:
    for above in sections.walk():
        for part in above.parts:
            if (
                part.text in ("composed", "either")
                and parents.get(str(part.id), above.id) != above.id
            ):
                message = f"'{part.id}' does not stand below '{above.id}', from which it is made."
                faults.add(204, order.place, message, f"Name it among the parts of '{above.id}'.")


def _check_headings(node: Mapping, known: dict[str, SectionEntry], faults: Faults) -> None:
    for group in node.group("headings").values():
        if isinstance(group, Mapping):
            for id_ in group.group("words"):
                if id_ != LIST:
                    _is_section(id_, known, faults)


def _check_statements(node: Mapping, known: dict[str, SectionEntry], faults: Faults) -> None:
    for statement in node.group("statements").values():
        if not isinstance(statement, Mapping):
            continue
        place = statement.text("place")
        if place and place not in PLACES:
            _is_section(place, known, faults)
        if place and statement.text("at") == "instead" and place not in REPLACEABLE:
            message = f"The program has no sentence of its own in '{place}'."
            faults.add(208, place.place, message, "Write at: first, or at: last.")


def _check_contacts(node: Mapping, faults: Faults) -> None:
    """Check that each contact which a sentence mentions exists in the sentence's language."""
    contacts = node.group("contacts")
    for statement in node.group("statements").values():
        if not isinstance(statement, Mapping):
            continue
        for language, sentence in statement.group("words").items():
            if not isinstance(sentence, Mapping):
                continue
            for text in (sentence.text("text"), *sentence.list("items").texts()):
                for gap in GAP.findall(text or ""):
                    if text and gap in CONTACTS and language not in contacts.group(gap):
                        message = f"There is no contact '{gap}' in the language '{language}'."
                        faults.add(206, text.place, message, f"Add it below contacts: {gap}:.")


def _check_frequency(frequency: Mapping, faults: Faults) -> None:
    style = frequency.text("style")
    if style == "word-and-number" and not frequency.group("words"):
        message = "The style word-and-number has no words."
        faults.add(207, style.place, message, "Add words:, or write style: numbers.")
