"""`leaflets review`: record who vouches for exactly which words of a monograph."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click
from msgspec.structs import replace

from .. import pipeline
from ..authoring.approval import Approval, with_approval
from ..authoring.check import Checker, Selection
from ..authoring.editions import edition_file
from ..base.errors import Bug, MonographError, UsageError
from ..base.files import make_folder, rewrite, write
from ..content.library import SourceFile
from ..content.monograph.reading import Reading, read_source
from ..content.monograph.review import ReviewPolicy
from ..leaflet.current_review import digest_for_review
from . import console
from .dates import today
from .language import language_option
from .options import data_option, is_file, name_argument, own_folder


@click.command(short_help="Record who approves a monograph.")
@name_argument()
@language_option()
@data_option()
@click.option(
    "--by", required=True, metavar="'NAME, PROFESSION'",
    help="Who has read it and answers for its words.",
)  # fmt: skip
@click.option("--on", required=True, metavar="YYYY-MM-DD", help="The day of the review.")
@click.option(
    "--again-by", metavar="YYYY-MM-DD",
    help="The day by which it is to be reviewed again.  [default: two years later]",
)  # fmt: skip
def command(
    name: str, language: str | None, folder: str | None, by: str, on: str, again_by: str | None
) -> None:
    """Record that somebody has read the whole leaflet and answers for its words.

    NAME is a monograph in your own folder, FILE the path of one. Its file then says who approved
    which words, and a copy of the edition is kept in the folder 'editions' beside it. As soon as
    any word of the leaflet changes, it is a draft again. A monograph in which 'leaflets check'
    finds an error is refused.

    \b
    leaflets review ibuprofen --data our --by "Ana Ruiz, pharmacist" --on 2026-11-30
    """
    monograph = own_monograph(name, language, own_folder(folder))
    reading = monograph.reading
    check_no_error(reading)
    words = digest_for_review(reading)
    approval = Approval.of(by, on, words, again_by)
    source = with_approval(reading.source, approval)
    check_written(reading, source)
    copy = edition_file(monograph.path, reading.monograph.edition.number)
    make_folder(copy.parent)
    write(copy, source)
    rewrite(monograph.path, source)
    console.say(str(monograph.path))
    console.note(f"{approval.by} approves edition {reading.monograph.edition.number}.")
    console.note(f"A copy of it is kept: {copy}")


class OwnMonograph(NamedTuple):
    """A monograph of the user's own, and the path of its file."""

    path: Path
    reading: Reading


def own_monograph(name: str, language: str | None, folder: Path | None) -> OwnMonograph:
    """Read a monograph of the user's own. Raises UsageError for one of the program's."""
    if is_file(name):
        path = Path(name)
        return OwnMonograph(
            path, pipeline.read(path, language=language, folder=folder, today=today())
        )
    reading = pipeline.read(name, language=language, folder=folder, today=today())
    path = Path(reading.file)
    if folder is None or not path.is_relative_to(folder):
        message = f"{reading.file} comes with the program, and an update would replace your review."
        hint = "Copy it to monographs/ in your own folder, and give that with --data."
        raise UsageError(message, hint)
    return OwnMonograph(path, reading)


def check_no_error(reading: Reading) -> None:
    """Raise MonographError for what `leaflets check` calls an error."""
    checker = Checker(reading.library, today(), Selection())
    report = checker.check(reading.file, lambda: reading)
    errors = [finding.fault for finding in report.findings if finding.severity == "error"]
    if errors:
        raise MonographError(errors)


def check_written(reading: Reading, source: bytes) -> None:
    """Check that a file with an approval is sound, and that its words are those approved.

    Raises MonographError for an approval before the edition or of a day to come.
    """
    file = SourceFile(reading.name, source, reading.file)
    written = read_source(reading.library, file, ReviewPolicy(today()))
    if digest_for_review(replace(reading, monograph=written)) != written.review.words:
        raise Bug("Writing the approval would have changed the words of the monograph.")
