"""`leaflets check`: everything that a careful reader would find in a monograph, with the repair."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, Literal

import click

from ..authoring.check import Selection
from ..authoring.fit import Fit, fits_of
from ..authoring.model import Finding, Report
from ..authoring.targets import Target, check_target, targets_of
from ..base.errors import MonographError, UsageError
from .check_forms import CheckedFile, form_of
from .dates import today
from .options import complete_monograph, data_option, own_folder
from .typesetting_guard import typesetting_guard

FEW: Final = 40  # files that are checked sooner in this process than in several
CHUNK: Final = 20  # files that a worker takes at a time
FAILED: Final = 3  # as for a file that cannot be read


@click.command(short_help="Check monographs: safety, plain words, sources, notation.")
@click.argument(
    "names", metavar="[NAME|FILE|FOLDER]...", nargs=-1, shell_complete=complete_monograph
)
@click.option("--language", metavar="TAG", help="Only this language of each NAME.")
@data_option()
@click.option(
    "--select",
    "selected",
    metavar="CODES",
    multiple=True,
    help="Only findings whose codes begin so, such as C,E1.",
)
@click.option(
    "--ignore",
    "ignored",
    metavar="CODES",
    multiple=True,
    help="No findings whose codes begin so. If both fit, the longer one decides.",
)
@click.option(
    "--fit", is_flag=True, help="Also try every layout and profile: pages, and if it fits."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How to print: for people, scripts, code scanners, or GitHub Actions.",
)
@click.option("--strict", is_flag=True, help="Treat every warning as an error.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="Processes that check many files.  [default: one for each core]",
)
def command(
    names: tuple[str, ...],
    language: str | None,
    folder: str | None,
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    fit: bool,
    form: Literal["text", "json", "sarif", "github"],
    strict: bool,
    jobs: int | None,
) -> int:
    """Check monographs, and report each finding with its place, a sentence and the repair.

    NAME is a name, title or synonym; FILE a monograph's path; FOLDER a folder with monographs/, or
    with any .yaml files. Without these, the whole library is checked. 'leaflets help CODE' explains
    a finding, 'leaflets help checks' lists all. The exit code is 3 if there is an error.

    \b
    leaflets check acetylcysteine
    leaflets check our --select C,E1 --strict
    """
    selection = Selection(codes(selected), codes(ignored))
    targets = list(targets_of(names, own_folder(folder), language))
    files = with_fits(targets, reports(targets, selection, jobs), selection if fit else None)
    counts = form_of(form, strict).say(files)
    return FAILED if counts["error"] or (strict and counts["warning"]) else 0


def codes(options: Iterable[str]) -> tuple[str, ...]:
    """Return the beginnings of codes that options list. Raises UsageError."""
    prefixes = [part.strip().upper() for option in options for part in option.split(",")]
    for prefix in prefixes:
        if not (prefix[:1].isalpha() and (prefix[1:] or "0").isdigit() and len(prefix) <= 4):
            message = f"'{prefix}' is not the beginning of a code."
            raise UsageError(message, "Give letters and digits, such as C, E1 or M214.")
    return tuple(prefixes)


def reports(targets: list[Target], selection: Selection, jobs: int | None) -> Iterator[Report]:
    """Check all targets, many of them in several processes, and yield their reports in order."""
    check = partial(check_target, today=today(), selection=selection)
    jobs = min(jobs or os.cpu_count() or 1, max(len(targets) // FEW, 1))
    if jobs == 1:
        yield from map(check, targets)
        return
    from ..batch.processes import ParallelExecutor  # takes 20 ms

    executor = ParallelExecutor(jobs)
    try:
        yield from executor.map(check, targets, chunksize=CHUNK)
    finally:
        executor.stop()


def with_fits(
    targets: list[Target], reports: Iterator[Report], selection: Selection | None
) -> Iterator[CheckedFile]:
    """Yield each report, with how the leaflet falls in every layout if a selection is given."""
    for target, report in zip(targets, reports, strict=True):
        fits = fits_in(target) if selection is not None and report.language else ()
        fit_findings = [finding for fit in fits for finding in fit.findings(report.file)]
        findings = (*report.findings, *selected(fit_findings, selection))
        yield CheckedFile(report, findings, fits)


def selected(findings: Iterable[Finding], selection: Selection | None) -> Iterator[Finding]:
    """Yield the findings whose codes are selected."""
    return (f for f in findings if selection is None or f.fault.code in selection)


def fits_in(target: Target) -> tuple[Fit, ...]:
    """Return how a monograph falls in every layout and profile."""
    with typesetting_guard():
        try:
            return tuple(fits_of(target.read(today())))
        except MonographError:  # it has changed meanwhile, and is reported when checked again
            return ()
