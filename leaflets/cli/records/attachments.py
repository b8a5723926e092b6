"""Print attachments as CSV, for the next program, as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...content.library import printable
from .. import console

if TYPE_CHECKING:
    from ...records import Attachment

__all__ = ["cell", "counted", "note_monographs", "say_table"]

COLUMNS: Final = (
    "dispense", "patient", "encounter", "prescription", "products", "lots", "monograph", "edition",
    "language", "layout", "profile", "status", "when", "by", "to", "how", "particulars",
    "overrides", "sha256", "replaces",
)  # fmt: skip


def say_table(attachments: Iterable[Attachment]) -> None:
    """Print a heading, then a row of CSV for each attachment."""
    console.say_lines(_csv_lines(attachments))


def _csv_lines(attachments: Iterable[Attachment]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="")

    def row(values: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(values)
        return buffer.getvalue()

    yield row(COLUMNS)
    for attachment in attachments:
        yield row(cell(attachment, name) for name in COLUMNS)


def note_monographs(name: str | None, monographs: tuple[str | None, ...]) -> None:
    """Note which monographs a name stands for, unless it is just the name of one."""
    if name is not None and monographs != (name,):
        console.note(f"'{printable(name)}' stands for: {', '.join(filter(None, monographs))}.")


def cell(attachment: Attachment, name: str) -> str:
    """Return a field as text; several values are joined with semicolons."""
    if name == "overrides":
        return "; ".join(f"{rule.code}: {rule.reason}" for rule in attachment.overrides)
    value = getattr(attachment if hasattr(attachment, name) else attachment.leaflet, name)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, such as `1 attachment`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
