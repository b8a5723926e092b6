"""`leaflets settings`: show what holds where no option says otherwise, and where it comes from."""

from __future__ import annotations

from typing import Final

import click
from click.core import ParameterSource

from ..content.settings import without_password
from .language import language_option
from .list import table
from .options import (
    DATA,
    PARAMETERS,
    VARIABLES,
    data_option,
    layout_option,
    own_folder,
    pharmacy_option,
    profile_option,
    store_option,
)

NOTHING: Final = "-"
FALLBACKS: Final = {"language": "en"}  # where click has no default: a monograph's file has its own


@click.command(short_help="Show your settings, and where each comes from.")
@layout_option()
@profile_option()
@pharmacy_option()
@language_option()
@store_option(required=False)
@data_option()
@click.pass_context
def command(context: click.Context, /, **values: str | None) -> None:
    """Show what the commands use where you give nothing else, and where each value comes from.

    An option comes before a variable of the environment, a variable before leaflets.yaml in your
    own folder, and that before what is built in. Options given here count as they do elsewhere.

    \b
    leaflets settings --data our
    """
    folder = own_folder(values["folder"])
    rows = [("data", str(folder) if folder else NOTHING, folder_origin(values["folder"]))]
    for name, parameter in PARAMETERS.items():
        value = values[parameter] or FALLBACKS.get(name)
        text = without_password(value) if value else NOTHING
        rows.append((name, text, origin(context, name)))
    table(rows)


def folder_origin(option: str | None) -> str:
    """Return where the pharmacy's own folder comes from."""
    if option:
        return "option --data"
    return f"variable {DATA}" if own_folder(None) else "default"


def origin(context: click.Context, name: str) -> str:
    """Return where the value of a setting comes from: an option, variable or place in a file."""
    parameter = PARAMETERS[name]
    match context.get_parameter_source(parameter):
        case ParameterSource.COMMANDLINE:
            return f"option --{name}"
        case ParameterSource.ENVIRONMENT:
            return f"variable {VARIABLES[name]}"
        case ParameterSource.DEFAULT_MAP:
            place = (context.default_map or {})[parameter].place
            return f"{place.file}:{place.line}"
    return "default"
