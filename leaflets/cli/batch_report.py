"""What a batch prints before it begins and when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.errors import RequestsError
from ..base.faults import fault_lines
from . import console

if TYPE_CHECKING:
    from ..batch.plan import Plan
    from ..batch.run import Batch, Summary


def report_plan(plan: Plan, blank_rows: int, *, strict: bool, quiet: bool) -> None:
    """Print what is refused, what is doubtful, and how many blank rows there were.

    Raises RequestsError for what is doubtful, with --strict.
    """
    if strict and plan.warnings:
        raise RequestsError(plan.warnings, plan.more_warnings)
    console.warn(plan.warnings)
    if plan.more_warnings:
        console.note(f"{plan.more_warnings} more warnings.")
    for line in fault_lines(sorted(plan.refusals.first, key=lambda fault: fault.place)):
        console.note(line)
    if more := plan.refusals.fault_count - len(plan.refusals.first):
        console.note(f"{more} more are wrong.")
    if blank_rows and not quiet:
        rows = "1 blank row was" if blank_rows == 1 else f"{blank_rows} blank rows were"
        console.note(f"{rows} passed over.")
    if plan.passed_over and not quiet:
        kinds = sorted(plan.passed_over.items())
        counts = ", ".join(f"{count} {kind}" for kind, count in kinds)
        console.note(f"Passed over, because they hold no record of a medicine: {counts}.")


def report_dry_run(plan: Plan) -> None:
    """Print that nothing is wrong with the requests, and how many are for drafts."""
    if plan.count == 1:
        console.say("1 request; nothing is wrong with it.")
    else:
        console.say(f"{plan.count} requests; nothing is wrong with them.")
    report_drafts(plan.drafts)


def report(summary: Summary, batch: Batch, *, quiet: bool) -> None:
    """Print the failures by their lines, then the counts and the paths of the lists."""
    manifest = batch.target.journal().manifest
    for outcome in summary.first_failures:
        console.note(f"line {outcome.request.line}, {outcome.request.identifier}: {outcome.error}")
    failed = sum(summary.failures.values())
    if failed > len(summary.first_failures):
        console.note(f"{failed - len(summary.first_failures)} more failed; see {manifest}.")
    if quiet:
        return
    unchanged = f", {summary.unchanged} were there already" if summary.unchanged else ""
    failure_counts = ", ".join(
        f"{number} with {code}" for code, number in sorted(summary.failures.items())
    )
    causes = f": {failure_counts}" if failure_counts else ""
    console.say(f"{summary.new} made{unchanged}, {failed} failed{causes}.")
    report_drafts(summary.drafts)
    console.say(str(manifest))
    if summary.refused:
        count = batch.plan.refusals.line_count
        console.say(f"{count} refused. Mend them in this file, and give it to a batch of its own:")
        console.say(str(summary.refused))


def report_drafts(drafts: int) -> None:
    """Print how many of the leaflets are drafts, if there are any."""
    if drafts:
        console.say(drafts_sentence(drafts))


def drafts_sentence(drafts: int) -> str:
    """Say that so many leaflets are drafts."""
    what, them = ("is a draft", "it") if drafts == 1 else ("are drafts", "them")
    return f"{drafts} {what}; no health professional has reviewed {them}."
