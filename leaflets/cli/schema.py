"""`leaflets schema`: what a monograph or a layout may hold, for editors."""

from __future__ import annotations

import click

from . import console


@click.command(short_help="Print the JSON Schema of a monograph or a layout.")
@click.argument("what", type=click.Choice(["monograph", "layout"]), default="monograph")
def command(what: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a monograph, the default, or of a layout.

    An editor that knows YAML completes and checks with it while you type:

    \b
    leaflets schema > monograph.schema.json
    # yaml-language-server: $schema=monograph.schema.json      first line of the monograph
    """
    import json

    made = of_layout() if what == "layout" else of_monograph()
    console.say(json.dumps(made, ensure_ascii=False, indent=2))


def of_monograph() -> dict[str, object]:
    """With the agreed sections and routes as the only ones."""
    from ..library import Library
    from ..monograph.schema import monograph_schema
    from ..monograph.sections import read_sections

    agreed = Library().sections()
    return monograph_schema(read_sections(agreed.source, agreed.file))


def of_layout() -> dict[str, object]:
    """With the families of type as the only ones."""
    from ..layout.families import read_families
    from ..layout.schema import layout_schema
    from ..library import Library

    fonts = Library().fonts()
    return layout_schema(read_families(fonts.source, fonts.file))
