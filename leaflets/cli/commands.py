"""Groups of commands: each is loaded when it is called; an unknown one gets a near name."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import ClassVar

import click

from ..base.errors import UsageError
from ..source.schema import nearest


class Commands(click.Group):
    """A group of commands, one module each, in the order in which a newcomer meets them."""

    names: ClassVar[tuple[str, ...]]
    package: ClassVar[str]  # holds a module for each command

    def list_commands(self, _: click.Context) -> list[str]:
        """List all names."""
        return list(self.names)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in self.names:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f".{module}", self.package).command
        if not any(option.name == "debug" for option in command.params):
            command.params.append(debug_option())
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help if no command is given."""
        return super().parse_args(ctx, args or ([] if ctx.resilient_parsing else ["--help"]))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UsageError for an unknown one."""
        name = args[0]
        if name not in self.names and not name.startswith("-") and not ctx.resilient_parsing:
            raise self.unknown(name, ctx.command_path)
        return super().resolve_command(ctx, args)

    def unknown(self, name: str, path: str) -> UsageError:
        """Return the error for an unknown command, with a near name if there is one."""
        near = nearest(name, self.names)
        hint = f"Did you mean '{near[0]}'?" if near else f"See '{path} --help'."
        return UsageError(f"There is no command {name!r}.", hint)


def debug_option() -> click.Option:
    """--debug, which every command takes; `errors.run` looks for it in the arguments."""
    return click.Option(
        ["--debug"],
        is_flag=True,
        expose_value=False,
        help="If the program itself fails, keep a private report file in this folder.",
    )
