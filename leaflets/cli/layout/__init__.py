"""`leaflets layout`: list layouts, begin one of your own, and check that it can be read."""

from __future__ import annotations

from typing import Final

import click

from ..commands import Commands

COMMANDS: Final = ("list", "new", "check", "show", "sample")


class Layouts(Commands):
    """The commands on layouts."""

    names = COMMANDS
    package = __package__


@click.group(cls=Layouts, short_help="List, begin, check, show and try layouts.")
def command() -> None:
    """List layouts, begin one of your own, and check that people can read it.

    'leaflets help layouts' tells how to change the look.
    """
