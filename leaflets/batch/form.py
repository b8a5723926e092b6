"""The form of a file of requests, where it cannot be seen from the file itself."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

__all__ = ["DATE_ORDERS", "DEFAULT_FORM", "ENCODINGS", "DateOrder", "RequestForm"]

DateOrder = Literal["dmy", "mdy"]
"""Which number of 24/11/2026 comes first: the day or the month."""

DATE_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
ENCODINGS: Final = (
    "utf-8", "utf-16", *(f"windows-125{digit}" for digit in range(9)), "iso-8859-15", "mac-roman",
)  # fmt: skip


class RequestForm(Struct, frozen=True):
    """What a person states about a file of requests; none of it is ever guessed.

    encoding: one of ENCODINGS; None: UTF-8, or UTF-16 if the file begins with its mark. dates: the
    order of the numbers in dates such as 24/11/2026; None: such dates are refused. names: pairs of
    a column's name in the file and our name for it. ignored: columns that are not read.
    identifier_length: characters of every identifier; None: not checked. any_status: also meet
    records in FHIR that were stopped, not performed or entered in error.
    """

    encoding: str | None = None
    dates: DateOrder | None = None
    names: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    identifier_length: int | None = None
    any_status: bool = False


DEFAULT_FORM: Final = RequestForm()
