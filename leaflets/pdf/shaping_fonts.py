"""The fonts of this process that are shaped, and how a file embeds any font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .embedded_fonts import EmbeddedFont

if TYPE_CHECKING:
    from .shaped_fonts import ShapedFont
    from .shaping import ShapingFont

__all__ = ["embedded_font", "register_shaping_font"]

_shaping_fonts: dict[str, ShapingFont] = {}  # by the name that pieces of text carry


def register_shaping_font(font: ShapingFont) -> None:
    """Register a font that is shaped by its name; the first one of a name stays."""
    _shaping_fonts.setdefault(font.name, font)


def embedded_font(name: str, prefix: str) -> EmbeddedFont | ShapedFont:
    """Return a registered font as a file embeds it. prefix: of its resource names."""
    font = _shaping_fonts.get(name)
    if font is None:
        return EmbeddedFont(name, prefix)
    from .shaped_fonts import ShapedFont  # loads fontTools, which few leaflets need

    return ShapedFont(font, prefix)
