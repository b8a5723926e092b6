"""Scalars of a monograph: names, dates, languages, addresses.

Each class reads a text with `from_text`, which raises InvalidText 107 for a text it cannot accept.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final, Self

from ...base.limits import CODE_CHARACTERS, NAME_CHARACTERS
from ...source.schema import InvalidText
from ...source.yaml import Text
from ..library import is_language

__all__ = [
    "Date",
    "Language",
    "PictogramName",
    "PlainAddress",
    "PositiveInteger",
    "Reviewer",
    "RouteId",
    "RuleCode",
    "Sha256",
    "Slug",
    "WebAddress",
]

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
RULE_CODE: Final = re.compile(r"[CE][0-9]{3}\Z")
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
WEB: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?\Z")
PLAIN_WEB: Final = re.compile(
    r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9._~/()%+-]*)?\Z"
)
SERIAL: Final = re.compile(r"/01/[0-9]{8,14}/(?:.*/)?21/")  # GS1 Digital Link: AI 01, AI 21
# kana, Han, Hangul; compiled for a review only, because that takes 1 % of a cold render
UNSPACED: Final = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}"
ADDRESS_CHARACTERS: Final = 2000


def _in_quotes(text: str) -> str:
    return f"'{text[:60]}'"


class Slug(Text):
    """A short name of small letters, digits and single hyphens."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a name such as `bad-rash`."""
        if len(text) > NAME_CHARACTERS or not SLUG.match(text):
            hint = f"Use small letters, digits and single hyphens, at most {NAME_CHARACTERS}."
            raise InvalidText(107, f"{_in_quotes(text)} is not a short name.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "maxLength": NAME_CHARACTERS,
        }


class RouteId(Slug):
    """The id of a way of giving a medicine; `validate` compares it with the agreed list."""


class PictogramName(Slug):
    """The name of a pictogram; `blocks` compares it with the agreed list."""


class Language(Text):
    """A BCP 47 language tag: language, and script or region where needed."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `en`, `pt-BR`, `zh-Hant`."""
        if not is_language(text):
            hint = "Write it as en, pt-BR or zh-Hant."
            raise InvalidText(107, f"{_in_quotes(text)} is not a language.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"}


class Date(Text):
    """A day of the calendar, written year-month-day."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `2024-07-31`; the day must exist."""
        if not DATE.match(text):
            hint = "Write year-month-day, such as 2024-07-31."
            raise InvalidText(107, f"{_in_quotes(text)} is not a date.", hint)
        try:
            date = datetime.date.fromisoformat(text)
        except ValueError:
            raise InvalidText(
                107, f"{_in_quotes(text)} is not a day of the calendar.", "Correct the date."
            ) from None
        if not 1900 <= date.year <= 2199:
            raise InvalidText(107, f"{_in_quotes(text)} is not of our time.", "Correct the year.")
        return cls(text, text.place)

    @property
    def year(self) -> int:
        """The year, such as 2024."""
        return int(self[:4])

    @property
    def month(self) -> int:
        """The month, from 1 to 12."""
        return int(self[5:7])

    @property
    def day(self) -> int:
        """The day of the month, from 1 to 31."""
        return int(self[8:])

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class RuleCode(Text):
    """The code of a rule of `leaflets check` whose findings a monograph may accept."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `C355` or `E106`."""
        if not RULE_CODE.match(text):
            hint = "Write a letter and three digits, as 'leaflets help checks' lists them."
            raise InvalidText(107, f"{_in_quotes(text)} is not the code of a rule.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^[CE][0-9]{3}$"}


class Reviewer(Text):
    """A person who answers for an edition: name and profession."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `Ana Ruiz, pharmacist`: a name of two words or more, a comma, a profession.

        In a script that puts no spaces between words, two letters do for each.
        """
        name, _, profession = text.replace("，", ",").partition(",")
        names = [word for word in name.split() if word[0].isalpha()]
        has_name = len(names) > 1 or re.search(UNSPACED, name)
        has_profession = sum(map(str.isalpha, profession)) > 2 or re.search(UNSPACED, profession)
        if not (has_name and has_profession):
            message = f"{_in_quotes(text)} is not the full name and the profession of a person."
            raise InvalidText(107, message, "Write both, such as: Ana Ruiz, pharmacist")
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": r"\S.*[,，].*\S"}


class Sha256(Text):
    """The sha256 of a file, or of words."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read what `sha256sum` prints for a file."""
        if not SHA256.match(text):
            hint = "Write the 64 digits of sha256sum."
            raise InvalidText(107, f"{_in_quotes(text)} is not a checksum.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^[0-9a-f]{64}$"}


class PositiveInteger(int):
    """A whole number from 1 up."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read plain digits without leading zeros."""
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and not text.startswith("0")):
            hint = "Write digits, such as 3."
            raise InvalidText(107, f"{_in_quotes(text)} is not a whole number from 1 up.", hint)
        return cls(text)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "integer", "minimum": 1}


class WebAddress(Text):
    """A web address."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read an address that begins with https:// or http://."""
        if len(text) > ADDRESS_CHARACTERS or not WEB.match(text):
            hint = "Write it in full, beginning with https://."
            raise InvalidText(107, f"{_in_quotes(text)} is not a web address.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^https?://"}


class PlainAddress(WebAddress):
    """A web address that names a page and nothing else, so that it cannot identify a person."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read an https address without ? # @, in plain letters, short enough for a QR code.

        A GS1 Digital Link is accepted, but not its serial number, which identifies one pack.
        """
        hint = "Write https://, the name and the path of a page, without ? # @ and what follows."
        if not PLAIN_WEB.match(text):
            raise InvalidText(107, f"{_in_quotes(text)} is not the plain address of a page.", hint)
        if len(text) > CODE_CHARACTERS:
            message = f"The address has {len(text)} characters; at most {CODE_CHARACTERS} may be."
            raise InvalidText(107, message, "Use a shorter one.")
        if SERIAL.search(text):
            message = f"{_in_quotes(text)} names a single pack."
            raise InvalidText(107, message, "Leave the serial number (21) out.")
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^https://[^?#@]+$", "maxLength": CODE_CHARACTERS}
