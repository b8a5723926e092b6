"""Whether a profile makes sense: no words are lost by its order, and its names stand for something.

The checks look at the values as they stand in the file; what has the wrong shape is passed over
here, and reading tells that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.errors import Fault, ProfileError
from ...source.schema import Faults, listed, nearest, suggestion
from ...source.yaml import Mapping, Node, Text
from ..monograph.sections import SectionEntry, Sections
from ..wording.patterns import GAP
from .scalars import CONTACTS

__all__ = ["LIST", "SPOKEN", "meaning_faults"]

NEEDED: Final = ("names", "about", "key-points", "warnings")  # each holds words of the monograph
PLACES: Final = ("read-first", "monitoring", "emergency", "urgent")  # beside the sections
SPOKEN: Final = ("side-effects", "reporting")  # where the program has a sentence of its own
LIST: Final = "list"  # has a heading and is no section


def meaning_faults(node: Mapping, sections: Sections) -> list[Fault]:
    """All faults of meaning in a profile."""
    found: list[Fault] = []
    faults = Faults(ProfileError.letter, found)
    known = {str(part.id): part for part in sections.walk()}
    _check_sources(node, faults)
    _check_order(node.group("order"), sections, known, faults)
    _check_headings(node, known, faults)
    _check_statements(node, known, faults)
    _check_contacts(node, faults)
    _check_frequency(node.group("frequency"), faults)
    return found


def _groups(node: Node) -> Iterator[Mapping]:
    """Every mapping in a value, itself first."""
    waiting = [node]
    while waiting:
        seen = waiting.pop()
        if isinstance(seen, Mapping):
            yield seen
            waiting.extend(seen.values())
        elif isinstance(seen, list):
            waiting.extend(seen)


def _check_sources(node: Mapping, faults: Faults) -> None:
    known = [*node.group("sources")]
    for group in _groups(node):
        source = group.text("from")
        if source and known and source not in known:
            says = f"'{source}' is not among the sources of this profile."
            faults.add(205, source.place, says, suggestion(nearest(source, known), known))


def _check_order(
    order: Mapping, sections: Sections, known: dict[str, SectionEntry], faults: Faults
) -> None:
    """Every section stands once, and what is made from one part of a monograph stays with it."""
    given: dict[str, str] = {}
    places = list(order.list("sections").groups())
    for place in places:
        above = place.text("id")
        for id_ in (above, *place.list("parts").texts()):
            if id_ is None or not _is_section(id_, known, faults):
                continue
            if id_ in given:
                faults.add(203, id_.place, f"'{id_}' stands twice in the order.", "Keep one.")
            given[id_] = "" if id_ is above else str(above)
    for id_ in order.list("required").texts():
        _is_section(id_, known, faults)
    if not places:
        return
    absent = [id_ for id_, part in known.items() if part.optional == "no" and id_ not in given]
    if absent:
        names = listed(f"'{each}'" for each in absent)
        says = f"The order leaves out {names}."
        faults.add(202, order.place, says, "Give each its place: no words may be lost.")
    _check_below(order, sections, given, faults)
    opening = list(order.list("opening").texts())
    left = [each for each in NEEDED if each not in opening]
    if opening and left:
        says = f"The opening leaves out {listed(left)}."
        faults.add(202, opening[0].place, says, "Give each its place: no words may be lost.")


def _is_section(id_: Text, known: dict[str, SectionEntry], faults: Faults) -> bool:
    if id_ in known:
        return True
    says = f"'{id_}' is not a section of the agreed list."
    faults.add(201, id_.place, says, suggestion(nearest(id_, known), known))
    return False


def _check_below(order: Mapping, sections: Sections, given: dict[str, str], faults: Faults) -> None:
    for above in sections.walk():
        for part in above.parts:
            if part.text == "composed" and given.get(str(part.id), above.id) != above.id:
                says = f"'{part.id}' does not stand below '{above.id}', from which it is made."
                faults.add(204, order.place, says, f"Name it among the parts of '{above.id}'.")


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
        if place and statement.text("at") == "instead" and place not in SPOKEN:
            says = f"The program has no sentence of its own in '{place}'."
            faults.add(208, place.place, says, "Write at: first, or at: last.")


def _check_contacts(node: Mapping, faults: Faults) -> None:
    """A sentence that names a contact has one in its language."""
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
                        says = f"There is no contact '{gap}' in the language '{language}'."
                        faults.add(206, text.place, says, f"Add it below contacts: {gap}:.")


def _check_frequency(frequency: Mapping, faults: Faults) -> None:
    style = frequency.text("style")
    if style == "word-and-number" and not frequency.group("words"):
        says = "The style word-and-number has no words."
        faults.add(207, style.place, says, "Add words:, or write style: numbers.")
