"""Medicine monographs to patient leaflets, along one straight line of five verbs.

    import leaflets

    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    leaflets.write(leaflets.typeset(leaflet), "acetylcysteine.pdf")

read, compose, typeset, write, attach: plain functions from values to values; only the last two
touch a disk. Whatever goes wrong on purpose is a LeafletsError. Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Bug as Bug
    from .errors import DispenseError as DispenseError
    from .errors import DoesNotFit as DoesNotFit
    from .errors import Fault as Fault
    from .errors import FontFault as FontFault
    from .errors import JsonError as JsonError
    from .errors import LayoutError as LayoutError
    from .errors import LeafletsError as LeafletsError
    from .errors import MissingGlyph as MissingGlyph
    from .errors import MonographError as MonographError
    from .errors import NoSheet as NoSheet
    from .errors import NotFoundError as NotFoundError
    from .errors import ParticularsError as ParticularsError
    from .errors import PharmacyError as PharmacyError
    from .errors import Place as Place
    from .errors import ProfileError as ProfileError
    from .errors import RequestsError as RequestsError
    from .errors import SourceError as SourceError
    from .errors import StoreError as StoreError
    from .errors import TooBig as TooBig
    from .errors import TooSlow as TooSlow
    from .errors import TooSmall as TooSmall
    from .errors import TypesetError as TypesetError
    from .errors import UsageError as UsageError
    from .errors import VocabularyError as VocabularyError
    from .errors import WordingError as WordingError
    from .errors import WriteError as WriteError
    from .freezing import freeze as freeze
    from .layout.model import Layout as Layout
    from .layout.scaling import Minimum as Minimum
    from .leaflet.model import Leaflet as Leaflet
    from .monograph.model import Monograph as Monograph
    from .particulars import Particulars as Particulars
    from .records import Attached as Attached
    from .records import Attachment as Attachment
    from .records import Override as Override
    from .records import Refused as Refused
    from .records import Store as Store
    from .records import attachment_of as attachment_of
    from .records import identity_in as identity_in
    from .records import identity_of as identity_of
    from .records import open_store as open_store
    from .typesetting import Typeset as Typeset
    from .typesetting.frozen import Frozen as Frozen
    from .verbs import Reading as Reading
    from .verbs import attach as attach
    from .verbs import compose as compose
    from .verbs import read as read
    from .verbs import typeset as typeset
    from .verbs import write as write

_ERRORS = (
    "Bug", "DispenseError", "DoesNotFit", "Fault", "FontFault", "JsonError", "LayoutError",
    "LeafletsError", "MissingGlyph", "MonographError", "NoSheet", "NotFoundError",
    "ParticularsError", "PharmacyError", "Place", "ProfileError", "RequestsError", "SourceError",
    "StoreError", "TooBig", "TooSlow", "TooSmall", "TypesetError", "UsageError", "VocabularyError",
    "WordingError", "WriteError",
)  # fmt: skip
_RECORDS = (
    "Attached", "Attachment", "Override", "Refused", "Store", "attachment_of", "identity_in",
    "identity_of", "open_store",
)  # fmt: skip
_HOMES = {
    "read": "verbs", "compose": "verbs", "typeset": "verbs", "write": "verbs", "attach": "verbs",
    "freeze": "freezing", "Frozen": "typesetting.frozen",
    "Reading": "verbs", "Monograph": "monograph.model", "Leaflet": "leaflet.model",
    "Layout": "layout.model", "Minimum": "layout.scaling", "Typeset": "typesetting",
    "Particulars": "particulars",
    **dict.fromkeys(_RECORDS, "records"), **dict.fromkeys(_ERRORS, "errors"),
}  # fmt: skip

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'leaflets' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return __all__
