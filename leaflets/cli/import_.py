"""`leaflets import`: turn documents that others wrote into monographs as given."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..base.errors import NotFoundError, UsageError
from ..base.files import write
from ..content.library import Library, is_language
from ..content.monograph.sections import load_sections
from . import console
from .dates import leaflet_date, today
from .input_file import read_input
from .options import data_option, own_folder

if TYPE_CHECKING:
    from ..importing.outcomes import Importer, Outcome

FOLDER: Final = "our"  # as for `leaflets new`
STATES: Final = ("imported", "unchanged", "set aside", "failed")


@click.command(name="import", short_help="Turn documents of others into monographs as given.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--to", "target", metavar="FOLDER",
    help="The folder for the monographs.  [default: that of --data, or 'our']",
)  # fmt: skip
@click.option(
    "--language", metavar="TAG", default="en", show_default=True,
    help="The language of documents that do not state theirs.",
)  # fmt: skip
@click.option(
    "--date", metavar="DATE",
    help="The date of the editions, year-month-day.  [default: today]  [also: SOURCE_DATE_EPOCH]",
)  # fmt: skip
@click.option("--replace", is_flag=True, help="Also write files anew that a person has changed.")
@click.option(
    "--report", "report", metavar="FILE",
    help="Write what became of each document, and of its words, as JSON Lines.",
)  # fmt: skip
@data_option()
def command(
    sources: tuple[str, ...],
    target: str | None,
    language: str,
    date: str | None,
    replace: bool,
    report: str | None,
    folder: str | None,
) -> int:
    """Turn documents that others wrote into monographs as given.

    SOURCE is a page in Markdown, a folder of such pages, or - for standard input. Each becomes
    FOLDER/monographs/NAME/TAG.yaml, a draft with the words, headings and order of its source. No
    word is lost, graded or reworded: what has no place in a monograph stands in the report.

    \b
    leaflets import pages/ --to our
    leaflets import aspirin.md --report import.jsonl
    """
    from ..importing.outcomes import Importer

    if not is_language(language):
        raise UsageError(f"{language!r} is not a language.", "Write it as en, pt-BR or zh-Hant.")
    for source in sources:
        if source != "-" and not Path(source).exists():
            raise NotFoundError(f"There is no file {source}.", "Check the path.", code="N403")
    own = Path(target) if target else own_folder(folder) or Path(FOLDER)
    day = leaflet_date(date) or today()
    importer = Importer(own, language, day, load_sections(Library()), replace=replace)
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for outcome in outcomes(importer, sources):
        counts[outcome.state] += 1
        tell(outcome)
        if report:
            lines.append(json.dumps(report_entry(outcome), ensure_ascii=False))
    if report:
        write(Path(report), "".join(f"{line}\n" for line in lines).encode())
    console.note(summary(counts, own))
    return 1 if counts["failed"] else 0


def outcomes(importer: Importer, sources: Iterable[str]) -> Iterator[Outcome]:
    """Import the sources, one after the other."""
    from ..importing.outcomes import source_files

    for source in sources:
        if source == "-":
            yield from importer.import_bytes(read_input(source), "standard input")
        else:
            for file in source_files(Path(source)):
                yield from importer.import_file(file)


def tell(outcome: Outcome) -> None:
    """Print the path of a new file; or why there is none, to the person at the screen."""
    if outcome.state == "imported":
        console.say(str(outcome.target))
    for fault in outcome.faults:
        console.note(f"Set aside: {fault}" if outcome.state == "set aside" else str(fault))


def report_entry(outcome: Outcome) -> dict[str, object]:
    """Return one line of the report."""
    return {
        "source": outcome.source,
        "state": outcome.state,
        "file": outcome.target,
        "words": outcome.words,
        "left-out": [
            {
                **place_entry(omission.line, omission.path),
                "words": omission.words,
                "reason": omission.reason,
            }
            for omission in outcome.omissions
        ],
        "changes": {kind: count for kind, count in outcome.changes.items() if count},
        "faults": [
            {
                **place_entry(fault.place.line, fault.place.path),
                "code": fault.code,
                "message": fault.says,
                "hint": fault.hint,
            }
            for fault in outcome.faults
        ],
    }


def place_entry(line: int, path: str) -> dict[str, object]:
    """Return the place of a fault or of words: a line, a path in the document, or both."""
    return {"line": line, "path": path} if path else {"line": line}


def summary(counts: Counter[str], folder: Path) -> str:
    """Return the sentence that says how the import ended."""
    numbers = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    if not numbers:
        return "Nothing was imported: there is no page in Markdown (.md) there."
    return f"{numbers}. To see what is doubtful: leaflets check --data {folder}"
