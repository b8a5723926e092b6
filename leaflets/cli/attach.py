"""`leaflets attach`: attach a leaflet to a dispense record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from ..base.errors import UsageError
from ..base.version import VERSION
from . import console, render
from .dates import leaflet_date, now
from .dispense import monograph_of, read_record
from .input_file import read_input
from .language import language_option
from .options import (
    approved_only_option,
    data_option,
    layout_option,
    own_folder,
    pharmacy_option,
    profile_option,
    store_option,
)
from .record_options import record_options
from .render_options import RenderOptions
from .stores import by_option, full_digest, opened

if TYPE_CHECKING:
    from ..content.particulars import Particulars
    from ..records import Attached, LeafletIdentity

    Source = tuple[bytes, LeafletIdentity, Particulars | None]

HANDOVERS: Final = ("paper", "electronic", "declined")
RENDERING_OPTIONS: Final = (
    "layout", "language", "date", "profile", "pharmacy", "folder", "particulars",
)  # fmt: skip


@click.command(short_help="Attach a leaflet to a dispense record.")
@click.argument("dispense")
@click.option(
    "--leaflet",
    metavar="FILE|-",
    type=click.Path(allow_dash=True),
    help="A leaflet that was rendered before.",
)
@click.option("--render", "name", metavar="NAME|FILE", help="Or a monograph, to render now.")
@layout_option()
@language_option(takes_two=True)
@profile_option()
@pharmacy_option()
@data_option()
@approved_only_option()
@click.option("--date", metavar="YYYY-MM-DD", help="The date on the leaflet.")
@click.option(
    "--particulars",
    metavar="FILE|-",
    type=click.Path(allow_dash=True),
    help="A YAML or JSON file with what to add for one patient; see 'leaflets help particulars'.",
)
@record_options()
@store_option()
@by_option()
@click.option("--when", metavar="TIME", help="ISO date and time with its zone.  [default: now]")
@click.option("--to", default="", metavar="WHOM", help="Such as patient or carer; no name.")
@click.option("--how", type=click.Choice(HANDOVERS), help="How it was handed over, or not.")
@click.option("--prescription", default="", metavar="ID", help="Of the prescription.")
@click.option(
    "--product",
    "products",
    multiple=True,
    metavar="SYSTEM|VALUE",
    help="A code of what was dispensed, such as GTIN|04012345678901; quote the bar.",
)
@click.option("--lot", "lots", multiple=True, metavar="NUMBER", help="A lot number on its pack.")
@click.option("--patient", default="", metavar="ID", help="A reference to the patient; no name.")
@click.option("--encounter", default="", metavar="ID", help="A reference to the visit.")
@click.option("--replaces", default="", metavar="SHA256", help="An earlier PDF; 8 digits will do.")
def command(
    dispense: str,
    leaflet: str | None,
    name: str | None,
    address: str,
    when: str | None,
    how: str | None,
    replaces: str,
    approved_only: bool,
    **fields: Any,
) -> None:
    """Attach a leaflet to the record of a DISPENSE, byte for byte.

    DISPENSE is the record's identifier in its own system. A leaflet that is attached a second time
    is not stored again, and the line that is printed begins with 'already'. Another PDF of the same
    leaflet needs --replaces. 'leaflets help records' tells what is kept and why.

    \b
    leaflets attach D-1 --render acetylcysteine --store sqlite:///records.db --by "J. Doe"
    leaflets attach D-1 --leaflet out/acetylcysteine.pdf --how paper
    leaflets attach D-1 --dispense record.json
    """
    from ..records import Override, attachment_of

    rendering = {option: fields.pop(option) for option in RENDERING_OPTIONS}
    record_file, any_status = fields.pop("record"), fields.pop("any_status")
    if record_file is not None:
        record = read_record(record_file, dispense, any_status=any_status)
        dispense = record.identifier
        fields |= {
            field: fields[field] or value for field, value in record.attachment_fields.items()
        }
        if leaflet is None and name is None:
            name = monograph_of(record, rendering["folder"], rendering["language"])
    pdf, identity, particulars = leaflet_to_attach(
        leaflet, name, rendering, approved_only=approved_only
    )
    if particulars is not None:
        fields["particulars"] = tuple(particulars.values)
        fields["overrides"] = tuple(Override(*rule) for rule in particulars.overrides.items())
    fields |= {"when": when or now(), "how": how or ""}
    with opened(address) as store:
        if replaces:
            fields["replaces"] = full_digest(store, dispense, replaces)
        attached = store.attach(attachment_of(pdf, identity, dispense, **fields), pdf)
    console.say(f"{'attached' if attached.is_new else 'already'} {attached.attachment.sha256}")
    if ignored := [name for name in ("products", "lots") if differs(attached, name, fields)]:
        console.note(
            f"Note: the earlier record stays as it is, with other {' and '.join(ignored)}."
        )


def differs(attached: Attached, name: str, fields: dict[str, Any]) -> bool:
    """Return whether a field was given in which the earlier attachment has another value."""
    values = tuple(fields.get(name, ()))
    return bool(values) and values != getattr(attached.attachment, name)


def leaflet_to_attach(
    leaflet: str | None, name: str | None, rendering: dict[str, Any], *, approved_only: bool
) -> Source:
    """Read the leaflet of --leaflet, or render the monograph of --render.

    rendering: the options for rendering, which only --render takes. approved_only: refuse drafts.
    Raises UsageError, and what reading or rendering a leaflet raises.
    """
    if (leaflet is None) == (name is None):
        raise UsageError("Give one leaflet to attach.", "Use either --leaflet or --render.")
    if leaflet is None:
        return rendered_source(str(name), rendering, approved_only=approved_only)
    source = click.get_current_context().get_parameter_source
    options = [name for name in rendering if source(name) is ParameterSource.COMMANDLINE]
    if surplus := [name for name in options if name != "folder"]:  # for its settings
        option = f"--{surplus[0]}"
        raise UsageError(
            f"{option} says how to render a leaflet, and --leaflet gives one that is finished.",
            f"Leave out {option}.",
        )
    from ..records import check_approved, identity_in

    pdf = read_input(leaflet)
    identity = identity_in(pdf)
    if approved_only:
        check_approved(identity)
    return pdf, identity, None


def rendered_source(name: str, rendering: dict[str, Any], *, approved_only: bool) -> Source:
    """Render a leaflet now, with the functions of `leaflets render`."""
    from ..pdf.metadata import leaflet_metadata
    from ..records import identity_of

    options = RenderOptions(
        name=name,
        layout=rendering["layout"],
        language=rendering["language"],
        form="pdf",
        folder=own_folder(rendering["folder"]),
        date=leaflet_date(rendering["date"]),
        profile=rendering["profile"],
        pharmacy=rendering["pharmacy"],
        strict=False,
        embed=False,
        particulars=rendering["particulars"],
        patient_options={},
        impose=False,
        summary=False,
        frame_language=None,
        approved_only=approved_only,
    )
    readings = render.read(options)
    render.report_warnings(options, readings)
    particulars = render.particulars_of(options, readings)
    leaflet = render.compose(options, readings, particulars)
    pdf = render.typeset(options, readings, leaflet).pdf
    render.report_draft(leaflet)
    return pdf, identity_of(leaflet_metadata(leaflet, options.layout, VERSION)), particulars[0]
