"""A minimal valid monograph and pharmacy, and functions that vary and read them."""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from pathlib import Path

from leaflets.base.errors import Fault, MonographError
from leaflets.content.library import Library
from leaflets.content.monograph import reading
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.reading import Reading
from leaflets.content.monograph.review import ReviewPolicy
from leaflets.content.monograph.sections import Sections, load_sections
from leaflets.leaflet.current_review import digest_for_review

MONOGRAPH = (Path(__file__).parent / "cases" / "base.yaml").read_text(encoding="utf-8")


REVIEWER = "Ana Example, pharmacist"
TODAY = "2026-11-30"  # on which the monographs of tests are read

PHARMACY = """\
name: Example Pharmacy
address: [12 Example Street, Exampletown]
telephone: 01632 960 123
"""


def png_head(width: int, height: int) -> bytes:
    """Return the first bytes of a PNG file whose header claims this size in pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@cache
def sections() -> Sections:
    """Return the agreed lists of sections, routes and pictograms."""
    return load_sections(Library())


def with_keys(keys: str, base: str = MONOGRAPH) -> str:
    """Return the base file with these top-level keys in place of its own; they come first."""
    replaced = set(re.findall(r"^([a-z-]+):", keys, re.MULTILINE))
    parts = re.split(r"^(?=[a-z-]+:)", base, flags=re.MULTILINE)[1:]
    others = (part for part in parts if part.partition(":")[0] not in replaced)
    return keys.rstrip("\n") + "\n" + "".join(others)


def approved(text: str = MONOGRAPH, by: str = REVIEWER, on: str = "2025-01-02") -> str:
    """Return a file whose words somebody has approved."""
    draft = with_keys("review: {status: draft}\n", text)
    monograph, source = read_monograph(draft), draft.encode()
    draft_reading = Reading(monograph, "case", source, "case.yaml", False, (), Library())
    words = digest_for_review(draft_reading)
    review = f"{{status: approved, by: '{by}', on: {on}, words: {words}}}"
    return with_keys(f"review: {review}\n", text)


def read_monograph(text: str | bytes, file: str = "case.yaml") -> Monograph:
    """Read a monograph from the text of a file."""
    source = text if isinstance(text, bytes) else text.encode()
    return reading.read_monograph(source, file, sections(), ReviewPolicy(TODAY))


def monograph_warnings(text: str) -> list[Fault]:
    """Return what is doubtful in a sound monograph."""
    warnings: list[Fault] = []
    policy = ReviewPolicy(TODAY)
    reading.read_monograph(text.encode(), "case.yaml", sections(), policy, warnings)
    return warnings


def monograph_faults(text: str | bytes) -> tuple[Fault, ...]:
    """Return the faults of a monograph; none if it can be read."""
    try:
        read_monograph(text)
    except MonographError as error:
        return error.faults
    return ()


def fault_codes(text: str | bytes) -> list[str]:
    """Return the codes of the faults of a monograph, in file order."""
    return [fault.code for fault in monograph_faults(text)]
