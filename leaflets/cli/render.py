"""`leaflets render`: from a monograph to a leaflet on paper, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from ..base.errors import MonographError, UsageError
from ..base.record import record
from . import console
from .dates import chosen_date
from .made import finished, stamped
from .options import (
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
from .progress import Progress
from .target import Target, default_out, target_of

if TYPE_CHECKING:
    from ..content.particulars import Particulars
    from ..pipeline import Reading
    from .bodies import Bodies
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
    keeper: Keeper | Bodies | None = None if show else click.get_current_context().obj
    with watching(keeper, wish, target, verbose) as watched:
        path = render(wish, watched, Progress(verbose), keeper)
    if show and path and click.launch(str(path)):
        console.remark("Note: no program was found that opens it.")


def watching(
    keeper: Keeper | Bodies | None, wish: Wish, target: Target, verbose: bool
) -> AbstractContextManager[Target]:
    """The target; what is put there is kept, but of what is made for one patient only the body."""
    if keeper is None:
        return nullcontext(target)
    if wish.particulars is None:
        return cast("Keeper", keeper).watching(target, wish.form, verbose)
    return cast("Bodies", keeper).watching(target, strict=wish.strict, verbose=verbose)


def render(
    wish: Wish, target: Target, progress: Progress, keeper: Keeper | Bodies | None = None
) -> Path | None:
    """The five verbs, one after the other. Gives the path of the file, if there is one."""
    from ..pipeline import compose, read

    bodies = cast("Bodies | None", keeper) if wish.particulars else None
    with progress.step("read") as told:
        name = Path(wish.name) if is_file(wish.name) else wish.name
        reading = read(name, language=wish.language, folder=wish.folder)
        told.says = f"{reading.file}, edition {reading.monograph.edition.number}"
    doubts(wish, reading)
    with progress.step("compose") as told:
        particulars = particulars_of(wish, reading, bodies)
        pharmacy = chosen_pharmacy(wish.pharmacy, reading.library)
        leaflet = compose(
            reading,
            date=wish.date,
            profile=wish.profile,
            particulars=particulars,
            pharmacy=pharmacy,
            summary=wish.summary,
        )
        told.says = f"leaflet {leaflet.identifier}, {leaflet.status}, dated {leaflet.date}"
    body = bodies and particulars and partial(stamped, wish, reading, bodies, particulars, pharmacy)
    content, remark = finished(wish, reading, leaflet, progress, body or None)
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


def particulars_of(wish: Wish, reading: Reading, bodies: Bodies | None) -> Particulars | None:
    """What is to be added for one patient, with a remark on what could be written better."""
    if wish.particulars is None:
        return None
    from .bodies import particulars_in, warnings_of

    if bodies:
        bodies.doubted()
    found = particulars_in(wish.particulars, reading.monograph.language, strict=wish.strict)
    for warning in warnings_of(found):
        console.remark(warning)
    if bodies:
        bodies.warned()
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
