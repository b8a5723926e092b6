"""The commands of `leaflets`, each loaded when it is called."""

from __future__ import annotations

from typing import Final

import click

from ..base.version import VERSION
from . import console
from .commands import Commands

COMMANDS: Final = (
    "render", "batch", "pack", "serve", "tokens", "preview", "attach", "records", "list",
    "languages", "profiles", "directions", "show", "new", "import", "index", "check", "review",
    "diff", "layout", "dispense", "export", "settings", "schema", "inspect", "extract", "help",
    "completion",
)  # fmt: skip


class Program(Commands):
    """The program's own commands."""

    names = COMMANDS
    package = __package__


def print_version(ctx: click.Context, _: click.Parameter, is_given: bool) -> None:
    """Print the version for `--version`, and end."""
    if is_given and not ctx.resilient_parsing:
        console.say(f"leaflets {VERSION}")
        ctx.exit()


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="'leaflets help' lists what there is to read. The leaflets are not medical advice.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_version,
    help="Show the version.",
)
def program() -> None:
    """Turn medicine monographs into printable, patient-friendly PDF leaflets.

    Start with: leaflets render acetylcysteine
    """
