"""Bodies of leaflets, to be held between requests: what all leaflets of one kind begin with."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct

from .. import pipeline
from ..base.errors import DoesNotFit
from ..content.library import Library
from ..pdf.metadata import Metadata
from ..stamping.frozen import Frozen
from .settings import ServiceSettings

__all__ = ["Body", "BodyKey", "make_body", "size_of"]

# What a body takes besides its bytes, for its plan and the states of its files: some 30 kB, by
# tracemalloc, of bodies over the made-up medicines of tests/bench/library.py
PLAN_BYTES: Final = 32 * 1024


class BodyKey(NamedTuple):
    """What a body depends on. fields: of the particulars; empty: the whole leaflet."""

    monograph: str
    language: str
    layout: str
    profile: str
    pharmacy: str | None
    route: str
    use: str
    summary: bool
    fields: frozenset[str]
    today: str


class Body(Struct, frozen=True):
    """What all leaflets with the same key begin with.

    content: the whole leaflet if it has no particulars; else empty. frozen: sets the particulars;
    None where there are none, or no room for them.
    """

    metadata: Metadata | None
    pages: int
    content: bytes
    frozen: Frozen | None


def make_body(key: BodyKey, settings: ServiceSettings, library: Library) -> Body:
    """Make the body with a key. Raises what rendering raises."""
    reading = pipeline.read(
        key.monograph, language=key.language, folder=library, today=key.today,
        approved_only=settings.approved_only,
    )  # fmt: skip
    if not key.fields:
        leaflet = pipeline.compose(
            reading, date=settings.date, profile=key.profile, pharmacy=key.pharmacy,
            summary=key.summary, route=key.route, use=key.use,
        )  # fmt: skip
        typeset = pipeline.typeset(leaflet, key.layout, folder=library)
        return Body(typeset.metadata, typeset.pages, typeset.pdf, None)
    try:
        frozen = pipeline.freeze(
            reading, key.layout, folder=library, date=settings.date, profile=key.profile,
            pharmacy=key.pharmacy, fields=key.fields, route=key.route or None, use=key.use,
        )  # fmt: skip
    except DoesNotFit:  # the room for all fields does not fit on one page
        return Body(None, 0, b"", None)
    return Body(frozen.metadata, frozen.pages, b"", frozen)


def size_of(body: Body) -> int:
    """Return how much memory a body takes, in bytes."""
    return len(body.frozen.body if body.frozen else body.content) + PLAN_BYTES
