"""Words as HTML: strong words, links, other languages, and numbers that stay with their units."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from ..base.languages import runs_right_to_left
from ..base.left_to_right import LEFT_TO_RIGHT
from ..leaflet.model import Run, Words
from .elements import element, escaped

__all__ = ["direction_beside", "words_html"]

NO_BREAK_SPACE: Final = "\u00a0"
# "400 mg", "1 in 100 people": a number, at most a short word between two numbers, and a short word.
# On the page of a phone, a line must not end between them.
NUMBER_WITH_UNIT: Final = re.compile(
    r"(?<!\S)[(<>≥≤~±]*\d[\d.,/–-]*(?<!,) (?:\w{1,3} (?=\d)|(?=[^\W\d]\S{0,7}(?!\S)))"
)


def words_html(words: Words, language: str, second_language: str = "") -> str:
    """Return the runs of a paragraph. language: of the paragraph, BCP 47.

    second_language: of a leaflet in two. If it runs the other way, each stretch of words in it is a
    whole, with its punctuation.
    """
    direction = direction_beside(second_language, language)
    if direction is None:
        return "".join(_run(run, language) for run in words.runs)
    parts = []
    for is_second, runs in groupby(words.runs, lambda run: run.language == second_language):
        html = "".join(_run(run, second_language if is_second else language) for run in runs)
        if is_second:
            html = element("span", html, lang=second_language, dir=direction)
        parts.append(html)
    return "".join(parts)


def direction_beside(language: str | None, other: str) -> str | None:
    """Return the direction of a language within another; None if it is the same, or no language."""
    if not language or runs_right_to_left(language) is runs_right_to_left(other):
        return None
    return "rtl" if runs_right_to_left(language) else "ltr"


def _run(run: Run, language: str) -> str:
    text = NUMBER_WITH_UNIT.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), run.text)
    turned = runs_right_to_left(run.language or language)
    html = _with_numbers_as_wholes(text) if turned else escaped(text)
    if run.emphasis:
        html = element("em", html)
    if run.strong:
        html = element("strong", html)
    foreign = run.language if run.language != language else None
    if run.link:
        return element("a", html, href=run.link, lang=foreign)
    return element("span", html, lang=foreign) if foreign else html


def _with_numbers_as_wholes(text: str) -> str:
    """Return a text from right to left; browsers would turn around "400 mg" and "01632 960 123"."""
    parts, at = [], 0
    for match in LEFT_TO_RIGHT.finditer(text):
        if match["number"] and not match[0].isalnum():
            whole = element("bdi", escaped(match[0]), dir="ltr")
            parts += [escaped(text[at : match.start()]), whole]
            at = match.end()
    return "".join(parts) + escaped(text[at:])
