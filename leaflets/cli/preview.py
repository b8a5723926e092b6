"""`leaflets preview`: the pages of a monograph while it is written, beside what is found in it."""

from __future__ import annotations

from pathlib import Path

import click

from ..content.library.names import is_language
from . import console
from .dates import leaflet_date
from .language import language_option
from .options import (
    data_option,
    is_file,
    layout_option,
    name_argument,
    own_folder,
    pharmacy_option,
    profile_option,
)
from .run_service import clock, run_service, service_extra

HOST = "127.0.0.1"


@click.command(short_help="Show a monograph's pages in the browser while it is written.")
@name_argument()
@layout_option()
@language_option()
@profile_option()
@pharmacy_option()
@data_option()
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date on the leaflet.  [default: SOURCE_DATE_EPOCH, or the date of the edition]",
)
@click.option(
    "--port", metavar="NUMBER", type=click.IntRange(0, 65535), default=8080, show_default=True,
    help="The port to listen at, on this machine alone; 0: any that is free.",
)  # fmt: skip
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def command(
    name: str,
    layout: str,
    language: str | None,
    profile: str,
    pharmacy: str | None,
    folder: str | None,
    date: str | None,
    port: int,
    show: bool,
) -> int:
    """Show a monograph's pages in the browser while it is written.

    The page renews itself when a file is saved. Beside the pages stands what 'leaflets check'
    finds, each with its line; while the file has faults, they stand in place of the pages. Layout,
    language, profile and summary can be changed on the page. Ctrl-C ends it.

    \b
    leaflets preview acetylcysteine
    leaflets preview our/monographs/examplamine/en.yaml --data our --open
    """
    with service_extra():
        from ..service.settings import ServiceSettings

    source = Path(name) if is_file(name) else name
    settings = ServiceSettings(
        clock=clock(), host=HOST, port=port, folder=own_folder(folder), preview=source,
        layout=layout, language=language or _own_language(source), profile=profile,
        pharmacy=pharmacy, date=leaflet_date(date),
    )  # fmt: skip

    def announce(address: str) -> None:
        console.note(f"The preview is at {address}; Ctrl-C ends it.")
        if show:
            click.launch(address)

    return run_service(settings, announce)


def _own_language(source: str | Path) -> str:
    """Return the language that the name of a file tells; English for a name in the library."""
    return source.stem if isinstance(source, Path) and is_language(source.stem) else "en"
