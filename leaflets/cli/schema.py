"""`leaflets schema`: what a monograph, a layout or a pharmacy's file may hold, for editors."""

from __future__ import annotations

import click

from . import console


@click.command(short_help="Print the JSON Schema of a monograph, a layout or a pharmacy.")
@click.argument("what", type=click.Choice(["monograph", "layout", "pharmacy"]), default="monograph")
def command(what: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a monograph, the default, of a layout or of a
    pharmacy.

    An editor that knows YAML completes and checks with it while you type:

    \b
    leaflets schema > monograph.schema.json
    # yaml-language-server: $schema=monograph.schema.json      first line of the monograph
    """
    import json

    made = {"monograph": of_monograph, "layout": of_layout, "pharmacy": of_pharmacy}[what]()
    console.say(json.dumps(made, ensure_ascii=False, indent=2))


def of_monograph() -> dict[str, object]:
    """With the agreed sections and routes as the only ones."""
    from ..content.library import Library
    from ..content.monograph.schema import monograph_schema
    from ..content.monograph.sections import read_sections

    agreed = Library().sections()
    return monograph_schema(read_sections(agreed.source, agreed.file))


def of_layout() -> dict[str, object]:
    """With the families of type as the only ones."""
    from ..content.library import Library
    from ..layout.families import read_families
    from ..layout.schema import layout_schema

    fonts = Library().fonts()
    return layout_schema(read_families(fonts.source, fonts.file))


def of_pharmacy() -> dict[str, object]:
    """What is printed of a pharmacy."""
    from ..content.pharmacy.model import Said
    from ..source.schema import json_schema

    return json_schema(Said, "A pharmacy")
