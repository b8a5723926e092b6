"""What the service holds between requests: monographs as read, and bodies to stamp patients behind.

A leaflet whose body is held takes microseconds, and is stamped where it is asked for; whatever else
takes a thread. The bytes are those of a full render in either case.
"""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Lock
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .. import pipeline
from ..base.errors import DoesNotFit, Fault, MissingGlyph, Place, UsageError
from ..content.library import Library, Titles
from ..content.library.products import MedicineCheck
from ..content.particulars import DIRECTIONS_NUMBER, Particulars, check_medicine
from ..html import html_page
from ..leaflet.directions import DirectionsWriter, with_standard_directions
from ..leaflet.plain import plain
from .bodies import Body, BodyKey, make_body, size_of
from .library_check import LibraryCheck
from .orders import Form, LeafletOrder, RenderedLeaflet
from .settings import ServiceSettings
from .shelf import Shelf
from .warm_library import WarmFiles
from .warm_medicines import WarmMedicines

__all__ = ["Edition", "WarmState"]

REQUEST: Final = Place("request")
BODY_BYTES: Final = 150 * 1024 * 1024  # of bodies in one process; a common one takes 0.1 MiB
EDITIONS: Final = 10_000  # more than there are bodies, as a body without its edition is no use


class Edition(Struct, frozen=True):
    """What is held of a monograph: little, as there may be thousands.

    number, status: of its edition and its review. warnings: what is doubtful in it. medicine: its
    routes and uses; products are compared by `WarmState.compare`, which shares the index that this
    needs.
    """

    name: str
    language: str
    number: str
    status: str
    warnings: tuple[Fault, ...]
    titles: Titles
    medicine: MedicineCheck

    @classmethod
    def of(cls, reading: pipeline.Reading) -> Edition:
        """Return what is held of a monograph as it was read."""
        monograph = reading.monograph
        return cls(
            reading.name, str(monograph.language), str(monograph.edition.number),
            str(monograph.review.status), reading.warnings, reading.titles, reading.medicine,
        )  # fmt: skip


class WarmState:
    """Makes leaflets from a library that may change on the disk between requests."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.files = WarmFiles(settings.folder)
        self.files.library()  # so that an absent folder is told at once
        self._editions: Shelf[Edition] = Shelf(EDITIONS, lambda _: 1)
        self._bodies: Shelf[Body] = Shelf(BODY_BYTES, size_of)
        self._medicines = WarmMedicines(self.files)
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
        edition = self._held_edition(order)
        if edition is None:
            return None
        particulars = self._particulars(order, edition, compared)
        if _is_to_be_compared(particulars, edition):
            known = self._medicines.known_warnings(edition.titles, edition.language, particulars)
            if known is None:
                return None  # the names of all medicines may have to be read
            warnings, particulars = known, replace(particulars, monograph=edition.name)
        else:
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
        particulars = self._particulars(order, edition, compared)
        warnings = self.compare(edition, particulars) if particulars else ()
        if "product" in particulars.values:
            particulars = replace(particulars, monograph=edition.name)
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
        if held := self._held_edition(order):
            return held
        language = order.language or self.settings.language
        name = self._medicines.name_of(order.monograph, language)
        reading, reads = self.files.make(partial(self._read, name, language))
        edition = Edition.of(reading)
        self._editions.put((name, language, self.settings.clock.today()), edition, reads)
        return edition

    def reading(self, edition: Edition) -> pipeline.Reading:
        """Return the whole monograph. Raises what `edition` raises."""
        return self.files.make(partial(self._read, edition.name, edition.language))[0]

    def compare(self, edition: Edition, particulars: Particulars) -> tuple[Fault, ...]:
        """Compare particulars with the medicine of an edition; see `check_medicine`."""
        if _is_to_be_compared(particulars, edition):
            return self._medicines.warnings(edition.titles, edition.language, particulars)
        return check_medicine(edition.medicine, particulars)

    def _held_edition(self, order: LeafletOrder) -> Edition | None:
        language, today = order.language or self.settings.language, self.settings.clock.today()
        if held := self._editions.get((order.monograph, language, today)):
            return held  # a name leads to its monograph before any title does
        name = self._medicines.known_name(order.monograph, language)
        return self._editions.get((name, language, today)) if name else None

    def _read(self, name: str, language: str, library: Library) -> pipeline.Reading:
        settings = self.settings
        return pipeline.read(
            name, language=language, folder=library, today=settings.clock.today(),
            approved_only=settings.approved_only,
        )  # fmt: skip

    def _particulars(self, order: LeafletOrder, edition: Edition, compared: str) -> Particulars:
        """Return the checked particulars of an order, if any. Raises ParticularsError."""
        values, language = order.particulars, edition.language
        if DIRECTIONS_NUMBER in values:
            values = with_standard_directions(
                values, lambda: DirectionsWriter(self.files.library(), language)
            )
        return Particulars.from_mapping(
            values, language=language, place=REQUEST, monograph=compared
        )

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
            edition.name, edition.language,
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
            body, reads = self.files.make(partial(make_body, key, self.settings))
            self._bodies.put(key, body, reads)
            return body

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
        reading = self._read(edition.name, edition.language, library)
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


def _is_to_be_compared(particulars: Particulars, edition: Edition) -> bool:
    """Return whether there is a product that was not compared with the medicine."""
    return "product" in particulars.values and particulars.monograph != edition.name


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
    content = body.content
    if body.frozen is not None:
        try:
            content = body.frozen.stamp(particulars)
        except (DoesNotFit, MissingGlyph, UsageError):
            return None
    if not content or body.metadata is None:
        return None
    return RenderedLeaflet(
        content=content, form="pdf", monograph=edition.name, edition=edition.number,
        language=edition.language, layout=key.layout, status=edition.status,
        identifier=body.metadata.identifier, pages=body.pages, is_personal=bool(particulars),
        warnings=(*edition.warnings, *particulars.warnings, *warnings), metadata=body.metadata,
        particulars=particulars or None,
    )  # fmt: skip
