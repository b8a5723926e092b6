"""Records: which leaflet was attached to which dispense, with the exact bytes of its PDF.

In come a PDF, the identity of its leaflet and the identifier of a dispense. Out comes an
`Attachment` in a `Store` (SQLite, PostgreSQL or a folder), whose log of chained digests reveals
later changes. `recall` searches it. SQL is written in this room only. `exchange.open_store` opens a
store by its address.
"""

from .identity import attachment_of, check_approved, identity_in, identity_of
from .model import HANDOVERS, Attachment, Handover, LaterHandover, LeafletIdentity, Override
from .search import Recalled, recall
from .store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding

__all__ = [
    "GROUP", "HANDOVERS", "Attached", "Attachment", "Handover", "LaterHandover", "LeafletIdentity",
    "LogEntry", "Orphan", "Override", "Recalled", "Refused", "Store", "StoreFinding",
    "attachment_of", "check_approved", "identity_in", "identity_of", "recall",
]  # fmt: skip
