"""The date on a leaflet: as asked for, never the clock's; and now, for what is recorded."""

from __future__ import annotations

import os
import re
from typing import Final

from ..base.errors import UsageError

VARIABLE: Final = "SOURCE_DATE_EPOCH"
FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def chosen_date(given: str | None) -> str | None:
    """--date, else SOURCE_DATE_EPOCH, else None: the edition's."""
    if given is not None:
        return checked(given)
    seconds = os.environ.get(VARIABLE)
    return of_epoch(seconds) if seconds else None


def checked(given: str) -> str:
    """A day that is in the calendar."""
    import datetime

    try:
        if FORM.match(given):
            return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise UsageError(f"'{given}' is not a day of the calendar.", "Write --date as 2026-11-30.")


def of_epoch(seconds: str) -> str:
    """The day, in UTC, of a number of seconds since 1970."""
    import time

    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(seconds)))
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"{VARIABLE} is '{seconds}', which is not a number of seconds.",
            "Unset it, or use --date.",
        ) from None


def now() -> str:
    """This moment, by the clock of this machine, with its zone; for records, never for leaflets."""
    import datetime

    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
