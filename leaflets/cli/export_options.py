"""The options in which receivers of HL7 messages differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def dialect_options() -> Callable[[Any], Any]:
    """--form, --from, --to, --kind, --processing, --patient-type, --authority, --identifiers."""
    options = (
        click.option(
            "--form",
            "content",
            default="application^pdf",
            show_default=True,
            help="Type and subtype of the PDF, as the receiver wants them; some want AP^ or PDF^.",
        ),
        click.option(
            "--from", "sender", default="LEAFLETS", show_default=True, metavar="APP^FACILITY"
        ),
        click.option("--to", "receiver", default="", metavar="APP^FACILITY"),
        click.option(
            "--kind",
            "document_type",
            default="LEAFLET",
            show_default=True,
            help="Type of document (TXA-2) at your site.",
        ),
        click.option(
            "--processing",
            type=click.Choice(("P", "T", "D")),
            default="P",
            show_default=True,
            help="Production, training or debugging (MSH-11).",
        ),
        click.option(
            "--patient-type",
            default="MR",
            show_default=True,
            metavar="CODE",
            help="What the identifiers of your patients are (PID-3.5, table 0203).",
        ),
        click.option(
            "--authority",
            default="",
            metavar="NAME|OID",
            help="Who assigned the identifiers that name no system (PID-3.4, PV1-19.4).",
        ),
        click.option(
            "--identifiers",
            "table",
            metavar="FILE|-",
            help="A table from references (Patient/9, Encounter/7) to identifiers.",
        ),
    )

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
