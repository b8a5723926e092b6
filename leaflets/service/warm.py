"""What the service holds between requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from .. import pipeline
from ..base.errors import Fault, Place
from ..content.library import Library
from ..content.particulars import Particulars
from ..leaflet.plain import plain
from ..pdf.metadata import Metadata
from .settings import ServiceSettings

__all__ = ["LeafletOrder", "Product", "WarmState"]

REQUEST = Place("request")


class LeafletOrder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which leaflet is wanted; what is None is as the service was started.

    monograph: a name, title or synonym. particulars: of one patient, by field.
    """

    monograph: str
    language: str | None = None
    layout: str | None = None
    profile: str | None = None
    pharmacy: str | None = None
    route: str | None = None
    use: str | None = None
    summary: bool = False
    particulars: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"LeafletOrder({self.monograph!r})"


class Product(Struct, frozen=True, kw_only=True):
    """A leaflet as made. content: a PDF, or a text in UTF-8. pages: of a PDF; else 0.

    metadata: of a PDF; else None. particulars: of the patient. warnings: what is doubtful in the
    monograph and in the particulars.
    """

    content: bytes
    form: Literal["pdf", "text"]
    monograph: str
    edition: str
    language: str
    layout: str
    status: str
    identifier: str
    pages: int
    is_personal: bool
    warnings: tuple[Fault, ...]
    metadata: Metadata | None = None
    particulars: Particulars | None = None


class WarmState:
    """Makes leaflets from a library that may change on the disk between requests."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings

    def make(
        self, order: LeafletOrder, form: Literal["pdf", "text"] = "pdf", *, compared: str = ""
    ) -> Product:
        """Make a leaflet. Raises what the five verbs raise. It may take a while.

        compared: the name of the monograph with which the product was compared before, or nothing.
        """
        settings = self.settings
        reading = pipeline.read(
            order.monograph, language=order.language or settings.language, folder=settings.folder,
            today=settings.clock.today(), approved_only=settings.approved_only,
        )  # fmt: skip
        particulars, warnings = self._particulars(order, reading, compared)
        leaflet = pipeline.compose(
            reading, date=settings.date, profile=order.profile or settings.profile,
            particulars=particulars, pharmacy=order.pharmacy or settings.pharmacy,
            summary=order.summary, route=order.route, use=order.use,
        )  # fmt: skip
        layout, pages, identifier = order.layout or settings.layout, 0, leaflet.identifier
        metadata = None
        if form == "text":
            content = (plain(leaflet).rstrip("\n") + "\n").encode()
        else:
            typeset = pipeline.typeset(leaflet, layout, folder=settings.folder)
            content, pages = typeset.pdf, typeset.pages
            metadata = typeset.metadata
            identifier = metadata.identifier
        return Product(
            content=content, form=form, monograph=reading.name, edition=leaflet.edition,
            language=leaflet.language, layout=layout, status=leaflet.status,
            identifier=identifier, pages=pages, is_personal=bool(particulars),
            warnings=(*reading.warnings, *warnings), metadata=metadata, particulars=particulars,
        )  # fmt: skip

    def count_monographs(self) -> int:
        """Return how many monographs there are. Raises NotFoundError."""
        return len(Library(self.settings.folder).names())

    def _particulars(
        self, order: LeafletOrder, reading: pipeline.Reading, compared: str
    ) -> tuple[Particulars | None, tuple[Fault, ...]]:
        language = str(reading.monograph.language)
        particulars = Particulars.from_mapping(
            order.particulars, language=language, place=REQUEST, monograph=compared
        )
        if not particulars:
            return None, ()
        warnings = pipeline.check_particulars(reading, particulars)
        return particulars, (*particulars.warnings, *warnings)
