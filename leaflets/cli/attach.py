"""`leaflets attach`: a leaflet becomes part of a dispensing record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from ..base.errors import UsageError
from . import console
from .dates import chosen_date, now
from .dispensed import dispensed, monograph_of, record_options
from .options import (
    chosen_profile,
    complete_layout,
    data_option,
    language_option,
    own_folder,
    pharmacy_option,
    profile_option,
)
from .stores import by_option, opened, store_option, whole_digest

if TYPE_CHECKING:
    from ..content.particulars import Particulars
    from ..records import LeafletIdentity

    Source = tuple[bytes, LeafletIdentity, Particulars | None]

HANDOVERS: Final = ("paper", "electronic", "declined")
ONLY_RENDERED: Final = (
    "layout",
    "language",
    "date",
    "profile",
    "pharmacy",
    "folder",
    "particulars",
)


@click.command(short_help="Attach a leaflet to a dispensing record.")
@click.argument("dispense")
@click.option(
    "--leaflet",
    metavar="FILE|-",
    type=click.Path(allow_dash=True),
    help="A leaflet that was made before.",
)
@click.option("--render", "name", metavar="NAME|FILE", help="Or a monograph, to make one now.")
@click.option(
    "--layout",
    metavar="NAME",
    help="How it should look.  [default: standard]",
    shell_complete=complete_layout,
)
@language_option()
@profile_option()
@pharmacy_option()
@data_option()
@click.option("--date", metavar="YYYY-MM-DD", help="The date on the leaflet.")
@click.option(
    "--particulars",
    metavar="FILE|-",
    type=click.Path(allow_dash=True),
    help="What to add for one patient; see 'leaflets help particulars'.",
)
@record_options()
@store_option()
@by_option()
@click.option("--when", metavar="TIME", help="ISO date and time with its zone.  [default: now]")
@click.option("--to", default="", metavar="WHOM", help="Such as patient or carer; no name.")
@click.option("--how", type=click.Choice(HANDOVERS), help="How it was handed over, or not.")
@click.option("--prescription", default="", metavar="ID", help="Of the prescription.")
@click.option("--product", "products", multiple=True, metavar="ID", help="Of what was dispensed.")
@click.option("--patient", default="", metavar="ID", help="A reference to the patient; no name.")
@click.option("--replaces", default="", metavar="SHA256", help="An earlier PDF; 8 digits will do.")
def command(
    dispense: str,
    leaflet: str | None,
    name: str | None,
    address: str,
    when: str | None,
    how: str | None,
    replaces: str,
    **more: Any,
) -> None:
    """Attach a leaflet to the record of a DISPENSE, byte for byte.

    DISPENSE is the record's identifier in its own system. Twice is once: then the line that is
    printed begins with 'already'. Other bytes of the same leaflet need --replaces. 'leaflets help
    records' tells what is kept and why.

    \b
    leaflets attach D-1 --render acetylcysteine --store sqlite:///records.db --by "J. Doe"
    leaflets attach D-1 --leaflet out/acetylcysteine.pdf --how paper
    leaflets attach D-1 --dispense record.json
    """
    from ..records import Override, attachment_of

    asked = {each: more.pop(each) for each in ONLY_RENDERED}
    record, any_status = more.pop("record"), more.pop("any_status")
    if record is not None:
        found = dispensed(record, dispense, any_status=any_status)
        dispense = found.identifier
        more |= {each: more[each] or value for each, value in found.attachment_fields.items()}
        if leaflet is None and name is None:
            name = monograph_of(found, asked["folder"], asked["language"])
    pdf, which, particulars = source(leaflet, name, asked)
    if particulars is not None:
        more["particulars"] = tuple(particulars.values)
        more["overrides"] = tuple(Override(*each) for each in particulars.overrides.items())
    more |= {"when": when or now(), "how": how or ""}
    with opened(address) as store:
        if replaces:
            more["replaces"] = whole_digest(store, dispense, replaces)
        done = store.attach(attachment_of(pdf, which, dispense, **more), pdf)
    console.say(f"{'attached' if done.is_new else 'already'} {done.attachment.sha256}")


def source(leaflet: str | None, name: str | None, asked: dict[str, Any]) -> Source:
    """The leaflet that was made before, or one made now."""
    if (leaflet is None) == (name is None):
        raise UsageError(
            "One leaflet is to be attached: give --leaflet or --render.", "Give one of the two."
        )
    if leaflet is None:
        return rendered(str(name), asked)
    if given := [each for each, value in asked.items() if value is not None]:
        option = "--data" if given[0] == "folder" else f"--{given[0]}"
        raise UsageError(
            f"{option} says how to make a leaflet, and this one is made.", "Leave it out."
        )
    from ..records import identity_in
    from .input_file import bytes_of

    pdf = bytes_of(leaflet)
    return pdf, identity_in(pdf), None


def rendered(name: str, asked: dict[str, Any]) -> Source:
    """Make a leaflet now, by the verbs of `leaflets render`."""
    from ..base.version import VERSION
    from ..pdf.metadata import metadata
    from ..records import identity_of
    from . import render

    options = render.RenderOptions(
        name=name,
        layout=asked["layout"] or "standard",
        language=asked["language"],
        form="pdf",
        folder=own_folder(asked["folder"]),
        date=chosen_date(asked["date"]),
        profile=chosen_profile(asked["profile"]),
        pharmacy=asked["pharmacy"],
        strict=False,
        embed=False,
        particulars=asked["particulars"],
        impose=False,
        summary=False,
    )
    reading = render.read(options)
    render.report_warnings(options, reading)
    particulars = render.particulars_of(options, reading)
    leaflet = render.compose(options, reading, particulars)
    pdf = render.typeset(options, reading, leaflet).pdf
    render.report_draft(leaflet)
    return pdf, identity_of(metadata(leaflet, options.layout, VERSION)), particulars
