"""The bytes of a leaflet: plain text, a PDF, or a patient's words behind a body."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from ..base.errors import DoesNotFit, MissingGlyph

if TYPE_CHECKING:
    from ..content.particulars import Particulars
    from ..content.pharmacy.model import Pharmacy
    from ..leaflet.model import Leaflet
    from ..pipeline import Reading
    from .bodies import Bodies
    from .progress import Progress
    from .render import Wish

Made = tuple[bytes, str]  # a file, and what to say of it


def finished(
    wish: Wish,
    reading: Reading,
    leaflet: Leaflet,
    progress: Progress,
    body: Callable[[], Made | None] | None = None,
) -> tuple[bytes, str]:
    """The bytes of the leaflet, and what to say of a draft. body: makes it in a shorter way."""
    remark = "Note: this is a draft; no health professional has reviewed it."
    if wish.form == "text":
        from ..leaflet.plain import plain

        progress.skip("typeset", "plain text needs none")
        return (plain(leaflet).rstrip("\n") + "\n").encode(), remark
    from ..base.limits import SECONDS_TO_TYPESET
    from ..pdf.lean import pictures_later
    from .deadline import deadline
    from .requirements import check_loaded

    with progress.step("typeset") as told, deadline(SECONDS_TO_TYPESET):
        pictures_later()
        import_module("leaflets.typesetting.draw")
        check_loaded()
        pdf, says = (body and body()) or in_full(wish, reading, leaflet)
        told.says = f"layout {wish.layout}, {says}"
    return pdf, remark


def in_full(wish: Wish, reading: Reading, leaflet: Leaflet) -> Made:
    """The leaflet, typeset as it is."""
    from ..pipeline import typeset

    made = typeset(
        leaflet,
        wish.layout,
        folder=wish.folder,
        embed=reading if wish.embed else None,
        impose=wish.impose,
    )
    return made.pdf, f"{made.pages} pages, {made.size:g} pt"


def stamped(
    wish: Wish,
    reading: Reading,
    bodies: Bodies,
    particulars: Particulars,
    pharmacy: Pharmacy | None,
) -> Made | None:
    """A patient's words behind a body that can be kept; None where it must be set in full."""
    if wish.embed or wish.impose:
        return None
    from ..pipeline import freeze

    try:
        frozen = freeze(
            reading,
            wish.layout,
            folder=wish.folder,
            date=wish.date,
            profile=wish.profile,
            pharmacy=pharmacy,
            summary=wish.summary,
            fields=particulars.fields,
        )
    except (DoesNotFit, MissingGlyph):
        return None
    pdf = bodies.made(frozen, particulars)
    return (pdf, f"{frozen.pages} pages, from a body that is kept") if pdf else None
