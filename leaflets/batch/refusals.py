"""The requests of a batch that are refused: on which lines they stand, and why.

Nothing here holds a cell of a request, so that its temporary file names no patient. Ten million
lines take little more than a megabyte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from heapq import merge
from itertools import groupby
from typing import IO, Final

from ..base.errors import Fault, RequestsError
from ..base.files.groups import temporary_file
from .model import Request, UncheckedRequest

__all__ = ["Refusals", "line_of"]

REPORTED_FAULTS: Final = 100  # faults; nobody reads on


Item = Request | UncheckedRequest | Fault


def line_of(item: Item) -> int:
    """Return the line on which a request or a fault stands."""
    return item.place.line if isinstance(item, Fault) else item.line


class Refusals:
    """Lines that are refused, each for one reason or several.

    line_count: how many there are. fault_count: reasons in all. first: those to be reported.
    """

    def __init__(self) -> None:
        self.line_count = self.fault_count = 0
        self.first: list[Fault] = []
        self._lines = bytearray()  # one bit a line
        self._reasons: IO[bytes] | None = None
        self._late: list[tuple[int, str]] = []

    def add(self, fault: Fault, *, late: bool = False) -> None:
        """Refuse the line of a fault. late: faults of later lines were added before."""
        self.fault_count += 1
        line = fault.place.line
        if line not in self:
            self.line_count += 1
            self._mark(line)
        if len(self.first) < REPORTED_FAULTS:
            self.first.append(fault)
        path = f"{fault.place.path}: " if fault.place.path else ""
        reason = (line, f"{path}{fault.code} {fault.says} {fault.hint}".rstrip())
        if late:
            self._late.append(reason)
        else:
            self._reasons = self._reasons or temporary_file()
            self._reasons.write(json.dumps(reason).encode() + b"\n")

    def sound_requests(self, items: list[Item]) -> list[Request | UncheckedRequest]:
        """Return the requests of one line; if one of them is at fault, the line is refused."""
        requests = [item for item in items if not isinstance(item, Fault)]
        if len(requests) == len(items):
            return requests
        for item in items:
            if isinstance(item, Fault):
                self.add(item)
        return []

    def _mark(self, line: int) -> None:
        index, bit = divmod(line, 8)
        if missing_bytes := index + 1 - len(self._lines):
            self._lines.extend(bytes(max(missing_bytes, 0)))
        self._lines[index] |= 1 << bit

    def __contains__(self, line: int) -> bool:
        index, bit = divmod(line, 8)
        return index < len(self._lines) and bool(self._lines[index] >> bit & 1)

    def __bool__(self) -> bool:
        return bool(self.line_count)

    def error(self, sound: int) -> RequestsError:
        """Return the error for all faults. sound: how many requests could be met."""
        return RequestsError(self.first, more=self.fault_count - len(self.first), sound=sound)

    def reasons(self) -> Iterator[tuple[int, str]]:
        """Yield each refused line with why it is refused, in their order."""
        all_reasons = merge(self._early(), sorted(self._late))
        for line, reasons in groupby(all_reasons, key=lambda reason: reason[0]):
            yield line, " ".join(dict.fromkeys(why for _, why in reasons))

    def _early(self) -> Iterator[tuple[int, str]]:
        if self._reasons is None:
            return
        self._reasons.seek(0)
        for text in self._reasons:
            line, why = json.loads(text)
            yield line, why

    def sha256(self) -> str:
        """Return the SHA-256 of the numbers of the lines, in hexadecimal."""
        return sha256(self._lines).hexdigest()
