"""The date on a leaflet, which is never the clock's; the present time, and the day of today."""

from __future__ import annotations

import datetime
import os
import re
import time
from typing import Final

from ..base.errors import UsageError

VARIABLE: Final = "SOURCE_DATE_EPOCH"
FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def leaflet_date(option: str | None) -> str | None:
    """Return the date to print, in ISO form: --date, else SOURCE_DATE_EPOCH.

    None stands for the date of the edition. Raises UsageError.
    """
    if option is not None:
        return calendar_day(option)
    seconds = os.environ.get(VARIABLE)
    return day_of_epoch(seconds) if seconds else None


def calendar_day(text: str) -> str:
    """Return the text if it is a day of the calendar in ISO form. Raises UsageError."""
    try:
        if FORM.match(text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UsageError(f"'{text}' is not a day of the calendar.", "Write --date as 2026-11-30.")


def day_of_epoch(seconds: str) -> str:
    """Return the day, in UTC, of a number of seconds since 1970. Raises UsageError."""
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(seconds)))
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"{VARIABLE} is '{seconds}', which is not a number of seconds.",
            "Unset it, or use --date.",
        ) from None


def now() -> str:
    """Return the time by this machine's clock, with its zone; for records, never for leaflets."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> str:
    """Return the day by this machine's clock, in ISO form: no review may be of a later one."""
    return datetime.date.today().isoformat()


def timestamp() -> int:
    """Return the time by this machine's clock, in nanoseconds since 1970; to compare with files."""
    return time.time_ns()
