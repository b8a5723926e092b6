"""The icons of boxes: a sign beside the words, so that no warning is told by its colour alone."""

from __future__ import annotations

from typing import Final

from ..leaflet.model import BoxKind
from .elements import element

__all__ = ["box_icon"]

# a triangle and a circle around an exclamation mark, cut out of them; and the triangle that stands
# on its tip, which the EU prints beside medicines that are monitored more closely
PATHS: Final[dict[BoxKind, str]] = {
    "emergency": "M12 2 23 21.5H1ZM10.8 9v6.5h2.4V9ZM10.8 17v2.4h2.4V17Z",
    "urgent": "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22ZM10.8 5.5v8.5h2.4V5.5ZM10.8 16v2.4h2.4V16Z",
    "monitoring": "M1 2.5H23L12 21.5Z",
}


def box_icon(kind: BoxKind) -> str:
    """Return the icon of a kind of box, which readers of the screen skip; empty if it has none."""
    if kind not in PATHS:
        return ""
    path = element("path", "", d=PATHS[kind], fill="currentColor", fill_rule="evenodd")
    return element(
        "svg", path, class_="icon", viewBox="0 0 24 24", width="24", height="24", aria_hidden="true"
    )
