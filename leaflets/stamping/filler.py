"""Values of no patient that need as many lines as those of some patients do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from ..base.errors import DoesNotFit
from ..content.particulars import Particulars
from ..layout.families import Family
from ..layout.model import Layout
from ..leaflet.particulars_wording import DATE_FIELDS, ParticularsWording
from ..source.yaml import Text
from ..typesetting.context import TypesettingContext
from ..typesetting.fonts import Fonts
from ..typesetting.reserve import Lines, field_lines

__all__ = ["with_lines"]

WORD: Final = "xxxxxxxx"  # far shorter than any line, so that a further one adds one line at most
OWN_WORDS: Final = (*DATE_FIELDS, "route")  # whose values are printed in words of the program


def with_lines(
    particulars: Particulars,
    lines: Lines,
    wording: ParticularsWording,
    layout: Layout,
    families: Mapping[str, Family],
) -> Particulars:
    """Return placeholders whose fields need so many lines. Raises DoesNotFit if there are none."""
    names = (layout.fonts.text, *layout.fonts.fallback)
    fonts = Fonts(names, families, particulars.language)
    context = TypesettingContext(layout, fonts, language=particulars.language)
    values = dict(particulars.values)
    for field, count in lines:
        value = WORD
        while field not in OWN_WORDS and _count(field, value, wording, context) < count:
            value += f" {WORD}"
        values[field] = Text(value)
    if not set(OWN_WORDS).isdisjoint(dict(lines)) or field_lines(values, wording, context) != lines:
        raise DoesNotFit(
            "No body has the particulars in so many lines.",
            "Render each leaflet in full, with compose and typeset.",
        )
    return replace(particulars, values=values)


def _count(field: str, value: str, wording: ParticularsWording, context: TypesettingContext) -> int:
    return dict(field_lines({field: value}, wording, context)).get(field, 1)
