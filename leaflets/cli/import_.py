"""`leaflets import`: turn documents that others wrote into monographs as given."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from ..base.errors import NotFoundError, UsageError
from ..base.files import rewrite
from ..base.files.groups import temporary_file
from ..base.operating_system import forbid_core_dumps
from ..content.library import is_language
from ..content.monograph.proposals import accept as accept_all
from . import console
from .batch import enable_garbage_collection, local_engine
from .batch_progress import progress
from .dates import leaflet_date, today
from .import_report import opened_report, summary, tell
from .input_file import read_input
from .options import data_option, own_folder

if TYPE_CHECKING:
    from ..importing.inputs import Inputs
    from ..importing.outcomes import Outcome
    from ..importing.source import Part, Source

FOLDER: Final = "our"  # as for `leaflets new`
FORMATS: Final = ("epi", "openfda", "spl", "markdown")  # the names in `importing.formats`
BLOCK_BYTES: Final = 1024 * 1024  # of standard input, read at a time


@click.command(name="import", short_help="Turn documents of others into monographs as given.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--to", "target", metavar="FOLDER",
    help="The folder for the monographs.  [default: that of --data, or 'our']",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="The form of all documents.  [default: that which each is found to have]",
)  # fmt: skip
@click.option(
    "--part", type=click.Choice(["patient", "all"]), default="patient", show_default=True,
    help="all: also what a label says to professionals; the leaflet tells for whom it is.",
)  # fmt: skip
@click.option(
    "--language", metavar="TAG", default="en", show_default=True,
    help="The language of documents that do not state theirs.",
)  # fmt: skip
@click.option(
    "--date", metavar="DATE",
    help="The date of the editions, year-month-day.  [default: today]  [also: SOURCE_DATE_EPOCH]",
)  # fmt: skip
@click.option(
    "--accept", is_flag=True,
    help="SOURCE is a monograph: accept what its import has proposed, and import nothing.",
)  # fmt: skip
@click.option("--replace", is_flag=True, help="Also write files anew that a person has changed.")
@click.option(
    "--report", "report", metavar="FILE", type=click.Path(dir_okay=False),
    help="Write what became of each document, and of its words, as JSON Lines.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1), default=None,
    help="Processes that convert many documents.  [default: one for each core]",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print no progress.")
@data_option()
def command(
    sources: tuple[str, ...],
    target: str | None,
    form: str | None,
    part: str,
    language: str,
    date: str | None,
    accept: bool,
    replace: bool,
    report: str | None,
    jobs: int | None,
    quiet: bool,
    folder: str | None,
) -> int:
    """Turn documents that others wrote into monographs as given.

    SOURCE is a document, a folder or zip archive of documents, or - for standard input. Each
    leaflet becomes FOLDER/monographs/NAME/TAG.yaml, a draft with the words, headings and order of
    its source. No word is lost, graded or reworded: what has no place in a monograph stands in the
    report. 'leaflets help import' lists the forms of documents.

    \b
    leaflets import pages/ --to our
    leaflets import labels.zip --report import.jsonl
    leaflets import --accept our/monographs/aspirin/en.yaml
    """
    from ..importing.inputs import Inputs

    if not is_language(language):
        raise UsageError(f"{language!r} is not a language.", "Write it as en, pt-BR or zh-Hant.")
    for source in sources:
        if source != "-" and not Path(source).exists():
            raise NotFoundError(f"There is no file {source}.", "Check the path.", code="N403")
    if report and any(_is_same_file(report, source) for source in sources):
        message = f"The report would replace {report}, which is to be imported."
        raise UsageError(message, "Give the report another name.")
    if accept:
        return accept_proposals(map(Path, sources))
    enable_garbage_collection()
    own = Path(target) if target else own_folder(folder) or Path(FOLDER)
    day = leaflet_date(date) or today()
    documents = found_documents(Inputs(language, cast("Part", part), form), sources)
    counts: Counter[str] = Counter()
    display = progress(None, quiet=quiet)
    try:
        with opened_report(Path(report) if report else None) as lines:
            for outcome in outcomes(documents, own, day, jobs, replace=replace):
                counts[outcome.state] += 1
                lines.add(outcome)
                tell(outcome)
                display.show(counts.total(), counts["failed"])
    finally:
        display.end()
    console.note(summary(counts, own))
    return 1 if counts["failed"] else 0


def _is_same_file(path: str, source: str) -> bool:
    """Tell whether two paths lead to one file that is there."""
    return source != "-" and Path(path).exists() and Path(path).samefile(source)


def accept_proposals(files: Iterable[Path]) -> int:
    """Accept the proposals in monographs, and tell how many there were in each."""
    for file in files:
        content, count = accept_all(read_input(str(file)), str(file))
        if count:
            rewrite(file, content)
        console.say(f"{file}: {count} accepted.")
    return 0


def found_documents(inputs: Inputs, sources: Iterable[str]) -> Iterator[Source | Outcome]:
    """Yield the documents of all sources, one after the other."""
    from ..base.errors import Place

    for source in sources:
        if source != "-":
            yield from inputs.files(Path(source))
            continue
        forbid_core_dumps()
        read: Callable[[], bytes] = lambda: sys.stdin.buffer.read(BLOCK_BYTES)  # noqa: E731
        with temporary_file(iter(read, b"")) as stream:
            yield from inputs.stream(stream, Place("standard input"), None, lambda _: None)


def outcomes(
    documents: Iterator[Source | Outcome], own: Path, day: str, jobs: int | None, *, replace: bool
) -> Iterator[Outcome]:
    """Import documents, many of them in several processes."""
    from ..batch.pool import Workers
    from ..importing.importer import Importer, chunks
    from ..importing.work import convert_chunk, give_up

    remaining = chunks(documents, day)
    first = list(islice(remaining, 2))
    workers = Workers(local_engine(jobs if len(first) > 1 else 1), convert_chunk, give_up)
    results = workers.in_order(chain(first, remaining))
    yield from Importer(own, replace=replace).keep(results)
