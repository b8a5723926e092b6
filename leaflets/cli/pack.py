"""`leaflets pack`: the leaflets on all medicines of a patient in one file, behind a cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..base.errors import Fault, LeafletsError, RequestsError, UsageError
from ..base.files import make_folder
from ..base.version import VERSION
from ..batch.model import Request
from . import console
from .batch_report import drafts_sentence, report_plan
from .batch_requests import form_options, opened_requests
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
from .stores import BY, opened
from .typesetting_guard import typesetting_guard

if TYPE_CHECKING:
    from ..batch.form import RequestForm
    from ..batch.packs import Pack
    from ..batch.planner import Planner
    from ..batch.requests import RequestFile


@click.command(short_help="Put all leaflets of a patient in one file.")
@click.argument("requests", metavar="REQUESTS|-", type=click.Path(allow_dash=True))
@click.option(
    "--out",
    default="out/packs",
    show_default=True,
    metavar="FOLDER|FILE.pdf",
    type=click.Path(),
    help="Where to: a folder, or a file if there is one patient.",
)
@layout_option("The layout where a request names none.")
@language_option("The language where a request names none.", default="en")
@profile_option()
@pharmacy_option()
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date on every leaflet.  [default: SOURCE_DATE_EPOCH, or the date of the edition]",
)
@click.option(
    "--store",
    "address",
    metavar="ADDRESS",
    help="Attach each leaflet to its dispense in these records, such as sqlite:///records.db.",
)
@click.option("--by", metavar="WHO", envvar=BY, help=f"Who attaches them.  [also: {BY}]")
@approved_only_option()
@click.option("--strict", is_flag=True, help="Treat every warning as an error.")
@form_options
@data_option()
def command(
    requests: str,
    form: RequestForm,
    out: str,
    layout: str,
    language: str,
    profile: str,
    pharmacy: str | None,
    date: str | None,
    address: str | None,
    by: str | None,
    approved_only: bool,
    strict: bool,
    folder: str | None,
) -> int:
    """Put the leaflets on all medicines of a patient in one file, behind a cover.

    REQUESTS is a file as for 'leaflets batch': one medicine a line. The column patient-reference
    tells the patients apart; each gets a file, named after the first of its requests. Without that
    column, all requests must be for one patient. The cover lists what to use at which time of the
    day, and on which page each leaflet begins.

    \b
    leaflets pack today.csv --out today
    leaflets pack discharge.csv --out discharge.pdf --layout large-print
    """
    from ..batch.model import Setup
    from ..batch.packs import group_by_patient, make_pack
    from ..batch.planner import Defaults, Planner
    from ..content.library import Library
    from ..pipeline import write

    if address and not by:
        raise UsageError("Records note who attaches a leaflet.", f"Give --by, or set {BY}.")
    own = own_folder(folder)
    letterhead = selected_pharmacy(pharmacy, Library(own))
    setup = Setup(own, leaflet_date(date), letterhead, today(), approved_only, strict)
    planner = Planner(setup, Defaults(layout, language, profile))
    with opened_requests(requests, form) as source:
        requests_in_order = all_requests(planner, source, strict=strict)
        packs = group_by_patient(requests_in_order, source.file)
    if not is_one_file(out):
        make_folder(Path(out))
    failed = drafts = 0
    for requests_of_patient, path in zip(packs, pack_paths(out, packs), strict=True):
        try:
            with typesetting_guard():
                pack = make_pack(setup, requests_of_patient)
        except LeafletsError as error:
            failed += 1
            console.note(f"line {requests_of_patient[0].line}: {error}")
            continue
        console.say(str(write(pack.file, path)))
        drafts += sum(leaflet.status == "draft" for leaflet in pack.leaflets)
        if address and by:
            attach(address, by, requests_of_patient, pack)
    if drafts:
        console.note(f"Note: {drafts_sentence(drafts)}")
    return 1 if failed else 0


def all_requests(planner: Planner, source: RequestFile, *, strict: bool) -> Iterator[Request]:
    """Check all requests, and print what to know of them and their monographs.

    Raises RequestsError with all faults, also those of `plan`; MonographError for warnings with
    --strict.
    """
    from ..batch.plan import plan

    try:
        planned = plan(source, planner, check_fit=False)  # a pack is set as a whole
    except RequestsError as error:
        # a pack that lacks a medicine is none: nothing is offered for the sound requests alone
        raise RequestsError(error.faults, error.more) from None
    report_plan(planned, source.blank_rows, strict=strict, quiet=False)
    for request in planned.requests or planner.requests(source):
        assert not isinstance(request, Fault)  # all of them were sound a moment ago
        yield request if isinstance(request, Request) else request.check()


def is_one_file(out: str) -> bool:
    """Return whether --out is a file, and not a folder."""
    return out.lower().endswith(".pdf")


def pack_paths(out: str, packs: Sequence[Sequence[Request]]) -> list[Path]:
    """Return the path of each pack. No name of a file tells a patient.

    Raises UsageError if there are several packs for one file.
    """
    path = Path(out)
    if not is_one_file(out):
        return [path / f"{requests[0].identifier}.pdf" for requests in packs]
    if len(packs) > 1:
        raise UsageError(
            f"{out} is one file, and there are requests for {len(packs)} patients.",
            "Give a folder with --out.",
        )
    return [path]


def attach(address: str, by: str, requests: Sequence[Request], pack: Pack) -> None:
    """Attach the file to the dispense of each request, each time as that request's leaflet."""
    from ..pdf.metadata import leaflet_metadata
    from ..records import Override, attachment_of, identity_of

    pdf, when = pack.file.pdf, now()
    with opened(address) as store:
        for request, leaflet in zip(requests, pack.leaflets, strict=True):
            particulars = request.particulars
            overrides = particulars.overrides.items() if particulars else ()
            attached = store.attach(
                attachment_of(
                    pdf,
                    identity_of(leaflet_metadata(leaflet, request.key.layout, VERSION)),
                    request.dispense,
                    when=when,
                    by=by,
                    **request.record.attachment_fields,
                    particulars=tuple(particulars.values) if particulars else (),
                    overrides=tuple(Override(*rule) for rule in overrides),
                ),
                pdf,
            )
            state = "attached" if attached.is_new else "already"
            console.say(f"{state} {request.dispense} {attached.attachment.sha256}")
