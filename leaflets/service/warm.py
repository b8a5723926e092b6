"""What the service holds between requests: monographs as read, and bodies to stamp patients behind.

A leaflet whose body is held takes microseconds, and is stamped where it is asked for; whatever else
takes a thread. The bytes are those of a full render in either case.
"""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Lock
from typing import Final, NamedTuple

from msgspec import Struct

from .. import pipeline
from ..base.errors import DoesNotFit, Fault, MissingGlyph, Place, UsageError
from ..content.library import Library
from ..content.library.products import MedicineCheck
from ..content.particulars import DIRECTIONS_NUMBER, Particulars, check_medicine
from ..html import html_page
from ..leaflet.directions import DirectionsWriter, with_standard_directions
from ..leaflet.plain import plain
from ..pdf.metadata import Metadata
from ..stamping.frozen import Frozen
from .library_check import LibraryCheck
from .orders import Form, LeafletOrder, RenderedLeaflet
from .settings import ServiceSettings
from .shelf import Shelf
from .warm_library import WarmFiles

__all__ = ["Edition", "WarmState"]

REQUEST: Final = Place("request")
BODY_BYTES: Final = 48 * 1024 * 1024  # of bodies in one process; a common one has 0.07 MiB
EDITIONS: Final = 100  # monographs that are held as read
NAMES: Final = 10_000  # titles and synonyms whose monograph is known


class Edition(Struct, frozen=True):
    """A monograph as it was read. medicine: compares particulars with it."""

    reading: pipeline.Reading
    medicine: MedicineCheck


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


