"""Choose the sections of a Structured Product Label by the codes that LOINC gives them.

The codes are those of the FDA's list "Section Headings (LOINC)" for Structured Product Labeling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...source.xml import XmlElement
from ..section_codes import proposed_section
from ..source import Part
from .elements import attribute, descendants

__all__ = [
    "choose_sections",
    "is_boxed_warning",
    "is_for_consumers",
    "left_out_because",
    "proposal",
    "subsections",
]

BOXED_WARNING: Final = "34066-1"
LABELS_FOR_CONSUMERS: Final = ("34390-5",)  # of a medicine sold without a prescription
WRITTEN_FOR_PATIENTS: Final = {
    "42231-1": "medication guide",
    "42230-3": "patient package insert",
    "59845-8": "instructions for use",
    "68498-5": "patient medication information",
    "38056-8": "supplemental patient material",
}
TO_TELL_PATIENTS: Final = "34076-0"  # information for patients: what professionals tell them
PACK: Final = "51945-4"  # the principal display panel


def choose_sections(label: XmlElement, part: Part) -> list[XmlElement]:
    """Return the sections to be read, each with all that stands in it; none if there are none.

    part: "patient" for what is written for patients, or else for what professionals tell them;
    of a medicine sold without a prescription, all but the words on the pack. "all" for everything.
    """
    top = [
        section for body in descendants(label, "structuredBody") for section in subsections(body)
    ]
    if part == "all":
        return top
    if is_for_consumers(label):
        return [section for section in top if _code(section) != PACK and _has_words(section)]
    return list(_coded(top, WRITTEN_FOR_PATIENTS)) or list(_coded(top, (TO_TELL_PATIENTS,)))


def is_for_consumers(label: XmlElement) -> bool:
    """Tell whether all of a label is written for those who use the medicine."""
    return _code(label) in LABELS_FOR_CONSUMERS


def left_out_because(section: XmlElement) -> str:
    """Return why a section that was not chosen is left out."""
    match _code(section):
        case code if code == PACK:
            return "the words on the pack"
        case code if code == TO_TELL_PATIENTS:
            return "what professionals are to tell patients"
    return "a section for health professionals"


def proposal(section: XmlElement) -> str | None:
    """Return the section of the agreed list that the code suggests, or None."""
    return proposed_section(_code(section))


def is_boxed_warning(section: XmlElement) -> bool:
    """Tell whether a label prints a section in a frame."""
    return _code(section) == BOXED_WARNING


def subsections(element: XmlElement) -> Iterator[XmlElement]:
    """Yield the sections directly in a section or in the body of a label."""
    for component in element.children:
        if component.name == "component":
            yield from (child for child in component.children if child.name == "section")


def _code(element: XmlElement) -> str:
    return attribute(element, "code", "code")


def _coded(sections: Iterable[XmlElement], codes: Iterable[str]) -> Iterator[XmlElement]:
    """Yield the outermost sections with one of the codes."""
    for section in sections:
        if _code(section) in codes:
            yield section
        else:
            yield from _coded(subsections(section), codes)


def _has_words(section: XmlElement) -> bool:
    return any(True for _ in descendants(section, "text", "title"))
