"""The shorthand 1-0-1 as amounts by time of the day, where a pharmacy asks for a grid of them.

Four amounts are those of the morning, noon, evening and bedtime, as on the German medication plan.
Of three, the last is the evening's; elsewhere it may be meant for bedtime, so that is doubtful.
"""

from __future__ import annotations

import re
from typing import Final

from ...base.errors import Fault, Place

__all__ = ["amounts_by_time", "day_times_doubt", "day_times_fault"]

TIMES: Final = ("morning", "noon", "evening", "bedtime")
# compiled where a pharmacy asks for a grid, and not in every render
BETWEEN: Final = r"\s?[-‐‑–—−]\s?"
NOTHING: Final = "0"
AMOUNT: Final = (
    r"(?:0|(?:[1-9]\d{0,2})(?:[.,]\d{1,2}| ?[¼½¾])?|0[.,]\d{1,2}|[¼½¾])(?: [^\W\d_][^\d-]{0,30})?\Z"
)


def amounts_by_time(text: str) -> dict[str, str]:
    """Return the amount for each time of the day, "0" for nothing; nothing if it cannot be read."""
    amounts = re.split(BETWEEN, text)
    if len(amounts) not in (3, 4) or not all(re.match(AMOUNT, amount) for amount in amounts):
        return {}
    amounts = [NOTHING if amount.split(" ")[0] == NOTHING else amount for amount in amounts]
    return dict(zip(TIMES, amounts, strict=False)) if set(amounts) != {NOTHING} else {}


def day_times_fault(text: str, place: Place) -> Fault | None:
    """Return what is wrong with amounts by time of the day."""
    if amounts_by_time(text):
        return None
    message = "'day-times' is not three or four amounts, with hyphens between them."
    hint = (
        "Write how much in the morning, at noon, in the evening and at bedtime, as in 1-0-1-0 or "
        "1 tablet-0-1 tablet-0."
    )
    return Fault("A205", place, message, hint)


def day_times_doubt(text: str, place: Place) -> Fault | None:
    """Return what is doubtful in sound amounts by time of the day."""
    if len(amounts_by_time(text)) == len(TIMES):
        return None
    message = "Three amounts in 'day-times' are printed for the morning, noon and the evening."
    return Fault("A296", place, message, "If the last is for bedtime, write 1-0-0-1.")
