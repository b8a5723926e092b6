"""Which leaflet is wanted of the service, and the leaflet as made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from ..base.errors import Fault
from ..content.particulars import Particulars
from ..pdf.metadata import Metadata

__all__ = ["Form", "LeafletOrder", "RenderedLeaflet"]

Form = Literal["pdf", "text", "html"]


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


class RenderedLeaflet(Struct, frozen=True, kw_only=True):
    """A leaflet as made. content: a PDF, or in UTF-8 a text or a page. pages: of a PDF; else 0.

    metadata: of a PDF; else None. particulars: of the patient. warnings: what is doubtful in the
    monograph and in the particulars.
    """

    content: bytes
    form: Form
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
