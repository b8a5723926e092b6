"""The commands of `leaflets`, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from ..errors import UsageError
from ..version import VERSION
from . import console

COMMANDS: Final = (
    "render", "list", "languages", "show", "schema", "inspect", "extract", "help", "completion",
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; tell what is near if there is none."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise unknown(name)
        return super().resolve_command(ctx, args)


def unknown(name: str) -> UsageError:
    """There is no such command; perhaps one that is near."""
    from ..shape import nearest

    near = nearest(name, COMMANDS)
    hint = f"Did you mean '{near[0]}'?" if near else "See 'leaflets --help'."
    return UsageError(f"There is no command {name!r}.", hint)


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
