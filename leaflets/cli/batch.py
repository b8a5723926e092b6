"""`leaflets batch`: make a leaflet for each of many requests."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ..base.errors import UsageError
from . import console
from .batch_progress import progress
from .batch_report import report, report_dry_run, report_plan
from .batch_requests import form_options, request_source
from .dates import leaflet_date, now, today
from .language import language_option
from .options import (
    approved_only_option,
    data_option,
    layout_option,
    own_folder,
    pharmacy_option,
    profile_option,
    selected_pharmacy,
)
from .stores import store_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..batch.form import RequestForm
    from ..batch.model import Sync
    from ..batch.pool import Engine
    from ..batch.run import Batch
    from ..batch.targets.target import Target


@click.command(short_help="Make a leaflet for each of many requests.")
@click.argument("requests", metavar="REQUESTS|-", required=False, type=click.Path(allow_dash=True))
@click.option("--all", "everything", is_flag=True, help="Every monograph, language and layout.")
@click.option(
    "--out",
    default="out/batch",
    show_default=True,
    metavar="FOLDER|FILE.tar|FILE.zip|FILE.pdf|STORE",
    type=click.Path(),
    help="Where the leaflets go: files in a folder, one archive, one file for the printer, or "
    "records such as sqlite:///records.db.",
)
@layout_option("The layout where a request names none.")
@language_option("The language where a request names none.", default="en", takes_two=True)
@profile_option()
@pharmacy_option()
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date on every leaflet.  [default: SOURCE_DATE_EPOCH, or the date of the edition]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 512),
    metavar="N",
    help="Processes.  [default: all]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster make the leaflets; see 'leaflets help scale'.",
)
@click.option(
    "--part",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Leaflets in each file for the printer.  [default: 5000]",
)
@click.option("--by", metavar="NAME", help="Who attaches the leaflets, if they go into records.")
@click.option(
    "--manifest",
    metavar="FOLDER",
    default="out/batch",
    show_default=True,
    type=click.Path(),
    help="Where the manifest goes, if the leaflets go into records.",
)
@form_options
@click.option("--resume", is_flag=True, help="Finish a batch that was stopped.")
@click.option(
    "--sync",
    type=click.Choice(["each", "group", "none"]),
    default="group",
    show_default=True,
    help="When leaflets are secured against a power cut; see 'leaflets help batch'.",
)
@click.option(
    "--keep-going",
    is_flag=True,
    help="Make what can be made, and write the other requests to a file, each with the reason.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say what is wrong with the requests, and make nothing."
)
@approved_only_option()
@click.option("--strict", is_flag=True, help="Treat every warning as an error.")
@click.option("--quiet", is_flag=True, help="Print nothing but warnings and failures.")
@data_option()
def command(
    requests: str | None,
    form: RequestForm,
    everything: bool,
    out: str,
    layout: str,
    language: str,
    profile: str,
    pharmacy: str | None,
    date: str | None,
    jobs: int | None,
    scheduler: str | None,
    part: int | None,
    by: str | None,
    manifest: str,
    resume: bool,
    sync: str,
    keep_going: bool,
    dry_run: bool,
    approved_only: bool,
    strict: bool,
    quiet: bool,
    folder: str | None,
) -> int:
    """Make a leaflet for each of many requests.

    REQUESTS is a CSV file with a heading, or JSON Lines: one request a line, with at least a
    monograph; or records in FHIR, in JSON or XML. All that is wrong with the requests is reported
    before any leaflet is made. 'leaflets help batch' explains the rest.

    \b
    leaflets batch today.csv --out today
    leaflets batch today.csv --out today --resume
    """
    from ..batch.model import Setup
    from ..batch.plan import plan
    from ..batch.planner import Defaults, Planner
    from ..batch.run import Batch
    from ..batch.targets.open import StoreOptions, open_target
    from ..content.library import Library

    enable_garbage_collection()
    own = own_folder(folder)
    letterhead = selected_pharmacy(pharmacy, Library(own))
    setup = Setup(own, leaflet_date(date), letterhead, today(), approved_only, strict)
    planner = Planner(setup, Defaults(layout, language, profile))
    with request_source(requests, planner if everything else None, form) as source:
        goes_on, fit = keep_going and not dry_run, dry_run or not everything
        planned = plan(source, planner, local_engine(jobs), keep_going=goes_on, check_fit=fit)
        report_plan(planned, source.blank_rows, strict=strict, quiet=quiet)
        if dry_run:
            report_dry_run(planned)
            return 0
        where = str(Path(out).absolute()) if scheduler and ":" not in out else out
        store_options = StoreOptions(Path(manifest), now(), by or "", store_token())
        count, when = planned.count, cast("Sync", sync)
        target = open_target(where, setup, count, when, part=part, store_options=store_options)
        with target.journal().locked(), workers(target, jobs, scheduler) as engine:
            batch = Batch(source, planner, planned, target, engine)
            return finish(batch, resume=resume, quiet=quiet)


def enable_garbage_collection() -> None:
    """Collect garbage from here on; what is loaded by now stays until the end."""
    gc.freeze()
    gc.enable()


def finish(batch: Batch, *, resume: bool, quiet: bool) -> int:
    """Run the batch and report how it ended. Return the exit code."""
    from ..batch.run import run

    display = progress(batch.plan.count, quiet=quiet)
    try:
        summary = run(batch, resume=resume, show_progress=display.show)
    except UsageError:
        raise
    except BaseException:  # also Ctrl-C and the like
        console.note(
            "The leaflets made so far stay. To finish, give the same command with --resume."
        )
        raise
    finally:
        display.end()
    report(summary, batch, quiet=quiet)
    return 1 if summary.failures or summary.refused else 0


def local_engine(jobs: int | None) -> Engine:
    """Return the engine of this machine. jobs: the number of processes; None: one a processor."""
    from ..batch.pool import Engine, SerialExecutor

    jobs = jobs or processors()
    if jobs == 1:
        return Engine(SerialExecutor, 1)
    from ..batch.processes import parallel_engine

    return parallel_engine(jobs)


@contextmanager
def workers(target: Target, jobs: int | None, scheduler: str | None) -> Iterator[Engine]:
    """Start the engine that makes the leaflets: this machine's, or a cluster's."""
    if scheduler is None:
        yield local_engine(jobs)
        return
    from ..batch.dask import DaskCluster
    from ..batch.pool import Engine

    with DaskCluster(scheduler) as cluster:
        cluster.check(target.journal().lock)
        yield Engine(cluster.start, cluster.jobs, cluster.lost)


def processors() -> int:
    """Count the processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
