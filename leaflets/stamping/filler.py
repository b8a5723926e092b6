"""Values of no patient that need as many lines as those of some patients do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..base.errors import DoesNotFit
from ..content.particulars import Particulars, placeholders
from ..content.wording import load_wording
from ..layout.families import Family
from ..layout.model import Layout
from ..leaflet.particulars_wording import DATE_FIELDS, ParticularsWording
from ..source.yaml import Text
from ..typesetting import Lines
from ..typesetting.context import TypesettingContext
from ..typesetting.fonts import Fonts
from ..typesetting.reserve import field_lines

if TYPE_CHECKING:
    from ..content.monograph.reading import Reading

__all__ = ["fillers"]

WORD: Final = "xxxxxxxx"  # far shorter than any line, so that a further one adds one line at most
OWN_WORDS: Final = frozenset((*DATE_FIELDS, "route"))  # printed in words of the program


def fillers(
    reading: Reading,
    fields: Iterable[str] | None,
    route: str | None,
    use: str | None,
    lines: Lines | None,
    layout: Layout,
    families: Mapping[str, Family],
) -> Particulars:
    """Return `placeholders` whose fields need so many lines. lines: None: as many as they need.

    Raises what `placeholders` raises, and DoesNotFit if no values of ours need so many.
    """
    particulars = placeholders(reading, fields, route, use)
    if not lines:
        return particulars
    names, language = (layout.fonts.text, *layout.fonts.fallback), particulars.language
    context = TypesettingContext(layout, Fonts(names, families, language), language=language)
    wording = ParticularsWording.of(load_wording(reading.library, language))
    values = dict(particulars.values)
    for field, count in lines:
        value = WORD
        while field not in OWN_WORDS and _count(field, value, wording, context) < count:
            value += f" {WORD}"
        values[field] = Text(value)
    if not OWN_WORDS.isdisjoint(dict(lines)) or field_lines(values, wording, context) != lines:
        raise DoesNotFit(
            "No body has the particulars in so many lines.",
            "Render each leaflet in full, with compose and typeset.",
        )
    return replace(particulars, values=values)


def _count(field: str, value: str, wording: ParticularsWording, context: TypesettingContext) -> int:
    return dict(field_lines({field: value}, wording, context)).get(field, 1)
