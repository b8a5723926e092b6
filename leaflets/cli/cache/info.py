"""`leaflets cache info`: where finished leaflets are kept, how many, and in how much room."""

from __future__ import annotations

import click

from ...base.limits import CACHE_BYTES
from .. import console
from ..keeper import cache_folder


@click.command(short_help="Tell where leaflets are kept, how many, and their size.")
def command() -> None:
    """Tell where finished leaflets are kept, how many there are, and how much room they take."""
    from ...cache.store import Cache

    folder = cache_folder()
    if folder is None:
        console.say("Nothing is kept: neither XDG_CACHE_HOME nor HOME names a folder.")
        return
    entries = Cache(folder).entries()
    size = sum(bytes_ for _, bytes_, _ in entries) / 2**20
    console.say(f"folder:   {folder}")
    console.say(f"leaflets: {len(entries)}")
    console.say(f"size:     {size:.1f} of at most {CACHE_BYTES / 2**20:.0f} MiB")
