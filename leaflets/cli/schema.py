"""`leaflets schema`: print the JSON Schema of a file that people write, such as a monograph."""

from __future__ import annotations

import json

import click

from ..content.library import Library
from ..content.monograph.schema import monograph_schema
from ..content.monograph.sections import load_sections
from ..content.pharmacy.model import PharmacyDetails
from ..content.settings import Settings
from ..layout.authoring import layout_schema
from ..layout.families import read_families
from ..source.schema.json_schema import json_schema
from . import console


@click.command(short_help="Print the JSON Schema of a file that you write.")
@click.argument(
    "what",
    type=click.Choice(["monograph", "layout", "pharmacy", "settings", "login"]),
    default="monograph",
)
def command(what: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a monograph, or of another file that you write.

    The others are a layout, a pharmacy, your settings, and the login of a FHIR server.

    With it, an editor that knows YAML completes and checks a file while you type:

    \b
    leaflets schema > monograph.schema.json
    # yaml-language-server: $schema=monograph.schema.json      first line of the monograph
    """
    schemas = {
        "monograph": of_monograph,
        "layout": of_layout,
        "pharmacy": of_pharmacy,
        "settings": of_settings,
        "login": of_login,
    }
    console.say(json.dumps(schemas[what](), ensure_ascii=False, indent=2))


def of_monograph() -> dict[str, object]:
    """Return the schema of a monograph, with the agreed sections and routes as the only ones."""
    return monograph_schema(load_sections(Library()))


def of_layout() -> dict[str, object]:
    """Return the schema of a layout, with the known families of type as the only ones."""
    fonts = Library().fonts()
    return layout_schema(read_families(fonts.source, fonts.file))


def of_pharmacy() -> dict[str, object]:
    """Return the schema of a pharmacy."""
    return json_schema(PharmacyDetails, "A pharmacy")


def of_settings() -> dict[str, object]:
    """Return the schema of leaflets.yaml."""
    return json_schema(Settings, "The settings of a pharmacy")


def of_login() -> dict[str, object]:
    """Return the schema of the login of a FHIR server."""
    from ..exchange.fhir.record_store.login import Login  # few need it

    return json_schema(Login, "The login of a FHIR server")
