"""Forms of a phrase by the number that it counts, in the categories of CLDR.

babel knows which number has which form in a language. It comes with the extra `plurals`, and is
imported only for a wording that gives such forms.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, TypeVar

from ...base.errors import UsageError
from .patterns import Phrase

__all__ = ["Category", "categories", "form"]

Category = Literal["zero", "one", "two", "few", "many", "other"]
P = TypeVar("P", bound=Phrase)


def form(phrase: P | dict[Category, P], number: int, language: str) -> P:
    """The phrase itself, or of its forms the one for a number."""
    if isinstance(phrase, Phrase):
        return phrase
    category: Category = _rule(language)(number)
    return phrase[category]


def categories(language: str) -> tuple[Category, ...]:
    """The forms that a language has; a language that CLDR does not know has but one.

    Raises UsageError where babel is not installed.
    """
    tags = {*_rule(language).tags, "other"}
    return tuple(tag for tag in Category.__args__ if tag in tags)  # type: ignore[attr-defined]


@cache
def _rule(language: str) -> Any:
    """babel's rule: given a number, its category. tags: all but other."""
    try:
        from babel import Locale, UnknownLocaleError
        from babel.plural import PluralRule
    except ImportError:
        raise UsageError(
            "The wording gives forms by number, for which the package babel is not installed.",
            "Install it with: pip install 'leaflets[plurals]'.",
            code="U208",
        ) from None
    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return PluralRule({})
