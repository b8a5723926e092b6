"""`leaflets render`: from a monograph to a leaflet on paper, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..errors import MonographError, ParticularsError, UsageError
from ..record import record
from . import console
from .choices import (
    chosen_pharmacy,
    chosen_profile,
    complete_layout,
    data_option,
    is_file,
    language_option,
    name_argument,
    own_folder,
    pharmacy_option,
    profile_option,
)
from .dates import chosen_date
from .progress import Progress
from .target import Target, default_out, target_of

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet
    from ..particulars import Particulars
    from ..verbs import Reading
    from .keeper import Keeper


@record
class Wish:
    """What the command was asked for."""

    name: str
    layout: str
    language: str | None
    form: Literal["pdf", "text"]
    folder: Path | None
    date: str | None
    profile: str
    pharmacy: str | None
    strict: bool
    embed: bool
    particulars: str | None
    impose: bool
    summary: bool


@click.command(short_help="Make a leaflet from a monograph.")
@name_argument()
@click.option(
    "--layout",
    default="standard",
    show_default=True,
    metavar="NAME",
    help="How it should look; see 'leaflets list'.",
    shell_complete=complete_layout,
)
@language_option()
@click.option(
    "--out",
    metavar="FILE|FOLDER|-",
    type=click.Path(allow_dash=True),
    help="Where to: a file, a folder, or - for standard output.  "
    "[default: the folder out, made if absent; text goes to standard output]",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["pdf", "text"]),
    default="pdf",
    show_default=True,
    help="A PDF, or the same words as plain text.",
)
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date on the leaflet.  [default: SOURCE_DATE_EPOCH, or the date of the edition]",
)
@profile_option()
@pharmacy_option()
@data_option()
@click.option("--summary", is_flag=True, help="Only the most important facts, on one page.")
@click.option("--strict", is_flag=True, help="Take every warning as an error.")
@click.option("--embed", is_flag=True, help="Put the monograph and the words inside the PDF.")
@click.option(
    "--particulars",
    metavar="FILE|-",
    type=click.Path(allow_dash=True),
    help="What to add for one patient, in YAML or JSON; see 'leaflets help particulars'.",
)
@click.option("--impose", is_flag=True, help="Put A5 pages on A4 sheets, to be folded.")
@click.option("--open", "show", is_flag=True, help="Open the leaflet when it is done.")
@click.option("--no-cache", is_flag=True, help="Make it anew; see 'leaflets help cache'.")
@click.option("--verbose", is_flag=True, help="Tell what each of the five verbs did.")
def command(
    name: str,
    layout: str,
    language: str | None,
    out: str | None,
    form: Literal["pdf", "text"],
    date: str | None,
    profile: str | None,
    pharmacy: str | None,
    folder: str | None,
    strict: bool,
    embed: bool,
    particulars: str | None,
    impose: bool,
    summary: bool,
    show: bool,
    no_cache: bool,  # noqa: ARG001 - the keeper has looked for it
    verbose: bool,
) -> None:
    """Make a leaflet from a monograph.

    NAME is a name, a title or a synonym, as 'leaflets list' shows them; FILE is a file of yours
    that ends in .yaml. The path of the leaflet is printed.

    \b
    leaflets render acetylcysteine
    leaflets render acetylcysteine --layout large-print --out Desktop/
    leaflets render my-medicine.yaml --as text
    """
    if embed and form == "text":
        raise UsageError("A text has nothing inside it.", "Use --embed without --as text.")
    if impose and form == "text":
        raise UsageError("A text has no sheets.", "Use --impose without --as text.")
    wish = Wish(
        name=name,
        layout=layout,
        language=language,
        form=form,
        folder=own_folder(folder),
        date=chosen_date(date),
        profile=chosen_profile(profile),
        pharmacy=pharmacy,
        strict=strict,
        embed=embed,
        particulars=particulars,
        impose=impose,
        summary=summary,
    )
    target = target_of(default_out(form) if out is None else out, form, may_show=show)
    kept = not show and particulars is None  # nothing of a patient is kept
    keeper: Keeper | None = click.get_current_context().obj if kept else None
    watching = keeper.watching(target, form, verbose) if keeper else nullcontext(target)
    with watching as watched:
        path = render(wish, watched, Progress(verbose))
    if show and path and click.launch(str(path)):
        console.remark("Note: no program was found that opens it.")


def render(wish: Wish, target: Target, progress: Progress) -> Path | None:
    """The five verbs, one after the other. Gives the path of the file, if there is one."""
    from ..verbs import compose, read

    with progress.step("read") as told:
        name = Path(wish.name) if is_file(wish.name) else wish.name
        reading = read(name, language=wish.language, folder=wish.folder)
        told.says = f"{reading.file}, edition {reading.monograph.edition.number}"
    doubts(wish, reading)
    with progress.step("compose") as told:
        leaflet = compose(
            reading,
            date=wish.date,
            profile=wish.profile,
            particulars=particulars_of(wish, reading),
            pharmacy=chosen_pharmacy(wish.pharmacy, reading.library),
            summary=wish.summary,
        )
        told.says = f"leaflet {leaflet.identifier}, {leaflet.status}, dated {leaflet.date}"
    content, remark = finished(wish, reading, leaflet, progress)
    with progress.step("write") as told:
        path = target.put(content, leaflet, look_of(wish))
        told.says = f"{path or 'standard output'}, {len(content)} bytes"
    progress.skip("attach", "not asked for")
    console.remark(remark) if leaflet.status == "draft" else None
    if wish.impose:
        console.remark("Print it on both sides, turned over the short edge, and fold it once.")
    if path:
        console.say(str(path))
    return path


def look_of(wish: Wish) -> str:
    """After what, besides the monograph, the file is named."""
    look = f"{wish.layout}.imposed" if wish.impose else wish.layout
    if not wish.summary:
        return look
    return "summary" if look == "standard" else f"summary.{look}"


def doubts(wish: Wish, reading: Reading) -> None:
    """Say what whoever hands the leaflet out should know; --strict makes warnings errors."""
    if wish.strict and reading.warnings:
        raise MonographError(reading.warnings)
    for warning in reading.warnings:
        console.remark(f"Warning: {warning}")
    for kind, name, file in shadows(wish, reading):
        console.remark(f"Note: {file} stands in for our {kind} '{name}'.")


def particulars_of(wish: Wish, reading: Reading) -> Particulars | None:
    """What is to be added for one patient, with a remark on what could be written better."""
    if wish.particulars is None:
        return None
    from ..particulars import read_particulars
    from .input_file import bytes_of

    file = "standard input" if wish.particulars == "-" else wish.particulars
    found = read_particulars(bytes_of(wish.particulars), file, reading.monograph.language)
    if wish.strict and found.warnings:
        raise ParticularsError(found.warnings)
    for warning in found.warnings:
        console.remark(f"Warning: {warning}")
    return found


def shadows(wish: Wish, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """What of the pharmacy's own folder takes the place of ours: kind, name and file."""
    if reading.shadows:
        yield "monograph", reading.name, reading.file
    if wish.folder is None:
        return
    wording = reading.library.wording(reading.monograph.language)
    if wording.shadows:
        yield "wording", wording.name, wording.file
    if (profile := reading.library.profile(wish.profile)).shadows:
        yield "profile", profile.name, profile.file
    if wish.form == "pdf" and (layout := reading.library.layout(wish.layout)).shadows:
        yield "layout", layout.name, layout.file


def finished(
    wish: Wish, reading: Reading, leaflet: Leaflet, progress: Progress
) -> tuple[bytes, str]:
    """The bytes of the leaflet, and what to say of a draft."""
    remark = "Note: this is a draft; no health professional has reviewed it."
    if wish.form == "text":
        from ..leaflet.plain import plain

        progress.skip("typeset", "plain text needs none")
        return (plain(leaflet).rstrip("\n") + "\n").encode(), remark
    from ..limits import SECONDS_TO_TYPESET
    from ..pdf.lean import pictures_later
    from ..verbs import typeset
    from .deadline import deadline
    from .requirements import check_loaded

    with progress.step("typeset") as told, deadline(SECONDS_TO_TYPESET):
        pictures_later()
        import_module("leaflets.typesetting.drawn")
        check_loaded()
        made = typeset(
            leaflet,
            wish.layout,
            folder=wish.folder,
            embed=reading if wish.embed else None,
            impose=wish.impose,
        )
        told.says = f"layout {wish.layout}, {made.pages} pages, {made.size:g} pt"
    return made.pdf, remark
