"""The commands of `leaflets`, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from ..version import VERSION
from . import console

COMMANDS: Final = (
    "render", "list", "show", "schema", "inspect", "extract", "help", "completion",
)  # fmt: skip


class Program(click.Group):
    """A group of commands, one module each."""

    def list_commands(self, _: click.Context) -> list[str]:
        """All names, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        if not any(option.name == "debug" for option in command.params):
            command.params.append(debug_option())
        return command


def debug_option() -> click.Option:
    """Every command takes --debug; the ending looks for it, and the command need not."""
    return click.Option(
        ["--debug"],
        is_flag=True,
        expose_value=False,
        help="If the program itself fails, keep a private report file in this folder.",
    )


def print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """--version."""
    if wanted and not ctx.resilient_parsing:
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
