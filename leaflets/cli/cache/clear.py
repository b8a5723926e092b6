"""`leaflets cache clear`: forget all finished leaflets."""

from __future__ import annotations

import click

from .. import console
from ..keeper import cache_folder


@click.command(short_help="Remove all leaflets that are kept.")
def command() -> None:
    """Remove all finished leaflets that are kept; they will be made again when asked for."""
    from ...cache.store import Cache

    folder = cache_folder()
    count = Cache(folder).clear() if folder else 0
    console.say(f"{count} removed")
