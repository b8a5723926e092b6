"""Which attachments a store is asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from .model import Attachment

__all__ = ["TEXT_FILTERS", "Filters", "is_within", "matches", "times_of_days"]

TEXT_FILTERS: Final = ("dispense", "monograph", "edition", "patient", "prescription")


class Filters(TypedDict, total=False):
    """What attachments must have; what is absent or None matches everything.

    dispense, monograph, edition, patient, prescription: exactly these texts. products: one of these
    lists of codes, exactly as recorded. since, until: days, both included, of the clock where the
    leaflet was attached.
    """

    dispense: str | None
    monograph: str | None
    edition: str | None
    patient: str | None
    prescription: str | None
    products: Collection[tuple[str, ...]] | None
    since: date | None
    until: date | None


def matches(attachment: Attachment, filters: Filters) -> bool:
    """Return whether an attachment has what is asked for."""
    values = {
        "dispense": attachment.dispense,
        "monograph": attachment.leaflet.monograph,
        "edition": attachment.leaflet.edition,
        "patient": attachment.patient,
        "prescription": attachment.prescription,
    }
    products = filters.get("products")
    return (
        all(filters.get(name) in (None, value) for name, value in values.items())
        and (products is None or attachment.products in products)
        and is_within(attachment.when, filters.get("since"), filters.get("until"))
    )


def is_within(when: str, since: date | None, until: date | None) -> bool:
    """Return whether a time is on one of the days from since to until."""
    if since is None and until is None:
        return True
    day = datetime.fromisoformat(when).date()
    return (since or day) <= day <= (until or day)


def times_of_days(filters: Filters) -> list[str]:
    """Return the first time of the days, and the first one after them, as texts; [] for all days.

    Times of attachments begin with their day, so texts are in the order of days.
    """
    since, until = filters.get("since"), filters.get("until")
    if since is None and until is None:
        return []
    end = (until + timedelta(days=1)).isoformat() if until and until < date.max else "~"
    return [since.isoformat() if since else "", end]
