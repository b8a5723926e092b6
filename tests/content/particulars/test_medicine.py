"""Compose, stamp and the commands refuse the product of another medicine."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.base.errors import ParticularsError, Place
from leaflets.content.particulars import Particulars
from leaflets.source.yaml import Text


def with_product(product: str, **others: str) -> Particulars:
    """Particulars with a product, on line 3 of a file."""
    values = {"product": Text(product, Place("rx.yaml", 3, 10)), **others}
    return Particulars.from_mapping(values, language="en")


def refusal(product: str, **others: str) -> ParticularsError:
    """What compose and stamp raise, which is the same."""
    reading, found = leaflets.read("acetylcysteine"), with_product(product, **others)
    errors = []
    for make in (
        lambda: leaflets.compose(reading, particulars=found),
        lambda: leaflets.freeze(reading, fields=found.fields).stamp(found),
        lambda: leaflets.check_particulars(reading, found),
    ):
        with pytest.raises(ParticularsError) as caught:
            make()
        errors.append(caught.value)
    assert len({str(error) for error in errors}) == 1
    return errors[0]


def test_another_product_is_refused_with_its_place_and_never_repeated() -> None:
    error = refusal("Examplamine 5 mg tablets")
    assert str(error).startswith("rx.yaml:3:10: A293 It is not certain that 'product' is")
    assert "xamplamine" not in str(error)


def test_a_doubtful_strength_is_a_warning() -> None:
    found = with_product("Acetylcysteine 600 mg")
    (warning,) = leaflets.check_particulars(leaflets.read("acetylcysteine"), found)
    assert str(warning).startswith("rx.yaml:3:10: A294 The strength in 'product'")
    assert leaflets.compose(leaflets.read("acetylcysteine"), particulars=found).personal


def test_an_override_with_its_reason_lets_an_unknown_name_pass() -> None:
    found = with_product("Examplomuc 600", overrides="A293: a brand; A294: so prescribed")
    reading = leaflets.read("acetylcysteine")
    assert leaflets.check_particulars(reading, found) == ()
    assert found.overrides == {"A293": "a brand", "A294": "so prescribed"}


def test_another_medicine_cannot_be_overridden() -> None:
    with pytest.raises(ParticularsError, match="A292") as caught:
        with_product("NAC", overrides="A292: it will do")
    assert caught.value.code == "A204"


def test_no_product_and_the_right_one_pass() -> None:
    reading = leaflets.read("acetylcysteine")
    assert leaflets.check_particulars(reading, with_product("NAC 400 mg")) == ()
    assert leaflets.check_particulars(reading, with_product("")) == ()
