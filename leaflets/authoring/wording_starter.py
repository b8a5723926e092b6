"""The file with which a wording begins: every key, and the English words beside it to translate.

It makes no leaflet until its author has filled it in: an empty value is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from ..source.yaml import Mapping, Node, Sequence

__all__ = ["wording_lines"]

WIDTH: Final = 96
HEAD: Final = """\
# Every word that the program itself says, to be translated. It makes no leaflet until every value
# is written. Above each key stand the English words behind # |; delete them when you are done.
# Names in braces are put in by the program: each must stand in your text once, in quotes.
# To see what is missing: leaflets languages --data FOLDER. To read more: leaflets help wording
"""
TRANSLATION: Final = """\
translation:
  by: person
  review:
    status: draft
  # What leaflets say until a translator has approved these words, such as:
  # | No translator has checked the fixed words of this leaflet yet.
  unchecked:
"""


def wording_lines(original: Mapping, language: str, months: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of the file.

    original: the English wording. language: of the new one. months: their names in that language,
    as in a date, if they are known.
    """
    lines = HEAD.splitlines()
    for key, value in original.items():
        if key == "language":
            lines.append(f"language: {language}")
        elif key == "months" and months:
            lines += ["# Read these: they come from CLDR.", f"months: [{', '.join(months)}]"]
        elif key != "translation":
            lines += _value(str(key), value, "")
        if key == "english-name":
            lines += TRANSLATION.splitlines()
    return lines


def _value(key: str, value: Node, indent: str) -> Iterator[str]:
    """Yield a key, with the English words above it as a comment."""
    if isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for inner_key, inner in value.items():
            yield from _value(str(inner_key), inner, indent + "  ")
        return
    texts = map(str, value) if isinstance(value, Sequence) else [str(value)]
    english = " ".join(", ".join(texts).split())
    start = f"{indent}# | "
    yield from wrap(english, WIDTH, initial_indent=start, subsequent_indent=start)
    yield f"{indent}{key}:"
