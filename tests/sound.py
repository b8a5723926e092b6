"""A small sound monograph and pharmacy, and variations of them, for tests."""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from pathlib import Path

from leaflets.base.errors import Fault, MonographError
from leaflets.content.library import Library
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.reading import read_monograph
from leaflets.content.monograph.sections import Sections, read_sections

BASE = (Path(__file__).parent / "cases" / "base.yaml").read_text(encoding="utf-8")


PHARMACY = """\
name: Example Pharmacy
address: [12 Example Street, Exampletown]
telephone: 01632 960 123
"""


def png_head(width: int, height: int) -> bytes:
    """The beginning of a PNG file that claims this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@cache
def sections() -> Sections:
    """The agreed list."""
    found = Library().sections()
    return read_sections(found.source, found.file)


def varied(keys: str, base: str = BASE) -> str:
    """A file that begins with these keys; the base gives those that are not among them."""
    given = set(re.findall(r"^([a-z-]+):", keys, re.MULTILINE))
    parts = re.split(r"^(?=[a-z-]+:)", base, flags=re.MULTILINE)[1:]
    kept = (part for part in parts if part.partition(":")[0] not in given)
    return keys.rstrip("\n") + "\n" + "".join(kept)


def read(text: str | bytes, file: str = "case.yaml") -> Monograph:
    """The monograph in a text."""
    source = text if isinstance(text, bytes) else text.encode()
    return read_monograph(source, file, sections())


def faults(text: str | bytes) -> tuple[Fault, ...]:
    """What is wrong with a monograph; nothing, if it can be read."""
    try:
        read(text)
    except MonographError as error:
        return error.faults
    return ()


def codes(text: str | bytes) -> list[str]:
    """The codes of what is wrong with a monograph, in file order."""
    return [fault.code for fault in faults(text)]
