"""`leaflets records`: what was attached to which dispense, and whether it is as it was."""

from __future__ import annotations

from typing import Final

import click

from ..commands import Commands

COMMANDS: Final = ("list", "show", "get", "recall", "verify", "note", "export", "gc")


class Records(Commands):
    """The commands on records."""

    names = COMMANDS
    package = __package__


@click.group(cls=Records, short_help="Find, get, verify, recall and export what was attached.")
def command() -> None:
    """What was attached to which dispense, and whether it is as it was.

    'leaflets help records' tells what is kept and why, and how to keep it.
    """
