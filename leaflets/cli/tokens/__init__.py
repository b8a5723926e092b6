"""`leaflets tokens`: who may use the service, and for what."""

from __future__ import annotations

from typing import Final

import click

from ..commands import Commands

COMMANDS: Final = ("add", "list", "remove")


class Tokens(Commands):
    """The commands on tokens."""

    names = COMMANDS
    package = __package__


@click.group(cls=Tokens, short_help="Say who may use the service, and for what.")
def command() -> None:
    """Tokens, by which 'leaflets serve' knows its callers.

    The file has their names, rights and hashes, and only you can read it. A service that runs takes
    up every change.
    """
