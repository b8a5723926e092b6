"""`leaflets layout sample`: a specimen of a layout, with every kind of block."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from .. import console
from ..options import complete_layout, data_option, language_option, own_folder
from ..target import target_of

if TYPE_CHECKING:
    from ...content.library import Library
    from ...leaflet.model import Leaflet
    from ...typesetting import Typeset


@click.command(short_help="Make a specimen PDF with every kind of block.")
@click.argument("name", metavar="NAME", shell_complete=complete_layout)
@language_option()
@click.option(
    "--out",
    metavar="FILE|FOLDER|-",
    default="out/",
    show_default="the folder out, made if absent",
    type=click.Path(allow_dash=True),
    help="Where to: a file, a folder, or - for standard output.",
)
@data_option()
def command(name: str, language: str | None, out: str, folder: str | None) -> None:
    """Make a specimen of a layout: every kind of block and every role of words, each saying what
    it is. The path of the PDF is printed.
    """
    from ...base.limits import SECONDS_TO_TYPESET
    from ...content.library import Library
    from ...content.wording import read_wording
    from ...leaflet.sample import sample
    from ..deadline import deadline
    from ..requirements import check_loaded

    target = target_of(out, "pdf")
    library = Library(own_folder(folder))
    said, words = library.sample(language or "en"), library.wording(language or "en")
    leaflet = sample(said.source, said.file, read_wording(words.source, words.file))
    with deadline(SECONDS_TO_TYPESET):
        import_module("leaflets.typesetting.draw")
        check_loaded()
        made = specimen(leaflet, library, name)
    if path := target.put(made.pdf, leaflet, name):
        console.say(str(path))


def specimen(leaflet: Leaflet, library: Library, name: str) -> Typeset:
    """The specimen in a layout, on as many pages as it takes."""
    from ...base.version import VERSION
    from ...layout.scaling import unlimited
    from ...layout.shelf import look
    from ...typesetting import typeset
    from ...typesetting.drawings import drawings

    layout, families = look(library, name)
    drawn = drawings(library, leaflet)
    return typeset(leaflet, unlimited(layout), families, name=name, version=VERSION, drawings=drawn)
