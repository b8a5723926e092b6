"""Who was given it: leaflets attached to dispensing records, byte for byte."""

from .identity import attachment_of, identity_in, identity_of
from .model import HANDOVERS, Attachment, Handover, Identity, Override
from .opening import open_store
from .store import GROUP, Attached, Entry, Finding, Orphan, Refused, Store

__all__ = [
    "GROUP", "HANDOVERS", "Attached", "Attachment", "Entry", "Finding", "Handover", "Identity",
    "Orphan", "Override", "Refused", "Store", "attachment_of", "identity_in", "identity_of",
    "open_store",
]  # fmt: skip
