"""`leaflets render`: from a monograph to a leaflet on paper, on a screen or read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from .. import pipeline
from ..base.errors import MonographError, UsageError
from ..base.languages import BETWEEN_LANGUAGES, split_languages
from . import console
from .dates import leaflet_date, today
from .language import language_option
from .options import (
    approved_only_option,
    data_option,
    is_file,
    layout_option,
    name_argument,
    own_folder,
    pharmacy_option,
    profile_option,
    selected_pharmacy,
)
from .patient import given_options, particulars_options, read_patient
from .progress import Progress
from .render_options import RenderOptions, shadows, variant
from .target import FORMS, Form, Target, default_out, target_of
from .typesetting_guard import typesetting_guard

if TYPE_CHECKING:
    from ..content.monograph.reading import Reading
    from ..content.particulars import Particulars
    from ..leaflet.model import Leaflet
    from ..typesetting import Typeset


@click.command(short_help="Make a leaflet from a monograph.")
@name_argument()
@layout_option()
@language_option(takes_two=True)
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
    help="A PDF, or the same words as plain text, as a web page, or as SSML to be read aloud, "
    "or as braille (BRF).",
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
@click.option(
    "--frame-language",
    metavar="TAG",
    help="For a text in a language without words of the program: take these in another language.",
)
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
    frame_language: str | None,
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
    leaflets render acetylcysteine --language es,en
    """
    _check_form(form, language or "", embed=embed, impose=impose)
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
        frame_language=frame_language,
    )
    target = target_of(default_out(form) if out is None else out, form, may_show=show)
    path = render(options, target, Progress(verbose))
    if show and path and click.launch(str(path)):
        console.note("Note: no program was found that opens it.")


def _check_form(form: Form, language: str, *, embed: bool, impose: bool) -> None:
    """Raise UsageError for what a form, or a leaflet in two languages, cannot have."""
    if embed and form != "pdf":
        raise UsageError(f"A {FORMS[form]} has nothing inside it.", _without("--embed", form))
    if embed and BETWEEN_LANGUAGES in language:
        raise UsageError(
            "A leaflet in two languages has two monographs, and --embed takes one.",
            "Leave out --embed, or make a leaflet in each language.",
        )
    if impose and form != "pdf":
        raise UsageError(f"A {FORMS[form]} has no sheets.", _without("--impose", form))


def _without(option: str, form: Form) -> str:
    return f"Use {option} without --as {form}."


def render(options: RenderOptions, target: Target, progress: Progress) -> Path | None:
    """Run the five verbs and give the path of the file, if there is one."""
    with progress.step("read") as step:
        readings = read(options)
        files = " and ".join(reading.file for reading in readings)
        step.detail = f"{files}, edition {readings[0].monograph.edition.number}"
    report_warnings(options, readings)

    with progress.step("compose") as step:
        leaflet = compose(options, readings, particulars_of(options, readings))
        step.detail = f"leaflet {leaflet.identifier}, {leaflet.status}, dated {leaflet.date}"

    if options.form != "pdf":
        progress.skip("typeset", f"a {FORMS[options.form]} needs none")
        from .other_forms import in_other_form

        content = in_other_form(options.form, leaflet, options.folder)
    else:
        with progress.step("typeset") as step:
            pdf = typeset(options, readings, leaflet)
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


def read(options: RenderOptions) -> tuple[Reading, ...]:
    """Read the monograph in each language. Raises MonographError, NotFoundError, UsageError."""
    name = Path(options.name) if is_file(options.name) else options.name
    languages = split_languages(options.language) if options.language else (None,)
    if isinstance(name, Path) and len(languages) > 1:
        raise UsageError(
            "A file of a monograph has one language, and --language gives two.",
            "Give the name of a monograph that the library has in both.",
            code="U231",
        )
    return tuple(
        pipeline.read(
            name, language=language, folder=options.folder, today=today(),
            approved_only=options.approved_only,
        )
        for language in languages
    )  # fmt: skip


def particulars_of(
    options: RenderOptions, readings: Sequence[Reading]
) -> tuple[Particulars | None, ...]:
    """Read what is added for one patient. Raises what `read_patient` raises."""
    return read_patient(
        readings, options.particulars, options.patient_options, strict=options.strict
    )


def compose(
    options: RenderOptions,
    readings: Sequence[Reading],
    particulars: Sequence[Particulars | None],
) -> Leaflet:
    """Choose the words in each language, and put both together if there are two.

    Raises what `pipeline.compose`, `in_two_languages` and reading the pharmacy's file raise.
    """
    if options.frame_language and len(readings) > 1:
        raise UsageError(
            "A leaflet in two languages has a frame in both.", "Leave out --frame-language."
        )
    leaflets = [
        pipeline.compose(
            reading,
            date=options.date,
            profile=options.profile,
            particulars=own,
            pharmacy=selected_pharmacy(options.pharmacy, reading.library),
            summary=options.summary,
            frame_language=options.frame_language,
        )
        for reading, own in zip(readings, particulars, strict=True)
    ]
    if len(leaflets) == 1:
        return leaflets[0]
    from ..leaflet.bilingual import in_two_languages  # few leaflets have two

    return in_two_languages(*leaflets)


def typeset(options: RenderOptions, readings: Sequence[Reading], leaflet: Leaflet) -> Typeset:
    """Set the leaflet. Raises what `pipeline.typeset` and `typesetting_guard` raise."""
    with typesetting_guard():
        return pipeline.typeset(
            leaflet,
            options.layout,
            folder=options.folder,
            embed=readings[0] if options.embed else None,
            impose=options.impose,
        )


def report_warnings(options: RenderOptions, readings: Sequence[Reading]) -> None:
    """Print warnings, and which of our files are replaced. Raises MonographError with --strict."""
    for reading in readings:
        _report_warnings(options, reading)
    replaced = (shadow for reading in readings for shadow in shadows(options, reading))
    for kind, name, file in dict.fromkeys(replaced):
        console.note(f"Note: {file} stands in for our {kind} '{name}'.")


def _report_warnings(options: RenderOptions, reading: Reading) -> None:
    if options.strict:
        from ..authoring.check import safety_errors  # takes 10 ms

        if faults := [*reading.warnings, *safety_errors(reading, today())]:
            raise MonographError(faults)
    console.warn(reading.warnings)


def report_use(options: RenderOptions, leaflet: Leaflet) -> None:
    """Print what to know before the leaflet is handed out: that it is a draft, and how to fold."""
    report_draft(leaflet)
    if options.impose:
        console.note("Print it on both sides, turned over the short edge, and fold it once.")


def report_draft(leaflet: Leaflet) -> None:
    """Print a note if the leaflet is a draft."""
    if leaflet.status == "draft":
        console.note("Note: this is a draft; no health professional has reviewed it.")
