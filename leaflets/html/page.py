"""The page: its head, the leaflet, and the words at its foot."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..base.arguments import check_type
from ..base.languages import runs_right_to_left
from ..content.library import Folder, open_library
from ..content.pictures.model import Drawing
from ..leaflet.contents import with_contents
from ..leaflet.model import Leaflet
from ..leaflet.pictograms import drawings
from ..leaflet.plain import words
from .blocks import BlockRenderer
from .elements import element, escaped, lines, void_element
from .print_style import print_style

__all__ = ["html_page", "render_html"]

STYLE: Final = Path(__file__).parent / "leaflet.css"
LONG: Final = 2000  # words, about five pages of A4; a leaflet of so many has a table of contents
MOST_ENTRIES: Final = 30  # of it, as in the standard layout


def html_page(leaflet: Leaflet, *, folder: Folder = None) -> str:
    """Return a leaflet as a web page: one file that loads nothing and runs no script.

    It has the words of the text, in the same order. The same leaflet gives the same page. folder:
    a pharmacy's own library. Raises NotFoundError, VocabularyError for pictograms of that library.
    """
    check_type("leaflet", leaflet, Leaflet)
    return render_html(leaflet, drawings(open_library(folder), leaflet))


def render_html(leaflet: Leaflet, pictograms: Mapping[str, Drawing]) -> str:
    """Return a leaflet as one page of HTML, which loads nothing and runs no script.

    It has the words of `plain`, in the same order; a long leaflet also has links to its headings.
    pictograms: those that the leaflet shows, by name.
    """
    if len(words(leaflet)) >= LONG:
        leaflet = with_contents(leaflet, MOST_ENTRIES)
    renderer = BlockRenderer(
        language=leaflet.language,
        second_language=leaflet.second_language,
        mark=leaflet.furniture.lead_mark,
        pictograms=pictograms,
        pictures=leaflet.pictures,
    )
    main = element("main", renderer.blocks(leaflet.blocks))
    body = element("body", lines(main, _footer(leaflet, renderer)))
    direction = "rtl" if runs_right_to_left(leaflet.language) else None
    page = element("html", lines(_head(leaflet), body), lang=leaflet.language, dir=direction)
    return f"<!DOCTYPE html>\n{page}\n"


def _head(leaflet: Leaflet) -> str:
    """Return the head. It names the medicine and nobody who takes it."""
    style = _style_sheet() + print_style(leaflet.furniture)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return element(
        "head",
        lines(
            void_element("meta", charset="utf-8"),
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            _meta("viewport", "width=device-width, initial-scale=1"),
            _meta("color-scheme", "light dark"),
            _meta("referrer", "no-referrer"),
            # a phone must not take a dose or a batch number for a number to call
            _meta("format-detection", "telephone=no, date=no, address=no, email=no"),
            element("title", escaped(leaflet.title)),
            f"<style>{style}</style>",
        ),
    )


def _meta(name: str, content: str) -> str:
    return void_element("meta", name=name, content=content)


@cache
def _style_sheet() -> str:
    return STYLE.read_text("utf-8")


def _footer(leaflet: Leaflet, renderer: BlockRenderer) -> str:
    furniture = leaflet.furniture
    notes = [*furniture.notes(), ("identity", furniture.identity)]
    return element("footer", lines(*(renderer.note(path, words) for path, words in notes)))
