"""Families of scripts that a small install lacks: which font a text in such letters needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ..content.library import Library
from ..layout.families import Family, read_families
from .scripts import scripts_of

if TYPE_CHECKING:
    from ..pdf.shaping import ShapingFont

__all__ = ["extra_for", "extras_of", "is_installed", "script_families", "split_by_script"]

PACKAGES: Final = ("uharfbuzz", "fontTools", "icu")  # that shape, draw and order letters


@cache
def script_families() -> dict[str, tuple[str, Family]]:
    """Return the family of each script (ISO 15924) that has one, after its name."""
    file = Library().script_fonts()
    families = read_families(file.source, file.file)
    return {
        str(script): (name, family) for name, family in families.items()
        for script in family.scripts
    }  # fmt: skip


def extra_for(text: str, language: str) -> str:
    """Return the extra that brings the font of a script in a text; "" if all are there, or none.

    language: of the leaflet, BCP 47.
    """
    extras = extras_of(text, language)
    return next((extra for extra, is_there in extras if not is_there), "")


def extras_of(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield each extra that brings the font of a script in a text, and whether it is installed.

    language: of the leaflet, BCP 47.
    """
    for script in filter(None, dict.fromkeys(scripts_of(text, language))):
        _, family = script_families()[script]
        yield str(family.extra), is_installed(family.package)


@cache  # what is installed does not change while the program runs
def is_installed(package: str) -> bool:
    """Return whether the package of a script's family is installed, and what shapes its letters."""
    return all(find_spec(name) for name in (package, *PACKAGES))


def split_by_script(
    text: str,
    scripts: Sequence[str],
    font_of_script: Callable[[str], ShapingFont | None],
    font_of: Callable[[str], str],
) -> Iterator[tuple[str, str]]:
    """Split a text with letters of such scripts by font: yield a font's name, and what it draws.

    Signs, digits and letters of other scripts are set in the font of the script before them, or
    of the first one, if that has them. scripts: of each character. font_of_script: returns the font
    of a script; None if there is none. font_of: returns the name of any font that has a character,
    or raises MissingGlyph.
    """
    present = list(dict.fromkeys(filter(None, scripts)))
    current = next(filter(None, map(font_of_script, present)), None)
    if current and len(present) == 1 and current.characters.issuperset(text):
        yield current.name, text
        return
    start, name = 0, ""
    for index, (char, script) in enumerate(zip(text, scripts, strict=True)):
        current = (font_of_script(script) if script else None) or current
        has_char = current and char in current.characters
        font = current.name if current and has_char else font_of(char)
        if font != name:
            if name:
                yield name, text[start:index]
            start, name = index, font
    if name:
        yield name, text[start:]
