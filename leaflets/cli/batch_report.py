"""What a batch prints before it begins and when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.errors import MonographError
from . import console

if TYPE_CHECKING:
    from pathlib import Path

    from ..batch.plan import Plan
    from ..batch.run import Summary


def report_plan(plan: Plan, blank_rows: int, *, strict: bool, quiet: bool) -> None:
    """Print what is doubtful in the monographs, and how many rows without a word were passed over.

    Raises MonographError for what is doubtful, with --strict.
    """
    if strict and plan.warnings:
        raise MonographError(plan.warnings)
    for warning in plan.warnings:
        console.note(f"Warning: {warning}")
    if blank_rows and not quiet:
        rows = "1 blank row was" if blank_rows == 1 else f"{blank_rows} blank rows were"
        console.note(f"{rows} passed over.")


def report_dry_run(plan: Plan) -> None:
    """Print that nothing is wrong with the requests, and how many are for drafts."""
    if plan.count == 1:
        console.say("1 request; nothing is wrong with it.")
    else:
        console.say(f"{plan.count} requests; nothing is wrong with them.")
    report_drafts(plan.drafts)


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
