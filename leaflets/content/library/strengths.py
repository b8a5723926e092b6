"""Compare the strength in a product's name with those of a monograph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Final

__all__ = ["is_known_strength"]

Amount = tuple[Decimal, str]  # a value and its unit, mass in milligrams

NUMBER: Final = r"\d+(?:[.,\N{NO-BREAK SPACE} ]\d{3}(?!\d))*(?:[.,]\d+)?"
MASS: Final = {
    Decimal(1000): ("g", "gm", "gram", "grams", "gramo", "gramos"),
    Decimal(1): ("mg", "milligram", "milligrams", "miligramo", "miligramos"),
    Decimal("0.001"): (
        "µg", "μg", "ug", "mcg", "microgram", "micrograms", "microgramo", "microgramos",
    ),
    Decimal("0.000001"): ("ng", "nanogram", "nanograms", "nanogramo", "nanogramos"),
}  # fmt: skip
OTHER_UNITS: Final = {
    "ml": ("ml", "millilitre", "millilitres", "milliliter", "milliliters", "mililitro"),
    "unit": ("unit", "units", "iu", "ui", "u", "unidad", "unidades"),
    "mmol": ("mmol",),
    "meq": ("meq",),
    "%": ("%",),
    "h": ("h", "hr", "hour", "hours", "hora", "horas"),
}
UNITS: Final = {name: (Decimal(1), unit) for unit, names in OTHER_UNITS.items() for name in names}
UNITS.update({name: (factor, "mg") for factor, names in MASS.items() for name in names})
AMOUNT: Final = re.compile(rf"(?<![\w.,])({NUMBER})\s?-?\s?(%|[^\W\d_]+)")
BARE_NUMBER: Final = re.compile(rf"(?<![\w.,])({NUMBER})(?!\s?[\w.,%])")
SMALL: Final = "|".join(
    re.escape(name) for factor, names in MASS.items() if factor <= 1 for name in names
)
# "200/30 mg" is 200 mg and 30 mg
SHARED_UNIT: Final = re.compile(
    rf"(?<![\w.,])({NUMBER})(?=\s?[/+]\s?{NUMBER}\s?({SMALL})(?!\w))", re.IGNORECASE
)
JOINED_NUMBERS: Final = re.compile(rf"(?<![\w.,]){NUMBER}(?:\s?[/+]\s?{NUMBER})+(?!\s?[\w.,%])")
GROUPED: Final = re.compile(r"\d{1,3}(?:[.,\N{NO-BREAK SPACE} ]\d{3})+\Z")


def is_known_strength(product: str, strengths: Collection[str]) -> bool:
    """Return whether a product's name says no strength, or one of these.

    "0.4 g" is the strength 400 mg, and so is "400 mg/2 mL". "400 mg/30 mg" is not: the second is
    the mass of another substance. A mass in grams may be that of the pack. A number without a unit
    is a strength unless a word follows it, as in "20 tablets". Strengths without a number are not
    compared.
    """
    known = [strength for strength in strengths if _amounts(strength)]
    if not known:
        return True
    stated, masses = _amounts(product), _small_masses(product)
    if stated:
        return any(
            all(_contains(stated, amount) for amount in _amounts(strength))
            and all(_contains(_amounts(strength), mass) for mass in masses)
            for strength in known
        )
    values = [
        {value for number in re.findall(NUMBER, strength) for value in _values(number)}
        for strength in strengths
    ]
    if joined := JOINED_NUMBERS.search(product):
        numbers = [_values(number) for number in re.findall(NUMBER, joined[0])]
        return any(all(number & own for number in numbers) for own in values)
    numbers = [_values(match[1]) for match in BARE_NUMBER.finditer(product)]
    return not numbers or any(number & own for number in numbers for own in values)


def _contains(amounts: Iterable[frozenset[Amount]], amount: frozenset[Amount]) -> bool:
    return any(other & amount for other in amounts)


def _amounts(text: str) -> list[frozenset[Amount]]:
    """Return the amounts in a text, each as the values that its number may have."""
    amounts = []
    for number, word in AMOUNT.findall(SHARED_UNIT.sub(r"\1 \2", text)):
        if (unit := UNITS.get(word.casefold())) is not None:
            amounts.append(frozenset((value * unit[0], unit[1]) for value in _values(number)))
    return amounts


def _small_masses(text: str) -> list[frozenset[Amount]]:
    """Return the masses in a text that are given in milligrams or a smaller unit."""
    amounts = AMOUNT.findall(SHARED_UNIT.sub(r"\1 \2", text))
    small = (f"{number} {word}" for number, word in amounts if re.fullmatch(SMALL, word, re.I))
    return [mass for amount in small for mass in _amounts(amount)]


def _values(number: str) -> set[Decimal]:
    """Return what a number may mean: 1,000 groups thousands in one country, and not in another."""
    signs = [char for char in number if not char.isdigit()]
    values = set()
    if GROUPED.match(number) or not signs:
        values.add(Decimal("".join(char for char in number if char.isdigit())))
    if signs and signs[-1] in ".,":
        integer, _, fraction = number.rpartition(signs[-1])
        digits = "".join(char for char in integer if char.isdigit())
        values.add(Decimal(f"{digits}.{fraction}"))
    return values
