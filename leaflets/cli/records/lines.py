"""Print attachments as CSV or JSON Lines, for the next program, as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from .. import console

if TYPE_CHECKING:
    from ...records import Attachment

COLUMNS: Final = (
    "dispense", "patient", "prescription", "products", "lots", "monograph", "edition",
    "language", "layout", "profile", "status", "when", "by", "to", "how", "particulars",
    "overrides", "sha256", "replaces",
)  # fmt: skip
# lines that are printed together: the first at once, later ones in larger groups
FIRST_GROUP: Final = 1
LARGEST_GROUP: Final = 500


def form_option() -> Callable[[Any], Any]:
    """--as."""
    return click.option(
        "--as",
        "form",
        type=click.Choice(["csv", "jsonl"]),
        default="csv",
        show_default=True,
        help="A table with a heading, or one JSON object a line with everything.",
    )


def show_attachments(attachments: Iterable[Attachment], form: str) -> int:
    """Print attachments as they come, and return their number. form: csv or jsonl."""
    from ...records.model import canonical_json

    lines = iter(map(canonical_json, attachments) if form == "jsonl" else csv_lines(attachments))
    size, count = FIRST_GROUP, 0
    while group := list(islice(lines, size)):
        console.say("\n".join(group))
        count += len(group)
        size = min(size * 10, LARGEST_GROUP)
    return count if form == "jsonl" else count - 1


def csv_lines(attachments: Iterable[Attachment]) -> Iterable[str]:
    """Yield a heading, then a row for each attachment."""
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


def cell(attachment: Attachment, name: str) -> str:
    """Return a field as text; several values are joined with semicolons."""
    if name == "overrides":
        return "; ".join(f"{rule.code}: {rule.reason}" for rule in attachment.overrides)
    value = getattr(attachment if hasattr(attachment, name) else attachment.leaflet, name)
    return "; ".join(value) if isinstance(value, tuple) else str(value)
