"""Plural forms of a phrase, in the plural categories of Unicode's CLDR, and its names of months.

babel knows which number takes which category in a language. It comes with the extra `plurals`, and
is imported only for a wording that gives plural forms.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from ...base.errors import UsageError
from .patterns import Phrase

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Category", "Plural", "categories", "form", "month_names"]

P = TypeVar("P", bound=Phrase)

Category = Literal["zero", "one", "two", "few", "many", "other"]
Plural: TypeAlias = P | dict[Category, P]  # one phrase for all numbers, or one for each category


def form(phrase: Plural[P], number: int | Decimal, language: str) -> P:
    """Return the form of the phrase that goes with the number in the language."""
    if isinstance(phrase, Phrase):
        return phrase
    category: Category = _rule(language)(number)
    return phrase[category]


def categories(language: str) -> tuple[Category, ...]:
    """Return the plural categories of a language; only `other` if CLDR does not know it.

    Raises UsageError where babel is not installed.
    """
    tags = {*_rule(language).tags, "other"}
    return tuple(category for category in get_args(Category) if category in tags)


def month_names(language: str) -> tuple[str, ...]:
    """Return the twelve months as written in a date, () without babel or where CLDR has none."""
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        return ()
    try:
        months = Locale.parse(language, sep="-").months["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(months[number] for number in range(1, 13))


@cache
def _rule(language: str) -> Any:
    """Return babel's plural rule: a callable from number to category, with its tags but `other`."""
    try:
        from babel import Locale, UnknownLocaleError
        from babel.plural import PluralRule
    except ImportError:
        raise UsageError(
            "The wording has plural forms, for which the package babel is not installed.",
            "Install it with: pip install 'leaflets[plurals]'.",
            code="U208",
        ) from None
    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return PluralRule({})
