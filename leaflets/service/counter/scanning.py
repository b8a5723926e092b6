"""Read what a barcode scanner types: which codes of a product it may stand for, and its lot.

A scan is never guessed at: all codes that the digits can be are looked for, and several medicines
that have one of them are an error of the lookup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from biip import ParseError, parse
from biip.gs1_messages import GS1Message
from msgspec import Struct

from ...content.library.code_lists import NDC_FORMS

__all__ = ["Scan", "read_scan"]

# "-01234567": Code 39 on German packs, whose first sign says that a PZN follows
PZN: Final = re.compile(r"(?:PZN)?-?\s?(\d{7,8})", re.IGNORECASE)
# IFA's PPN in data matrix codes: "9N", "11" for a PZN, the PZN and two check digits
PPN: Final = re.compile(r"(?:\[\)>\x1e06\x1d)?9N11(\d{8})\d{2}(?:\x1d1T([^\x1d\x1e]+))?")
NDC: Final = re.compile(r"\d{4,5}-\d{3,4}(?:-\d{1,2})?|\d{10,11}")
DIGITS: Final = re.compile(r"\d{7,14}")
# GS1's prefixes of national codes: Germany's PZN in an NTIN, and the NDC in GTINs of the USA
NTIN_OF_PZN: Final = re.compile(r"04150(\d{8})\d")
GTIN_OF_NDC: Final = re.compile(r"003(\d{10})\d")
# GS1's application identifiers of a product, of a lot, and of national codes
GTIN, LOT = "01", "10"
NATIONAL_CODES: Final = (("PZN", "710"), ("NDC", "715"))


class Scan(Struct, frozen=True):
    """What a scanner typed. codes: (system, code) that it may stand for, the surest first. lot: the
    number of the lot, or empty."""

    codes: tuple[tuple[str, str], ...]
    lot: str = ""

    @property
    def product(self) -> str:
        """The surest code as attachments have it, such as GTIN|04012345678901."""
        return "|".join(self.codes[0])


def read_scan(text: str) -> Scan | None:
    """Read what was typed as the code of a pack; None if it is none, but a name."""
    text = text.strip(" \r\n")
    if match := PPN.match(text):
        return Scan((("PZN", match[1]),), match[2] or "")
    if message := _gs1_message(text):
        lot = message.element_strings.get(ai=LOT)
        codes = tuple(dict.fromkeys(_codes_of_message(message)))
        return Scan(codes, lot.value if lot else "") if codes else None
    codes = tuple(dict.fromkeys(_codes(text)))
    return Scan(codes) if codes else None


def _gs1_message(text: str) -> GS1Message | None:
    """Read a GS1 barcode, with its application identifiers in brackets or without them."""
    if DIGITS.fullmatch(text):
        return None
    try:
        return GS1Message.parse_hri(text) if text.startswith("(") else parse(text).gs1_message
    except ParseError:
        return None


def _codes_of_message(message: GS1Message) -> Iterator[tuple[str, str]]:
    if gtin := message.element_strings.get(ai=GTIN):
        yield from _codes_of_gtin(gtin.value)
    for system, identifier in NATIONAL_CODES:
        if element := message.element_strings.get(ai=identifier):
            yield system, element.value


def _codes(text: str) -> Iterator[tuple[str, str]]:
    """Yield the codes that a line of digits may be."""
    if DIGITS.fullmatch(text) and len(text) in (8, 12, 13, 14):
        yield from _codes_of_gtin(text)
    if match := PZN.fullmatch(text):
        yield "PZN", match[1]
    if NDC.fullmatch(text):
        yield from _ndc(text)
    if DIGITS.fullmatch(text) and len(text) == 7:
        yield "CNK", text


def _codes_of_gtin(gtin: str) -> Iterator[tuple[str, str]]:
    """Yield a GTIN, and the national code within it."""
    yield "GTIN", gtin
    padded = gtin.zfill(14)
    if match := NTIN_OF_PZN.fullmatch(padded):
        yield "PZN", match[1]
    if match := GTIN_OF_NDC.fullmatch(padded):
        yield from _ndc(match[1])


def _ndc(text: str) -> Iterator[tuple[str, str]]:
    """Yield an NDC as it is, or with hyphens in each place where they may have been, and without
    the digits of the package, which monographs leave out."""
    if "-" in text:
        yield "NDC", text
        yield "NDC", "-".join(text.split("-")[:2])
        return
    forms = NDC_FORMS if len(text) == 10 else ((5, 4, 2),)
    for labeler, product, _ in forms:
        parts = text[:labeler], text[labeler : labeler + product], text[labeler + product :]
        yield "NDC", "-".join(parts)
        yield "NDC", "-".join(parts[:2])
