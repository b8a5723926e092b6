"""Words as HTML: strong words, links, other languages, and numbers that stay with their units."""

from __future__ import annotations

import re
from typing import Final

from ..leaflet.model import Run, Words
from .elements import element, escaped

__all__ = ["words_html"]

NO_BREAK_SPACE: Final = "\u00a0"
# "400 mg", "1 in 100 people": a number, at most a short word between two numbers, and a short word.
# On the page of a phone, a line must not end between them.
NUMBER_WITH_UNIT: Final = re.compile(
    r"(?<!\S)[(<>≥≤~±]*\d[\d.,/–-]*(?<!,) (?:\w{1,3} (?=\d)|(?=[^\W\d]\S{0,7}(?!\S)))"
)


def words_html(words: Words, language: str) -> str:
    """Return the runs of a paragraph. language: of the leaflet, BCP 47."""
    return "".join(_run(run, language) for run in words.runs)


def _run(run: Run, language: str) -> str:
    html = escaped(
        NUMBER_WITH_UNIT.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), run.text)
    )
    if run.emphasis:
        html = element("em", html)
    if run.strong:
        html = element("strong", html)
    foreign = run.language if run.language != language else None
    if run.link:
        return element("a", html, href=run.link, lang=foreign)
    return element("span", html, lang=foreign) if foreign else html
