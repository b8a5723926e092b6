"""`leaflets layout sample`: make a specimen of a layout, with every kind of block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...base.version import VERSION
from ...content.library import Library
from ...content.wording import load_wording
from ...layout.reading import load_layout_and_fonts
from ...layout.scaling import without_page_limit
from ...leaflet.model import Leaflet
from ...leaflet.pictograms import drawings
from ...leaflet.sample import sample
from .. import console
from ..language import language_option
from ..options import complete_layout, data_option
from ..target import target_of
from ..typesetting_guard import typesetting_guard
from .layout_file import layout_folder

if TYPE_CHECKING:
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
    target = target_of(out, "pdf")
    library = Library(layout_folder(folder))
    leaflet = sample_leaflet(library, language or "en")
    with typesetting_guard():
        pdf = specimen(leaflet, library, name).pdf
    if path := target.put(pdf, leaflet, name):
        console.say(str(path))


def sample_leaflet(library: Library, language: str) -> Leaflet:
    """Compose a leaflet that has every kind of block. Raises NotFoundError, WordingError."""
    text = library.sample(language)
    return sample(text.source, text.file, load_wording(library, language))


def specimen(leaflet: Leaflet, library: Library, name: str) -> Typeset:
    """Set the specimen in a layout, on as many pages as it takes."""
    from ...typesetting.draw import draw

    layout, families = load_layout_and_fonts(library, name)
    drawn_leaflet = draw(
        leaflet,
        without_page_limit(layout),
        families,
        name=name,
        version=VERSION,
        drawings=drawings(library, leaflet),
    )
    return drawn_leaflet.typeset
