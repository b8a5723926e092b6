"""What a batch is made of: requests, the bodies that they share, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from ..base.errors import LeafletsError, Place
from ..content.particulars.reading import checked

if TYPE_CHECKING:
    from pathlib import Path

    from ..content.particulars import Particulars
    from ..content.pharmacy.model import Pharmacy
    from ..exchange.fhir.reading import Product

__all__ = ["Asked", "Key", "Made", "Request", "Row", "Setup", "Sync"]

Sync = Literal["each", "group", "none"]
"""each: every file is on the disk before the next one begins. group: every thousand or so. none:
whenever the system likes."""


class Key(NamedTuple):
    """All that the body of a leaflet depends on, besides the setup of the batch."""

    monograph: str
    layout: str
    language: str
    profile: str


class Row(NamedTuple):
    """A request as it was written. line: where it begins in its file, from 1.

    product: the medicine, where another system names it by codes and by words of its own.
    """

    line: int
    cells: dict[str, object]
    product: Product | None = None

    def __repr__(self) -> str:
        return f"Row({self.line})"  # the cells may name a patient


class Request(NamedTuple):
    """A request that can be met. identifier: what its file is called. line: in the requests."""

    line: int
    identifier: str
    key: Key
    particulars: Particulars | None = None

    def __repr__(self) -> str:
        return f"Request({self.line})"


class Asked(NamedTuple):
    """A request with its particulars as they were written; who makes the leaflet judges them."""

    line: int
    identifier: str
    key: Key
    told: dict[str, str]

    def __repr__(self) -> str:
        return f"Asked({self.line})"

    def judged(self, file: str = "") -> Request:
        """The request. file: as messages name it. Raises ParticularsError."""
        about = None
        if self.told:
            place = Place(file, self.line)
            about = checked(self.told, self.key.language, place)
        return Request(self.line, self.identifier, self.key, about or None)


class Setup(Struct, frozen=True):
    """What holds for all leaflets of a batch, and what workers need to make any.

    folder: a pharmacy's own library. date: ISO, on every leaflet; None: the edition's. pharmacy: at
    the head of every leaflet.
    """

    folder: Path | None = None
    date: str | None = None
    pharmacy: Pharmacy | None = None


class Made(NamedTuple):
    """What became of one request: a leaflet, or an error.

    file: as the manifest tells it. pages, size: 0 where there is none. page: where it begins in a
    file that holds several, from 1.
    """

    request: Request
    file: str
    sha256: str = ""
    size: int = 0
    pages: int = 0
    edition: str = ""
    error: LeafletsError | None = None
    page: int = 0
