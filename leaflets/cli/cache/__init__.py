"""`leaflets cache`: what is kept of what was rendered, and how to be rid of it."""

from __future__ import annotations

from typing import Final

import click

from ..commands import Commands

COMMANDS: Final = ("info", "clear")


class CacheCommands(Commands):
    """The commands about what is kept."""

    names = COMMANDS
    rooms = __package__


@click.group(cls=CacheCommands, short_help="See or clear what was kept of finished leaflets.")
def command() -> None:
    """What is kept of finished leaflets, so that the same one need not be made twice.

    'leaflets help cache' tells what is kept, where and for how long.
    """
