"""What stands in the margins of a printed page: the words of a leaflet's furniture."""

from __future__ import annotations

import re
from typing import Final

from ..leaflet.furniture import Furniture

__all__ = ["print_style"]

PLAIN: Final = re.compile(r"[^A-Za-z0-9 ]")
COUNTERS: Final = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def print_style(furniture: Furniture) -> str:
    """Return style rules for the margins of printed pages, as a layout on paper has them.

    The name of the medicine and the draft mark stand above every page but the first, and the
    identity and the number of the page below each.
    """
    mark = f"@top-right {{ content: {_text(str(furniture.mark))} }}" if furniture.mark else ""
    parts = re.split(r"(\{pages?\})", furniture.page)
    number = " ".join(COUNTERS.get(part) or _text(part) for part in parts if part)
    return f"""@page {{
  @top-left {{ content: {_text(str(furniture.header))} }}
  {mark}
  @bottom-left {{ content: {_text(str(furniture.identity))} }}
  @bottom-right {{ content: {number} }}
}}
@page :first {{
  @top-left {{ content: none }}
  @top-right {{ content: none }}
}}
"""


def _text(text: str) -> str:
    """Return a text of CSS, in which all but letters, digits and spaces is escaped."""
    return '"' + PLAIN.sub(lambda match: f"\\{ord(match[0]):x} ", text) + '"'