class WarmState:
    """Makes leaflets from a library that may change on the disk between requests."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.files = WarmFiles(settings.folder)
        self.files.library()  # so that an absent folder is told at once
        self._editions: Shelf[Edition] = Shelf(EDITIONS, lambda _: 1)
        self._bodies: Shelf[Body] = Shelf(BODY_BYTES, _size)
        self._names: Shelf[str] = Shelf(NAMES, lambda _: 1)
        self._check = LibraryCheck(self.files)
        self._making = Lock()  # so that no body is made twice at once

    async def leaflet(
        self, order: LeafletOrder, form: Form = "pdf", *, compared: str = ""
    ) -> RenderedLeaflet:
        """Make a leaflet: at once if its body is held, else in a thread; see `make`."""
        rendered = self.stamp(order, compared=compared) if form == "pdf" else None
        if rendered is not None:
            return rendered
        return await asyncio.to_thread(self.make, order, form, compared=compared)

    def stamp(self, order: LeafletOrder, *, compared: str = "") -> RenderedLeaflet | None:
        """Make a leaflet if its body is held, in microseconds; else return None.

        Raises ParticularsError, ProfileError.
        """
        language = order.language or self.settings.language
        name = self._names.get((order.monograph, language))
        edition = self._editions.get((name, language, self.settings.clock.today()))
        if edition is None:
            return None
        particulars = _particulars(order, edition, compared)
        product = particulars.values.get("product")
        if product and not compared and not edition.medicine.knows(product):
            return None  # the names of all medicines may have to be read
        warnings = check_medicine(edition.medicine, particulars)
        if (key := self._key(order, edition, particulars)) is None:
            return None
        if (body := self._bodies.get(key)) is None:
            return None
        return _rendered_of(body, key, edition, particulars, warnings)

    def make(
        self, order: LeafletOrder, form: Form = "pdf", *, compared: str = ""
    ) -> RenderedLeaflet:
        """Make a leaflet. Raises what the five verbs raise. It may take a while.

        compared: the name of the monograph with which the product was compared before, or nothing.
        """
        edition = self.edition(order)
        particulars = _particulars(order, edition, compared)
        warnings = check_medicine(edition.medicine, particulars) if particulars else ()
        key = self._key(order, edition, particulars) if form == "pdf" else None
        if key is not None:
            body = self._body(key)
            if rendered := _rendered_of(body, key, edition, particulars, warnings):
                return rendered
        making = partial(self._make_in_full, order, form, edition, particulars, warnings)
        return self.files.make(making)[0]

    def count_monographs(self) -> int:
        """Return how many monographs there are. Raises NotFoundError."""
        return len(self.files.library().names())

    def look_for_faults(self, seconds: float) -> int:
        """Look for broken files; see `LibraryCheck.look`. Raises NotFoundError."""
        return self._check.look(seconds, self.settings.clock.today())

    def edition(self, order: LeafletOrder) -> Edition:
        """Return the monograph of an order. Raises MonographError, NotFoundError, UsageError."""
        settings, today = self.settings, self.settings.clock.today()
        language = order.language or settings.language
        name = self._names.get((order.monograph, language))
        held = self._editions.get((name, language, today))
        if held is not None:
            return held

        def read(library: Library) -> Edition:
            reading = pipeline.read(
                order.monograph, language=language, folder=library, today=today,
                approved_only=settings.approved_only,
            )  # fmt: skip
            return Edition(reading, reading.medicine)

        edition, reads = self.files.make(read)
        name = edition.reading.name
        self._names.put((order.monograph, language), name, reads)
        self._editions.put((name, language, today), edition, reads)
        return edition

    def _key(
        self, order: LeafletOrder, edition: Edition, particulars: Particulars
    ) -> BodyKey | None:
        """Return the key of the body of an order; None if only a full render can make it."""
        settings, medicine = self.settings, edition.medicine
        route, use = order.route or "", order.use or ""
        if particulars:
            if order.summary or {route, use} - {"", particulars.route, particulars.use}:
                return None
            route, use = particulars.route, particulars.use
            if not (medicine.limits_routes and len(medicine.routes) > 1):
                route = ""
            if len(medicine.uses) < 2:
                use = ""
        return BodyKey(
            edition.reading.name, edition.reading.monograph.language,
            order.layout or settings.layout, order.profile or settings.profile,
            order.pharmacy or settings.pharmacy, route, use, order.summary, particulars.fields,
            settings.clock.today(),
        )  # fmt: skip

    def _body(self, key: BodyKey) -> Body:
        """Return the body with a key. Raises what rendering raises."""
        with self._making:
            held = self._bodies.get(key)
            if held is not None:
                return held
            body, reads = self.files.make(partial(self._make_body, key))
            self._bodies.put(key, body, reads)
            return body

    def _make_body(self, key: BodyKey, library: Library) -> Body:
        settings = self.settings
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

    def _make_in_full(
        self,
        order: LeafletOrder,
        form: Form,
        edition: Edition,
        particulars: Particulars,
        warnings: tuple[Fault, ...],
        library: Library,
    ) -> RenderedLeaflet:
        settings, layout = self.settings, order.layout or self.settings.layout
        reading = pipeline.read(
            edition.reading.name, language=edition.reading.monograph.language, folder=library,
            today=settings.clock.today(), approved_only=settings.approved_only,
        )  # fmt: skip
        leaflet = pipeline.compose(
            reading, date=settings.date, profile=order.profile or settings.profile,
            particulars=particulars or None, pharmacy=order.pharmacy or settings.pharmacy,
            summary=order.summary, route=order.route, use=order.use,
        )  # fmt: skip
        metadata, pages, identifier = None, 0, leaflet.identifier
        if form == "text":
            content = (plain(leaflet).rstrip("\n") + "\n").encode()
        elif form == "html":
            content = html_page(leaflet, folder=library).encode()
        else:
            typeset = pipeline.typeset(leaflet, layout, folder=library)
            content, pages, metadata = typeset.pdf, typeset.pages, typeset.metadata
            identifier = metadata.identifier
        return RenderedLeaflet(
            content=content, form=form, monograph=reading.name, edition=leaflet.edition,
            language=leaflet.language, layout=layout, status=leaflet.status,
            identifier=identifier, pages=pages, is_personal=bool(particulars),
            warnings=(*reading.warnings, *particulars.warnings, *warnings), metadata=metadata,
            particulars=particulars or None,
        )  # fmt: skip


def _particulars(order: LeafletOrder, edition: Edition, compared: str) -> Particulars:
    """Return the checked particulars of an order, which may be empty. Raises ParticularsError."""
    reading, values = edition.reading, order.particulars
    language = str(reading.monograph.language)
    if DIRECTIONS_NUMBER in values:
        values = with_standard_directions(
            values, lambda: DirectionsWriter(reading.library, language)
        )
    return Particulars.from_mapping(values, language=language, place=REQUEST, monograph=compared)


def _rendered_of(
    body: Body,
    key: BodyKey,
    edition: Edition,
    particulars: Particulars,
    warnings: tuple[Fault, ...],
) -> RenderedLeaflet | None:
    """Return the leaflet with this body; None if only a full render can make it.

    Raises ProfileError for words that the profile forbids.
    """
    content, reading = body.content, edition.reading
    if body.frozen is not None:
        try:
            content = body.frozen.stamp(particulars)
        except (DoesNotFit, MissingGlyph, UsageError):
            return None
    if not content or body.metadata is None:
        return None
    monograph = reading.monograph
    return RenderedLeaflet(
        content=content, form="pdf", monograph=reading.name,
        edition=str(monograph.edition.number), language=str(monograph.language),
        layout=key.layout, status=str(monograph.review.status),
        identifier=body.metadata.identifier, pages=body.pages, is_personal=bool(particulars),
        warnings=(*reading.warnings, *particulars.warnings, *warnings), metadata=body.metadata,
        particulars=particulars or None,
    )  # fmt: skip


def _size(body: Body) -> int:
    return len(body.content) or (len(body.frozen.body) if body.frozen else 0)
