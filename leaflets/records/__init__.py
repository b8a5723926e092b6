"""Who was given which leaflet: attachments to dispense records, byte for byte.

In come the bytes of a leaflet, the identity printed in it, and the dispense. Out comes an
`Attachment` in a `Store` (SQLite, PostgreSQL or a folder) whose log shows every later change. SQL
is written nowhere else.
"""

from .identity import attachment_of, identity_in, identity_of
from .model import HANDOVERS, Attachment, Handover, Identity, Override
from .store import GROUP, Attached, Entry, Finding, Orphan, Refused, Store

__all__ = [
    "GROUP", "HANDOVERS", "Attached", "Attachment", "Entry", "Finding", "Handover", "Identity",
    "Orphan", "Override", "Refused", "Store", "attachment_of", "identity_in", "identity_of",
]  # fmt: skip
