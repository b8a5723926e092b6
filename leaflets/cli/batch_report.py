"""What a batch prints before it begins and when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.errors import MonographError
from . import console

if TYPE_CHECKING:
    from pathlib import Path

    from ..batch.plan import Plan
    from ..batch.run import Summary


def blank_rows(count: int) -> str:
    """Say how many blank rows were passed over."""
    return "1 blank row was passed over." if count == 1 else f"{count} blank rows were passed over."


def nothing_wrong(count: int) -> str:
    """Say that nothing is wrong with so many requests."""
    if count == 1:
        return "1 request; nothing is wrong with it."
    return f"{count} requests; nothing is wrong with them."


def report(summary: Summary, manifest: Path, *, quiet: bool) -> None:
    """Print the failures by their lines, then the counts and the path of the manifest."""
    for outcome in summary.first_failures:
        console.note(f"line {outcome.request.line}, {outcome.request.identifier}: {outcome.error}")
    failed = sum(summary.failures.values())
    if failed > len(summary.first_failures):
        console.note(f"{failed - len(summary.first_failures)} more failed; see {manifest}.")
    if quiet:
        return
    unchanged = f", {summary.unchanged} were there already" if summary.unchanged else ""
    told = ", ".join(f"{number} with {code}" for code, number in sorted(summary.failures.items()))
    console.say(f"{summary.new} made{unchanged}, {failed} failed{f': {told}' if told else ''}.")
    report_drafts(summary.drafts)
    console.say(str(manifest))


def report_drafts(drafts: int) -> None:
    """Print how many of the leaflets are drafts, if there are any."""
    if drafts:
        what, them = ("is a draft", "it") if drafts == 1 else ("are drafts", "them")
        console.say(f"{drafts} {what}; no health professional has reviewed {them}.")


def report_warnings(planned: Plan, *, strict: bool) -> None:
    """Print what is doubtful in the monographs. Raises MonographError for it with --strict."""
    if strict and planned.warnings:
        raise MonographError(planned.warnings)
    for warning in planned.warnings:
        console.note(f"Warning: {warning}")
