"""`leaflets render`: from a monograph to a leaflet on paper, as a web page or as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from msgspec import Struct

from .. import pipeline
from ..base.errors import MonographError, UsageError
from ..leaflet.plain import plain
from . import console
from .dates import leaflet_date, today
from .options import (
    approved_only_option,
    data_option,
    is_file,
    language_option,
    layout_option,
    name_argument,
    own_folder,
    pharmacy_option,
    profile_option,
    selected_pharmacy,
)
from .patient import given_options, particulars_options, read_patient
from .progress import Progress
from .target import FORMS, Form, Target, default_out, target_of
from .typesetting_guard import typesetting_guard

if TYPE_CHECKING:
    from ..content.monograph.reading import Reading
    from ..content.particulars import Particulars
    from ..leaflet.model import Leaflet
    from ..typesetting import Typeset


class RenderOptions(Struct, frozen=True, kw_only=True):
    """The options of a render.

    particulars: a file, or - for standard input. patient_options: particulars from the command
    line, by field.
    """

    name: str
    layout: str
    language: str | None
    form: Form
    folder: Path | None
    date: str | None
    profile: str
    pharmacy: str | None
    strict: bool
    embed: bool
    particulars: str | None
    patient_options: Mapping[str, str]
    impose: bool
    summary: bool
    approved_only: bool


@click.command(short_help="Make a leaflet from a monograph.")
@name_argument()
@layout_option()
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
    type=click.Choice(get_args(Form)),
    default="pdf",
    show_default=True,
    help="A PDF, or the same words as plain text or as a web page for a phone.",
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
@click.option("--strict", is_flag=True, help="Treat every warning as an error.")
@approved_only_option()
@click.option("--embed", is_flag=True, help="Put the monograph and the words inside the PDF.")
@particulars_options()
@click.option("--impose", is_flag=True, help="Put A5 pages on A4 sheets, to be folded.")
@click.option("--open", "show", is_flag=True, help="Open the leaflet when it is done.")
@click.option("--verbose", is_flag=True, help="Show what each of the five verbs did.")
def command(
    name: str,
    layout: str,
    language: str | None,
    out: str | None,
    form: Form,
    date: str | None,
    profile: str,
    pharmacy: str | None,
    folder: str | None,
    strict: bool,
    approved_only: bool,
    embed: bool,
    particulars: str | None,
    impose: bool,
    summary: bool,
    show: bool,
    verbose: bool,
    **typed: Any,
) -> None:
    """Make a leaflet from a monograph.

    NAME is the name, a title or a synonym of a monograph, as 'leaflets list' shows them. FILE is
    the path of a monograph that ends in .yaml. The path of the leaflet is printed.

    \b
    leaflets render acetylcysteine
    leaflets render acetylcysteine --layout large-print --out Desktop/
    leaflets render my-medicine.yaml --as text
    leaflets render acetylcysteine --as html
    """
    if embed and form != "pdf":
        raise UsageError(f"A {FORMS[form]} has nothing inside it.", _without("--embed", form))
    if impose and form != "pdf":
        raise UsageError(f"A {FORMS[form]} has no sheets.", _without("--impose", form))
    options = RenderOptions(
        name=name,
        layout=layout,
        language=language,
        form=form,
        folder=own_folder(folder),
        date=leaflet_date(date),
        profile=profile,
        pharmacy=pharmacy,
        strict=strict,
        embed=embed,
        particulars=particulars,
        patient_options=given_options(**typed),
        impose=impose,
        summary=summary,
        approved_only=approved_only,
    )
    target = target_of(default_out(form) if out is None else out, form, may_show=show)
    path = render(options, target, Progress(verbose))
    if show and path and click.launch(str(path)):
        console.note("Note: no program was found that opens it.")


def _without(option: str, form: Form) -> str:
    return f"Use {option} without --as {form}."


def render(options: RenderOptions, target: Target, progress: Progress) -> Path | None:
    """Run the five verbs and give the path of the file, if there is one."""
    with progress.step("read") as step:
        reading = read(options)
        step.detail = f"{reading.file}, edition {reading.monograph.edition.number}"
    report_warnings(options, reading)

    with progress.step("compose") as step:
        leaflet = compose(options, reading, particulars_of(options, reading))
        step.detail = f"leaflet {leaflet.identifier}, {leaflet.status}, dated {leaflet.date}"

    if options.form == "text":
        progress.skip("typeset", "plain text needs none")
        content = (plain(leaflet).rstrip("\n") + "\n").encode()
    elif options.form == "html":
        progress.skip("typeset", "a web page needs none")
        content = pipeline.html_page(leaflet, folder=options.folder).encode()
    else:
        with progress.step("typeset") as step:
            pdf = typeset(options, reading, leaflet)
            on_paper = "" if pdf.metadata.identifier == leaflet.identifier else ", shorter"
            step.detail = f"layout {options.layout}, {pdf.pages} pages, {pdf.size:g} pt{on_paper}"
        content = pdf.pdf

    with progress.step("write") as step:
        path = target.put(content, leaflet, variant(options))
        step.detail = f"{path or 'standard output'}, {len(content)} bytes"

    progress.skip("attach", "not asked for")
    report_use(options, leaflet)
    if path:
        console.say(str(path))
    return path


def read(options: RenderOptions) -> Reading:
    """Read the monograph. Raises MonographError, NotFoundError."""
    name = Path(options.name) if is_file(options.name) else options.name
    return pipeline.read(
        name, language=options.language, folder=options.folder, today=today(),
        approved_only=options.approved_only,
    )  # fmt: skip


def particulars_of(options: RenderOptions, reading: Reading) -> Particulars | None:
    """Read what is added for one patient. Raises what `read_patient` raises."""
    return read_patient(
        reading, options.particulars, options.patient_options, strict=options.strict
    )


def compose(options: RenderOptions, reading: Reading, particulars: Particulars | None) -> Leaflet:
    """Choose the words. Raises what `pipeline.compose` and reading the pharmacy's file raise."""
    return pipeline.compose(
        reading,
        date=options.date,
        profile=options.profile,
        particulars=particulars,
        pharmacy=selected_pharmacy(options.pharmacy, reading.library),
        summary=options.summary,
    )


