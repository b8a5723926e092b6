"""Handovers of a leaflet after it was attached, as entries of the log of their own.

What an attachment says of its handover is never changed. A patient who first declined a leaflet and
came back for it, or got it by mail later, is told by a later entry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from ..base.errors import NotFoundError
from .errors import damaged_store
from .identity import check_fields
from .model import LaterHandover
from .store import LogEntry, Store

__all__ = ["HANDED_OVER", "add_handover", "handovers_in"]

HANDED_OVER: Final = "handed-over"  # the act of the entry


def add_handover(
    store: Store, handover: LaterHandover, append: Callable[[str, dict[str, Any]], None]
) -> bool:
    """Add a handover to the log of a store; see `Store.hand_over`. The caller excludes writers.

    append: adds an entry, by its act and what it says.
    """
    attachments = store.attachments(dispense=handover.dispense)
    attached = next((one for one in attachments if one.sha256 == handover.sha256), None)
    if attached is None:
        message = "That leaflet is not attached to the dispense. Nothing was recorded."
        raise NotFoundError(message, "See 'leaflets records list'.", code="R708")
    check_fields(replace(attached, how=handover.how, when=handover.when, by=handover.by))
    earlier = store.handovers(handover.dispense)
    forms = [attached.how, *(one.how for one in earlier if one.sha256 == handover.sha256)]
    if forms[-1] == handover.how:
        return False
    append(HANDED_OVER, _text(handover))
    return True


def _text(handover: LaterHandover) -> dict[str, Any]:
    """Return what an entry of the log says.

    The keys differ from those of attachments, as which older programs would read the entry.
    """
    return {
        "by": handover.by, "for": handover.dispense, "how": handover.how, "pdf": handover.sha256,
        "when": handover.when,
    }  # fmt: skip


def handovers_in(entries: Iterable[LogEntry], dispense: str | None) -> Iterator[LaterHandover]:
    """Yield the handovers among entries of a log. dispense: None: of all.

    Raises StoreError R703 for an entry that is none.
    """
    for entry in entries:
        if entry.act == HANDED_OVER:
            handover = _handover(entry)
            if dispense in (None, handover.dispense):
                yield handover


def _handover(entry: LogEntry) -> LaterHandover:
    try:
        says = json.loads(entry.says)
        return LaterHandover(
            dispense=says["for"], sha256=says["pdf"], how=says["how"], when=says["when"],
            by=says["by"],
        )  # fmt: skip
    except (ValueError, TypeError, KeyError):
        raise damaged_store(f"Entry {entry.number} of the log is not a handover.") from None
