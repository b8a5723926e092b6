"""Check a monograph: apply every rule, and set aside what the monograph accepts with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct

from ..base.errors import Fault, LeafletsError, MonographError, Place
from ..check.lexicon import Lexicon, read_lexicon
from ..check.notation import is_rule, severity_of
from ..content.library import Library
from ..content.monograph.model import Acceptance
from ..content.monograph.reading import Reading
from ..leaflet.about import is_for_professionals
from .model import Finding, Match, Report, Rule, Severity, Subject
from .plain_language import PLAIN_LANGUAGE
from .rules import RULES
from .safety import SAFETY
from .shared_names import SharedNames

__all__ = ["Checker", "Selection", "lexicon_of", "safety_errors"]

# the words no longer are those of the original; other warnings are doubts about the typing
STALE: Final = "M291"


class Selection(Struct, frozen=True):
    """Which findings are wanted, by the beginnings of their codes. The longest that fits decides.

    select: none: all. ignore: of these.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __contains__(self, code: str) -> bool:
        def longest(prefixes: Iterable[str]) -> int:
            return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

        return (longest(self.select) if self.select else 0) > longest(self.ignore)


class Checker:
    """Checks monographs of one library.

    library: whose other monographs may not share names with those that are checked. today: ISO date
    by the caller's clock. selection: which findings are wanted; errors of a file that cannot be
    read are always reported.
    """

    def __init__(self, library: Library, today: str, selection: Selection) -> None:
        self.today, self.selection = today, selection
        self._library, self._names = library, SharedNames(library)
        self._rules = [rule for rule in RULES if rule.code in selection]

    def check(self, file: str, read: Callable[[], Reading]) -> Report:
        """Check a file. read: reads it; what it raises becomes findings."""
        try:
            reading = read()
        except MonographError as error:
            faults = tuple(Finding("error", fault) for fault in error.faults)
            return Report(file=file, language=None, findings=faults)
        except LeafletsError as error:  # a file that nobody may read is no reason to leave others
            fault = Fault(error.code, error.place or Place(file), error.says, error.hint)
            return Report(file=file, language=None, findings=(Finding("error", fault),))
        lexicon = lexicon_of(self._library, reading.monograph.language)
        subject = Subject(reading, self.today, lexicon, self._names)
        accepts = reading.monograph.accepts
        findings, accepted = list(self._warnings(reading)), list(_accepted_notation(subject))
        for rule in self._rules:
            if not rule.is_applied(lexicon):
                continue
            if rule in PLAIN_LANGUAGE and is_for_professionals(reading.monograph):
                continue
            for match in rule.find(subject):
                reason = _reason(accepts, rule.code, match)
                target = accepted if reason else findings
                target.append(_finding(rule, match, reason))
        return Report(
            file=reading.file,
            language=str(reading.monograph.language),
            findings=_in_order(findings),
            accepted=_in_order(f for f in accepted if f.fault.code in self.selection),
            grade=subject.grade,
            plain_grade=subject.plain_grade,
            not_applied=tuple(r.code for r in self._rules if not r.is_applied(lexicon)),
        )

    def _warnings(self, reading: Reading) -> Iterator[Finding]:
        for warning in reading.warnings:
            if warning.code in self.selection:
                yield Finding(_severity(warning), warning)


def safety_errors(reading: Reading, today: str) -> list[Fault]:
    """Return what the rules of safety call an error, and the monograph does not accept.

    today: ISO date by the caller's clock.
    """
    lexicon = lexicon_of(reading.library, reading.monograph.language)
    subject = Subject(reading, today, lexicon)
    return [
        _finding(rule, match, "").fault
        for rule in SAFETY
        if rule.severity == "error" and rule.is_applied(lexicon)
        for match in rule.find(subject)
        if not _reason(reading.monograph.accepts, rule.code, match)
    ]


def _severity(warning: Fault) -> Severity:
    if is_rule(warning.code):
        return severity_of(warning.code)
    return "error" if warning.code == STALE else "warning"


def _finding(rule: Rule, match: Match, reason: str) -> Finding:
    return Finding(rule.severity, Fault(rule.code, match.place, match.says, match.hint), reason)


def _reason(accepts: Iterable[Acceptance], code: str, match: Match) -> str:
    """Return why a match is accepted; empty if it is not."""
    for acceptance in accepts:
        words = acceptance.words
        if acceptance.code == code and (not words or words.lower() in match.words.lower()):
            return str(acceptance.reason)
    return ""


def _accepted_notation(subject: Subject) -> Iterator[Finding]:
    """Yield what the monograph accepts of notation, wherever it stands."""
    for acceptance in subject.monograph.accepts:
        code, words = str(acceptance.code), str(acceptance.words)
        if is_rule(code):
            for _, text, place in subject.texts:
                if words in text:
                    fault = Fault(code, place, f"'{words}' stands here.", "")
                    yield Finding(severity_of(code), fault, str(acceptance.reason))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.fault.place, finding.fault.code)))


@cache
def _read_lexicon(source: bytes, file: str) -> Lexicon:
    return read_lexicon(source, file)


def lexicon_of(library: Library, language: str) -> Lexicon | None:
    """Return the words that rules search for in a language; None if there are none."""
    file = library.lexicon(language)
    return _read_lexicon(file.source, file.file) if file else None
