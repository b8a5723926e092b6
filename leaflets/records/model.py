"""What is recorded when a leaflet is handed over."""

from __future__ import annotations

from ..record import record


@record
class Attachment:
    """One leaflet attached to one dispensing record.

    dispense: identifier of the record, as the dispensing system writes it. sha256, size: of the
    PDF. when: ISO date and time, by: who attached it; both as the caller gave them. is_new: False
    when the same leaflet was attached to the same record before; then `when` and `by` are of then.
    """

    dispense: str
    sha256: str
    size: int
    when: str
    by: str
    is_new: bool = True
