"""The codes in which other systems give directions, read from data/dosage-codes.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from ..library import Library
from .model import Concept, Span, Unit

__all__ = ["DosageCodes", "Vocabulary", "load_vocabulary", "read_dosage_codes"]

CodeKind = Literal["routes", "methods", "reasons", "additional"]


class UnitCodes(FileShape):
    """A unit of doses."""

    counted: Literal["countable", "measure"] = field(
        "countable: whole numbers and halves. measure: any number."
    )
    codes: tuple[Text, ...] = field("System and code, such as UCUM mL.", least=1)
    texts: tuple[Text, ...] = field("What a record may call it, in small letters.", least=1)


class TimingCode(FileShape):
    """What an abbreviation says, in the elements of Timing.repeat."""

    frequency: int = field("How often in a period.", least=1)
    period: int = field("How many units of time a period has.", least=1)
    unit: Text = field("The unit of time.")
    when: Text | None = field("The time of the day, as a code of EventTiming.", default=None)


class DosageCodes(FileShape):
    """The lists of data/dosage-codes.yaml."""

    sources: tuple[Text, ...] = field("Where the meanings of the codes are defined.", least=1)
    systems: dict[Text, tuple[Text, ...]] = field(
        "For the short name of each coding system, the addresses by which others name it.", least=1
    )
    units: dict[Text, UnitCodes] = field("The units of doses.", least=1)
    fractions: tuple[Text, ...] = field("Words in a unit's text that change how much one is.")
    times: dict[Text, tuple[Text, ...]] = field("What a record may call each unit of time.")
    offsets: tuple[Text, ...] = field("Codes to which a number of minutes can be added.")
    meals: tuple[Text, ...] = field("Codes that name several times of one day.")
    timings: dict[Text, TimingCode] = field("Abbreviations of a whole timing, by their code.")
    routes: dict[Text, tuple[Text, ...]] = field("Routes of data/sections.yaml, with their codes.")
    methods: dict[Text, tuple[Text, ...]] = field("What is done with a dose, with its codes.")
    reasons: dict[Text, tuple[Text, ...]] = field("What something is needed for, with its codes.")
    additional: dict[Text, tuple[Text, ...]] = field("Additional instructions, with their codes.")


class KnownUnit(NamedTuple):
    """A unit of doses. id: as in the list. is_countable: only whole numbers and halves."""

    id: str
    is_countable: bool


def read_dosage_codes(source: bytes, file: str) -> DosageCodes:
    """Read data/dosage-codes.yaml. Raises VocabularyError."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    return read(DosageCodes, node, VocabularyError, faults)


def load_vocabulary(library: Library) -> Vocabulary:
    """Read the list of a library. Raises VocabularyError."""
    codes = library.dosage_codes()
    return Vocabulary(read_dosage_codes(codes.source, codes.file))


class Vocabulary:
    """The codes of directions, indexed for look-ups."""

    def __init__(self, codes: DosageCodes) -> None:
        self.codes = codes
        self.offsets, self.meals = frozenset(codes.offsets), frozenset(codes.meals)
        self._systems = {
            str(address): str(name)
            for name, addresses in codes.systems.items()
            for address in addresses
        }

    @cached_property
    def _units(self) -> dict[str, KnownUnit]:
        return {
            str(name): KnownUnit(str(id_), unit.counted == "countable")
            for id_, unit in self.codes.units.items()
            for name in (*unit.codes, *(f"text {text}" for text in unit.texts))
        }

    @cached_property
    def _ids(self) -> dict[CodeKind, dict[str, str]]:
        lists: dict[CodeKind, dict[Text, tuple[Text, ...]]] = {
            "routes": self.codes.routes,
            "methods": self.codes.methods,
            "reasons": self.codes.reasons,
            "additional": self.codes.additional,
        }
        return {
            kind: {str(code): str(id_) for id_, codes in entries.items() for code in codes}
            for kind, entries in lists.items()
        }

    def unit(self, unit: Unit) -> KnownUnit | None:
        """Return a unit of doses by its code and its text, None unless both mean the same one.

        Of the two, one may be absent. A text that is not in the list, such as "film-coated tablet",
        counts only beside the code of something countable, and only if nothing in it can change how
        much that is, as "1/2 tablet" and "half tablet" do.
        """
        by_text = self._units.get(f"text {unit.text.casefold()}")
        if not unit.code:
            return by_text
        by_code = self._units.get(self._name(unit.system, unit.code))
        if by_code is None or by_text == by_code or not unit.text:
            return by_code
        return by_code if by_code.is_countable and self._only_names(unit.text) else None

    def _only_names(self, text: str) -> bool:
        """Return whether a text is not a listed unit, and has neither numbers nor fractions."""
        words = set(re.findall(r"\w+", text.casefold()))
        is_listed = f"text {text.casefold()}" in self._units
        return (
            not is_listed
            and all(map(str.isalpha, words))
            and "/" not in text
            and (words.isdisjoint(map(str, self.codes.fractions)))
        )

    def time(self, span: Span) -> str | None:
        """Return the unit of a length of time by its code or its text, None if it is not known."""
        by_text = next(
            (str(id_) for id_, texts in self.codes.times.items() if span.text.casefold() in texts),
            None,
        )
        if not span.unit:
            return by_text
        by_code = span.unit if span.unit in self.codes.times else None
        return by_code if by_text in (None, by_code) else None

    def id(self, kind: CodeKind, concept: Concept) -> str | None:
        """Return what a concept means by its codes, None if that is not known, or not one thing."""
        known = self._ids[kind]
        return _only(known[name] for name in self._names(concept) if name in known)

    def timing(self, concept: Concept) -> TimingCode | None:
        """Return what an abbreviation says, None if that is not known, or not one thing."""
        timings = {str(name): timing for name, timing in self.codes.timings.items()}
        name = _only(name for name in self._names(concept) if name in timings)
        return timings[name] if name else None

    def _names(self, concept: Concept) -> list[str]:
        return [self._name(system, code) for system, code in concept.codes]

    def _name(self, system: str, code: str) -> str:
        return f"{self._systems.get(system.rstrip('/'), '?')} {code}"


def _only(values: Iterable[str]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
