"""The words of a leaflet in forms that are no PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..leaflet.plain import plain
from .target import Form

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet


def in_other_form(form: Form, leaflet: Leaflet, folder: Path | None) -> bytes:
    """Return the words of a leaflet in a form that is no PDF."""
    if form == "text":
        return (plain(leaflet).rstrip("\n") + "\n").encode()
    if form == "html":
        from ..html import html_page

        return html_page(leaflet, folder=folder).encode()
    if form == "braille":
        from ..braille import brf

        return brf(leaflet, folder=folder).encode()
    from ..speech import ssml

    return ssml(leaflet, folder=folder).encode()
