"""Attachments as lines for the next program, streamed: CSV or JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from .. import console

if TYPE_CHECKING:
    from ...records import Attachment

COLUMNS: Final = (
    "dispense", "patient", "prescription", "products", "monograph", "edition", "language",
    "layout", "profile", "status", "when", "by", "to", "how", "particulars", "overrides",
    "sha256", "replaces",
)  # fmt: skip
FIRST: Final = 1  # lines that are printed together: soon at first, then many
MOST: Final = 500


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


def tell(found: Iterable[Attachment], form: str) -> int:
    """Print them as they come; how many there were."""
    from ...records.model import canonical_json

    lines = map(canonical_json, found) if form == "jsonl" else table(found)
    told, many = iter(lines), FIRST
    count = 0
    while some := list(islice(told, many)):
        console.say("\n".join(some))
        count += len(some)
        many = min(many * 10, MOST)
    return count if form == "jsonl" else count - 1


def table(found: Iterable[Attachment]) -> Iterable[str]:
    """A heading, then a row for each."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="")

    def row(values: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(values)
        return buffer.getvalue()

    yield row(COLUMNS)
    for each in found:
        yield row(cell(each, name) for name in COLUMNS)


def cell(attachment: Attachment, name: str) -> str:
    """A field as text; several values are joined with a semicolon."""
    if name == "overrides":
        return "; ".join(f"{each.code}: {each.reason}" for each in attachment.overrides)
    value = getattr(attachment if hasattr(attachment, name) else attachment.leaflet, name)
    return "; ".join(value) if isinstance(value, tuple) else str(value)