def typeset(options: RenderOptions, reading: Reading, leaflet: Leaflet) -> Typeset:
    """Set the leaflet. Raises what `pipeline.typeset` and `typesetting_guard` raise."""
    with typesetting_guard():
        return pipeline.typeset(
            leaflet,
            options.layout,
            folder=options.folder,
            embed=reading if options.embed else None,
            impose=options.impose,
        )


def variant(options: RenderOptions) -> str:
    """The part of the file's name that follows the monograph and its language."""
    if options.form == "html":
        return "summary" if options.summary else "standard"
    layout = f"{options.layout}.imposed" if options.impose else options.layout
    if not options.summary:
        return layout
    return "summary" if layout == "standard" else f"summary.{layout}"


def report_warnings(options: RenderOptions, reading: Reading) -> None:
    """Print warnings, and which of our files are replaced. Raises MonographError with --strict."""
    if options.strict:
        from ..authoring.check import safety_errors  # takes 10 ms

        if faults := [*reading.warnings, *safety_errors(reading, today())]:
            raise MonographError(faults)
    console.warn(reading.warnings)
    for kind, name, file in shadows(options, reading):
        console.note(f"Note: {file} stands in for our {kind} '{name}'.")


def report_use(options: RenderOptions, leaflet: Leaflet) -> None:
    """Print what to know before the leaflet is handed out: that it is a draft, and how to fold."""
    report_draft(leaflet)
    if options.impose:
        console.note("Print it on both sides, turned over the short edge, and fold it once.")


def report_draft(leaflet: Leaflet) -> None:
    """Print a note if the leaflet is a draft."""
    if leaflet.status == "draft":
        console.note("Note: this is a draft; no health professional has reviewed it.")


def shadows(options: RenderOptions, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """List the pharmacy's own files that replace ours: kind, name and file."""
    if reading.shadows:
        yield "monograph", reading.name, reading.file
    if options.folder is None:
        return
    wording = reading.library.wording(reading.monograph.language)
    if wording.shadows:
        yield "wording", wording.name, wording.file
    if (profile := reading.library.profile(options.profile)).shadows:
        yield "profile", profile.name, profile.file
    if options.form == "pdf" and (layout := reading.library.layout(options.layout)).shadows:
        yield "layout", layout.name, layout.file
