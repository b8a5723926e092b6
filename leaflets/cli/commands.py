"""Groups of commands: each is loaded when it is called, and a wrong name is told what is near."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import click

from ..base.errors import UsageError


class Commands(click.Group):
    """A group of commands, one module each, in the order in which a newcomer meets them."""

    names: ClassVar[tuple[str, ...]]
    rooms: ClassVar[str]  # the package that holds the modules

    def list_commands(self, _: click.Context) -> list[str]:
        """All names."""
        return list(self.names)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.names:
            return None
        command: click.Command = import_module(f".{cmd_name}", self.rooms).command
        if not any(option.name == "debug" for option in command.params):
            command.params.append(debug_option())
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a command, show what there is."""
        return super().parse_args(ctx, args or ([] if ctx.resilient_parsing else ["--help"]))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; tell what is near if there is none."""
        name = args[0]
        if name not in self.names and not name.startswith("-") and not ctx.resilient_parsing:
            raise self.unknown(name, ctx.command_path)
        return super().resolve_command(ctx, args)

    def unknown(self, name: str, path: str) -> UsageError:
        """There is no such command; perhaps one that is near."""
        from ..source.schema import nearest

        near = nearest(name, self.names)
        hint = f"Did you mean '{near[0]}'?" if near else f"See '{path} --help'."
        return UsageError(f"There is no command {name!r}.", hint)


def debug_option() -> click.Option:
    """Every command takes --debug; the ending looks for it, and the command need not."""
    return click.Option(
        ["--debug"],
        is_flag=True,
        expose_value=False,
        help="If the program itself fails, keep a private report file in this folder.",
    )
