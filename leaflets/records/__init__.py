"""Who was given which leaflet: attachments to dispense records, byte for byte.

In come the bytes of a leaflet, the identity printed in it, and the dispense. Out comes an
`Attachment` in a `Store` (SQLite, PostgreSQL or a folder) whose log shows every later change. SQL
is written nowhere else.
"""

from .identity import attachment_of, identity_in, identity_of
from .model import HANDOVERS, Attachment, Handover, LeafletIdentity, Override
from .store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding

__all__ = [
    "GROUP",
    "HANDOVERS",
    "Attached",
    "Attachment",
    "Handover",
    "LeafletIdentity",
    "LogEntry",
    "Orphan",
    "Override",
    "Refused",
    "Store",
    "StoreFinding",
    "attachment_of",
    "identity_in",
    "identity_of",
]  # fmt: skip
