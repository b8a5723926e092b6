"""`leaflets layout`: what there is of layouts, one of your own, and whether it can be read."""

from __future__ import annotations

from typing import Final

import click

from ..commands import Commands

COMMANDS: Final = ("list", "new", "check", "show", "sample")


class Layouts(Commands):
    """The commands about layouts."""

    names = COMMANDS
    rooms = __package__


@click.group(cls=Layouts, short_help="List, begin, check, show and try layouts.")
def command() -> None:
    """What there is of layouts, a new one of your own, and whether it can be read.

    'leaflets help layouts' tells how to change the look.
    """
