"""Phrases of a wording file: texts in which `{name}` stands for a word that is put in later."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final, Self

from ...source.schema import InvalidText
from ...source.yaml import Text

__all__ = ["GAP", "Phrase"]

GAP: Final = re.compile(r"\{([a-z-]+)\}")
SPACES: Final = re.compile(r"[ \n]+")  # not those that keep a number with its unit


def _braced(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


class Phrase(Text):
    """A text without gaps. Subclasses name in `gaps` what must be put in, each exactly once."""

    __slots__ = ()
    gaps: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a phrase; a gap of another name, or one that is absent or repeated, is refused."""
        found = GAP.findall(text)
        strange = tuple(sorted(set(found) - set(cls.gaps)))
        if strange:
            says = f"{_braced(strange)} stands for nothing here."
            hint = (
                f"Known here: {_braced(cls.gaps)}." if cls.gaps else "Write the words themselves."
            )
            raise InvalidText(201, says, hint)
        absent = tuple(gap for gap in cls.gaps if gap not in found)
        if absent:
            raise InvalidText(
                202, f"{_braced(absent)} does not stand in this phrase.", "Put it in."
            )
        if len(found) != len(cls.gaps):
            raise InvalidText(
                203, "A name in braces stands twice in this phrase.", "Keep one of each."
            )
        return cls(SPACES.sub(" ", text).strip(" "), text.place)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """What an editor may check: that every gap is there."""
        each = [{"pattern": rf"\{{{gap}\}}"} for gap in cls.gaps]
        return {"type": "string", "allOf": each} if each else {"type": "string"}


class OfName(Phrase):
    """Says something of a {name}."""

    __slots__ = ()
    gaps = ("name",)


class OfNames(Phrase):
    """Says something of several {names}."""

    __slots__ = ()
    gaps = ("names",)


class OfTopics(Phrase):
    """Says something of some {topics}."""

    __slots__ = ()
    gaps = ("topics",)


class OfWord(Phrase):
    """Quotes a {word}."""

    __slots__ = ()
    gaps = ("word",)


class OfDate(Phrase):
    """Says something of a {date}."""

    __slots__ = ()
    gaps = ("date",)


class Calendar(Phrase):
    """A date in words."""

    __slots__ = ()
    gaps = ("day", "month", "year")


class Pair(Phrase):
    """Joins {left} and {right}."""

    __slots__ = ()
    gaps = ("left", "right")


class Lead(Phrase):
    """Leads a {text} in with a {name}."""

    __slots__ = ()
    gaps = ("name", "text")


class Addressed(Phrase):
    """The {text} of a link, with the {address} to which it leads."""

    __slots__ = ()
    gaps = ("text", "address")


class Named(Phrase):
    """A plain {name} with the {medical} one."""

    __slots__ = ()
    gaps = ("name", "medical")


class Scoped(Phrase):
    """A {name} that holds only in a {scope}."""

    __slots__ = ()
    gaps = ("name", "scope")


class Numbered(Phrase):
    """The label of a step: its {number}."""

    __slots__ = ()
    gaps = ("number",)


class OutOf(Phrase):
    """From {least} to {most} people {of} so many."""

    __slots__ = ()
    gaps = ("least", "most", "of")


class OneIn(Phrase):
    """One person in {of} so many."""

    __slots__ = ()
    gaps = ("of",)


class Between(Phrase):
    """Between one in {least} and one in {most} people."""

    __slots__ = ()
    gaps = ("least", "most")


class Continued(Phrase):
    """A box's {heading} where it goes on."""

    __slots__ = ()
    gaps = ("heading",)


class EditionOf(Phrase):
    """An edition's {number} and {date}."""

    __slots__ = ()
    gaps = ("number", "date")


class ApprovedBy(Phrase):
    """Who approved it: {name}, and {date}."""

    __slots__ = ()
    gaps = ("name", "date")


class Coded(Phrase):
    """A coding {system} and the {value} in it."""

    __slots__ = ()
    gaps = ("system", "value")


class Identified(Phrase):
    """What identifies a leaflet."""

    __slots__ = ()
    gaps = ("name", "edition", "date", "identifier")


class Counted(Phrase):
    """A {page} of {pages}."""

    __slots__ = ()
    gaps = ("page", "pages")


class OfAddress(Phrase):
    """Says something of an {address}."""

    __slots__ = ()
    gaps = ("address",)


class Signed(Phrase):
    """The {name} of the medicine, and the {pharmacy} that hands it over."""

    __slots__ = ()
    gaps = ("name", "pharmacy")
