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
    from .base.errors import Bug as Bug
    from .base.errors import DispenseError as DispenseError
    from .base.errors import DocumentError as DocumentError
    from .base.errors import DoesNotFit as DoesNotFit
    from .base.errors import Fault as Fault
    from .base.errors import FontFault as FontFault
    from .base.errors import JsonError as JsonError
    from .base.errors import LayoutError as LayoutError
    from .base.errors import LeafletsError as LeafletsError
    from .base.errors import MissingGlyph as MissingGlyph
    from .base.errors import MonographError as MonographError
    from .base.errors import NoSheet as NoSheet
    from .base.errors import NotFoundError as NotFoundError
    from .base.errors import ParticularsError as ParticularsError
    from .base.errors import PharmacyError as PharmacyError
    from .base.errors import Place as Place
    from .base.errors import ProfileError as ProfileError
    from .base.errors import RequestsError as RequestsError
    from .base.errors import SettingsError as SettingsError
    from .base.errors import SourceError as SourceError
    from .base.errors import StoreError as StoreError
    from .base.errors import TooBig as TooBig
    from .base.errors import TooSlow as TooSlow
    from .base.errors import TooSmall as TooSmall
    from .base.errors import TypesetError as TypesetError
    from .base.errors import UsageError as UsageError
    from .base.errors import VocabularyError as VocabularyError
    from .base.errors import WordingError as WordingError
    from .base.errors import WriteError as WriteError
    from .base.errors import XmlError as XmlError
    from .braille import brf as brf
    from .content.library import Library as Library
    from .content.monograph.model import Monograph as Monograph
    from .content.monograph.reading import Reading as Reading
    from .content.particulars import Particulars as Particulars
    from .content.pharmacy.model import Pharmacy as Pharmacy
    from .content.profile.model import ProfileRef as ProfileRef
    from .exchange.open_store import open_store as open_store
    from .html import html_page as html_page
    from .layout.model import Layout as Layout
    from .layout.scaling import Minimum as Minimum
    from .leaflet.bilingual import in_two_languages as in_two_languages
    from .leaflet.model import Leaflet as Leaflet
    from .pdf.metadata import Metadata as Metadata
    from .pipeline import attach as attach
    from .pipeline import check_particulars as check_particulars
    from .pipeline import compose as compose
    from .pipeline import freeze as freeze
    from .pipeline import read as read
    from .pipeline import read_pharmacy as read_pharmacy
    from .pipeline import read_profile as read_profile
    from .pipeline import typeset as typeset
    from .pipeline import write as write
    from .records import Attached as Attached
    from .records import Attachment as Attachment
    from .records import LeafletIdentity as LeafletIdentity
    from .records import LogEntry as LogEntry
    from .records import Orphan as Orphan
    from .records import Override as Override
    from .records import Recalled as Recalled
    from .records import Refused as Refused
    from .records import Store as Store
    from .records import StoreFinding as StoreFinding
    from .records import attachment_of as attachment_of
    from .records import identity_in as identity_in
    from .records import identity_of as identity_of
    from .records import recall as recall
    from .speech import ssml as ssml
    from .stamping.frozen import Frozen as Frozen
    from .typesetting import Typeset as Typeset

_ERRORS = (
    "Bug", "DispenseError", "DocumentError", "DoesNotFit", "Fault", "FontFault", "JsonError",
    "LayoutError", "LeafletsError", "MissingGlyph", "MonographError", "NoSheet", "NotFoundError",
    "ParticularsError", "PharmacyError", "Place", "ProfileError", "RequestsError",
    "SettingsError", "SourceError", "StoreError", "TooBig", "TooSlow", "TooSmall", "TypesetError",
    "UsageError", "VocabularyError", "WordingError", "WriteError", "XmlError",
)  # fmt: skip
_RECORDS = (
    "Attached", "Attachment", "LeafletIdentity", "LogEntry", "Orphan", "Override", "Recalled",
    "Refused", "Store", "StoreFinding", "attachment_of", "identity_in", "identity_of", "recall",
)  # fmt: skip
_VERBS = (
    "read", "compose", "typeset", "write", "attach", "freeze",
    "check_particulars", "read_pharmacy", "read_profile",
)  # fmt: skip
_HOMES = {
    **dict.fromkeys(_VERBS, "pipeline"),
    "open_store": "exchange.open_store", "Frozen": "stamping.frozen",
    "html_page": "html", "ssml": "speech", "brf": "braille",
    "Reading": "content.monograph.reading", "Monograph": "content.monograph.model",
    "Leaflet": "leaflet.model", "in_two_languages": "leaflet.bilingual",
    "Layout": "layout.model", "Minimum": "layout.scaling", "Typeset": "typesetting",
    "Particulars": "content.particulars", "Pharmacy": "content.pharmacy.model",
    "ProfileRef": "content.profile.model", "Metadata": "pdf.metadata", "Library": "content.library",
    **dict.fromkeys(_RECORDS, "records"), **dict.fromkeys(_ERRORS, "base.errors"),
}  # fmt: skip

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'leaflets' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
