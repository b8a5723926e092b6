"""How the findings of `leaflets check` are printed: for people, scripts, scanners and GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..authoring.fit import Fit
from ..authoring.model import SEVERITIES, Finding, Report
from ..base.faults import fault_values
from ..base.version import VERSION
from ..check.reading_grade import ReadingGrade
from ..source.json import error_values
from . import console
from .json_form import say_object
from .list import table

__all__ = ["CheckedFile", "Form", "form_of"]

Counts = Counter[str]
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
GITHUB_LEVELS: Final = {"error": "error", "warning": "warning", "note": "notice"}


class CheckedFile(NamedTuple):
    """The report of a file, all its findings, and how it falls in layouts, if that was asked."""

    report: Report
    findings: tuple[Finding, ...]
    fits: tuple[Fit, ...]


class Form:
    """A form in which findings are printed. strict: warnings count as errors."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.counts: Counts = Counter()
        self.files = self.accepted = 0

    def say(self, files: Iterable[CheckedFile]) -> Counts:
        """Print all files, and return how many findings of each severity there are."""
        raise NotImplementedError

    def counted(self, files: Iterable[CheckedFile]) -> Iterator[CheckedFile]:
        """Count while the files pass by."""
        for file in files:
            self.files += 1
            self.accepted += len(file.report.accepted)
            self.counts.update(finding.severity for finding in file.findings)
            yield file


class TextForm(Form):
    """For people: a line for each finding, and a summary."""

    def say(self, files: Iterable[CheckedFile]) -> Counts:
        for file in self.counted(files):
            console.say_lines(self._lines(file))
            if file.fits:
                table([_fit_row(fit) for fit in file.fits])
        console.say(self._summary())
        return self.counts

    def _lines(self, file: CheckedFile) -> Iterator[str]:
        yield from map(str, file.findings)
        for finding in file.report.accepted:
            fault = finding.fault
            yield f"{fault.place}: accepted: {fault.code} {fault.says} Reason: {finding.reason}"
        yield f"{file.report.file}: {self._grades(file.report)}"

    def _grades(self, report: Report) -> str:
        if report.language is None:
            return "this is not a monograph yet; the rules follow when it is."
        notes = []
        if report.grade and report.plain_grade:
            grade, plain_grade = (max(g.grade, 0) for g in (report.grade, report.plain_grade))
            notes.append(f"reading grade {grade:.1f}, without names {plain_grade:.1f}.")
        else:
            notes.append(f"reading grade not scored: there is no formula for {report.language}.")
        if report.not_applied:
            codes = ", ".join(report.not_applied)
            notes.append(f"Not applied, for want of words in {report.language}: {codes}.")
        return " ".join(notes)

    def _summary(self) -> str:
        parts = [_count(self.counts[severity], severity) for severity in SEVERITIES]
        accepted = f"; {self.accepted} accepted" if self.accepted else ""
        return f"{_count(self.files, 'file')}: {', '.join(parts)}{accepted}."


class JsonForm(Form):
    """For scripts: one object; `leaflets help json` names its keys."""

    def say(self, files: Iterable[CheckedFile]) -> Counts:
        say_object(self._members(files))
        return self.counts

    def _members(self, files: Iterable[CheckedFile]) -> Iterator[tuple[str, object]]:
        yield "files", (_file_values(file) for file in self.counted(files))
        yield "errors", self.counts["error"]
        yield "warnings", self.counts["warning"]
        yield "notes", self.counts["note"]


class SarifForm(Form):
    """For code scanners: SARIF 2.1.0 of OASIS."""

    def say(self, files: Iterable[CheckedFile]) -> Counts:
        checked_files = list(self.counted(files))
        findings = [
            finding for file in checked_files for finding in (*file.findings, *file.report.accepted)
        ]
        rules = sorted({finding.fault.code for finding in findings})
        driver = {
            "name": "leaflets",
            "version": VERSION,
            "rules": [{"id": code, "help": {"text": f"leaflets help {code}"}} for code in rules],
        }
        run = {"tool": {"driver": driver}, "results": [_sarif_result(f) for f in findings]}
        log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
        console.say(json.dumps(log, indent=1))
        return self.counts


class GithubForm(Form):
    """For GitHub Actions, which shows a line of this form beside the line of the file."""

    def say(self, files: Iterable[CheckedFile]) -> Counts:
        for file in self.counted(files):
            console.say_lines(map(_github_command, file.findings))
        return self.counts


FORMS: Final[dict[str, type[Form]]] = {
    "text": TextForm, "json": JsonForm, "sarif": SarifForm, "github": GithubForm,
}  # fmt: skip


def form_of(name: str, strict: bool) -> Form:
    """Return the form with this name."""
    return FORMS[name](strict)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _fit_row(fit: Fit) -> tuple[str, ...]:
    if fit.error:
        outcome = f"not made: {fit.error.code}"
    else:
        pages = _count(fit.pages, "page")
        outcome = f"{pages}, the last {fit.fill:.0%} full" if fit.pages > 1 else pages
    summary = "summary" if fit.extent == "summary" else ""
    return fit.layout, fit.profile, summary, outcome


def _grade_value(grade: ReadingGrade | None) -> float | None:
    return round(grade.grade, 1) if grade else None


def _file_values(file: CheckedFile) -> dict[str, object]:
    report = file.report
    return {
        "file": report.file,
        "language": report.language or "",
        "grade": _grade_value(report.grade),
        "grade_without_names": _grade_value(report.plain_grade),
        "not_applied": list(report.not_applied),
        "findings": [_finding_values(finding) for finding in file.findings],
        "accepted": [
            {**_finding_values(finding), "reason": finding.reason} for finding in report.accepted
        ],
        "fits": [_fit_values(fit) for fit in file.fits],
    }


def _finding_values(finding: Finding) -> dict[str, object]:
    return {"severity": finding.severity, **fault_values(finding.fault)}


def _fit_values(fit: Fit) -> dict[str, object]:
    return {
        "layout": fit.layout, "profile": fit.profile, "extent": fit.extent, "pages": fit.pages,
        "fill": round(fit.fill, 2), "error": error_values(fit.error),
    }  # fmt: skip


def _sarif_result(finding: Finding) -> dict[str, Any]:
    fault = finding.fault
    place = fault.place
    region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
    location = {"artifactLocation": {"uri": place.file}, "region": region}
    result: dict[str, Any] = {
        "ruleId": fault.code,
        "level": finding.severity,
        "message": {"text": f"{fault.says} {fault.hint}".rstrip()},
        "locations": [{"physicalLocation": location}],
    }
    if finding.reason:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.reason}]
    return result


def _github_command(finding: Finding) -> str:
    fault = finding.fault
    level, place = GITHUB_LEVELS[finding.severity], fault.place
    message = _escaped(f"{fault.says} {fault.hint}".rstrip())
    file = _escaped(place.file).replace(":", "%3A").replace(",", "%2C")
    where = f"file={file},line={max(place.line, 1)},col={max(place.column, 1)}"
    return f"::{level} {where},title={fault.code}::{message}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
