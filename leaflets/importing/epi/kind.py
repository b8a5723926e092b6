"""What kind of document a Composition is: for whom, whether official, whether still valid."""

from __future__ import annotations

import re
from typing import Final, Literal

from ...base.errors import Fault
from ...exchange.fhir.reading.element import FhirElement
from ..source import Part
from .concepts import codes, words

__all__ = ["DocumentKind", "not_for_patients"]

# the EMA's list of document types, spor.ema.europa.eu/v1/lists/100000155531, and LOINC's
LEAFLETS: Final = ("100000155538", "100000155539", "200000017121", "42230-3", "42231-1", "68498-5")
FOR_PROFESSIONALS: Final = {
    "100000155532": "a summary of product characteristics",
    "100000155533": "an annex on the conditions of the licence",
    "34391-3": "a label for health professionals",
    "45129-4": "a label for health professionals",
}
FOR_PACKS: Final = dict.fromkeys(("100000155534", "100000155535", "100000155536"), "a pack's text")
CHANGED: Final = ("processed", "enhanced")  # categories of Gravitate-Health
TEST: Final = re.compile(r"\bTEST\b")
WITHDRAWN: Final = ("cancelled", "deprecated", "entered-in-error")


def not_for_patients(types: list[str]) -> str | None:
    """Return what has a type of these codes, or None if patients read it."""
    if any(code in LEAFLETS for code in types):
        return None
    names = {**FOR_PROFESSIONALS, **FOR_PACKS}
    return next((names[code] for code in types if code in names), None)


class DocumentKind:
    """The kind of a Composition, by its type, status, category and title."""

    def __init__(self, composition: FhirElement) -> None:
        self.composition = composition
        self.types = codes(composition.child("type"))
        self.is_leaflet = any(code in LEAFLETS for code in self.types)

    @property
    def other_name(self) -> str | None:
        """What it is, if it is no leaflet for patients."""
        return not_for_patients(self.types)

    @property
    def written_for(self) -> Literal["patients", "professionals"]:
        """For whom the source wrote it."""
        is_for_them = any(code in FOR_PROFESSIONALS for code in self.types)
        return "professionals" if is_for_them and not self.is_leaflet else "patients"

    @property
    def origin(self) -> str:
        """Where the words come from: from a licensed text that is no test, or from anywhere.

        A text that a program has processed is no licensed one any more.
        """
        categories = self.composition.child_or_children("category")
        states = [word.casefold() for category in categories for word in words(category)]
        is_changed = any(state in CHANGED for state in states)
        is_test = TEST.search(self.composition.text("title"))
        is_licensed = self.is_leaflet or self.other_name
        is_official = is_licensed and not is_changed and not is_test
        return "official-label" if is_official else "generated-or-crowd-sourced"

    def refusal(self, part: Part) -> Fault | None:
        """Return why the document is set aside, or None. part: what the user asks for."""
        status = self.composition.text("status")
        if status in WITHDRAWN:
            message, place = f"The source calls this document {status}.", "status"
            return Fault("Q233", self.composition.place(place), message, "Get the valid one.")
        if self.other_name and part != "all":
            message = f"This is {self.other_name}, not a leaflet for patients."
            hint = "To import it all the same, add --part all."
            return Fault("Q234", self.composition.place("type"), message, hint)
        return None
