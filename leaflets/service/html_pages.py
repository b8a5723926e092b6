"""Pages in HTML: every value is escaped, and a value that is missing is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["STATIC", "render_page"]

STATIC: Final = Path(__file__).parent / "static"
PAGES: Final = Path(__file__).parent / "html"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(name: str, **values: Any) -> str:
    """Put values into the page of this name in `html/`."""
    return _environment().get_template(name).render(**values)
