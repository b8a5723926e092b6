"""The model of a check: what a rule is given, what it finds, and what is reported of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from ..base.errors import Fault, Place
from ..check.lexicon import Lexicon
from ..check.reading_grade import ReadingGrade, has_reading_grade, reading_grade
from ..content.monograph.model import Monograph
from ..content.monograph.reading import Reading
from ..content.monograph.texts import printed_texts
from .shared_names import SharedNames

__all__ = ["SEVERITIES", "Finding", "Match", "PartText", "Report", "Rule", "Severity", "Subject"]

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")

UNSEARCHED: Final = ("identity", "sources")  # parts that are names and no prose


class PartText(NamedTuple):
    """A text of a monograph. part: the top-level key, such as questions; or sections/storage."""

    part: str
    text: str
    place: Place


class Match(NamedTuple):
    """What a rule finds. words: those concerned, as they stand in the text, if it is about some."""

    place: Place
    says: str
    hint: str
    words: str = ""


class Subject(Struct, frozen=True, dict=True):
    """A monograph to be checked.

    today: ISO date by the caller's clock. lexicon: None if there is none for its language. names:
    those of the whole library; None where only one file is at hand.
    """

    reading: Reading
    today: str
    lexicon: Lexicon | None
    names: SharedNames | None = None

    @property
    def monograph(self) -> Monograph:
        """The monograph."""
        return self.reading.monograph

    @property
    def start(self) -> Place:
        """The place of what concerns the whole file."""
        return Place(self.reading.file, 1, 1)

    @cached_property
    def texts(self) -> tuple[PartText, ...]:
        """Every text that a leaflet may print as prose, in the order of the model."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[PartText]:
        monograph = self.monograph
        for name in monograph.__struct_fields__:
            if name == "sections":
                for id_, content in monograph.sections.items():
                    for text, place in printed_texts(content):
                        yield PartText(f"sections/{id_}", text, place)
            elif name not in UNSEARCHED:
                for text, place in printed_texts(getattr(monograph, name)):
                    yield PartText(name.replace("_", "-"), text, place)

    @cached_property
    def grade(self) -> ReadingGrade | None:
        """The reading grade of all words; None if there is no formula for the language."""
        return self._grade(())

    @cached_property
    def plain_grade(self) -> ReadingGrade | None:
        """The reading grade without the names of medicines; None as for `grade`."""
        return self._grade(self.medicine_names)

    def _grade(self, names: Iterable[str]) -> ReadingGrade | None:
        if not has_reading_grade(self.monograph.language):
            return None
        return reading_grade((text.text for text in self.texts), names)

    @cached_property
    def medicine_names(self) -> frozenset[str]:
        """Names that a reader meets on the pack, and the medical names that stand in brackets."""
        names, effects = self.monograph.identity.names, self.monograph.single_effects
        medical = (str(effect.medical_name) for effect in effects if effect.medical_name)
        return frozenset((*map(str, names), *medical))


class Rule(Struct, frozen=True):
    """A rule: a function that yields what it finds.

    source: what it is taken from; own: from our experience alone. lists: those of the lexicon whose
    words it searches for; it is not applied in a language that lacks one of them.
    """

    code: str
    severity: Severity
    source: str
    find: Callable[[Subject], Iterable[Match]]
    lists: tuple[str, ...] = ()

    def is_applied(self, lexicon: Lexicon | None) -> bool:
        """Return whether a lexicon has the words that the rule searches for."""
        return not self.lists or bool(lexicon and lexicon.has(self.lists))


class Finding(NamedTuple):
    """Something that a rule found. reason: why the monograph accepts it; empty if it does not."""

    severity: Severity
    fault: Fault
    reason: str = ""

    def __str__(self) -> str:
        fault = self.fault
        return f"{fault.place}: {self.severity}: {fault.code} {fault.says} {fault.hint}".rstrip()


class Report(Struct, frozen=True):
    """What the check of a file found, in the order of the file.

    language: None if the file cannot be read. accepted: findings that the monograph accepts.
    grade, plain_grade: of its words, and without the names of medicines; None if there is no
    formula for the language. not_applied: codes of rules for which the language has no words.
    """

    file: str
    language: str | None
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()
    grade: ReadingGrade | None = None
    plain_grade: ReadingGrade | None = None
    not_applied: tuple[str, ...] = ()
