"""Side effects: what more people get comes first, and a number stands with its effect."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from leaflets.content.monograph.frequency import Band, OneIn
from leaflets.content.monograph.inline import Run, Words
from leaflets.content.monograph.side_effects import SideEffect
from leaflets.leaflet.model import Paragraph
from leaflets.leaflet.plain import words
from leaflets.leaflet.walk import walk

from .facts import acetylcysteine, leaflet


def test_more_people_come_first() -> None:
    monograph = acetylcysteine()
    effect = next(one for one in monograph.side_effects if one.how_fast == "if-it-bothers-you")

    def with_band(name: str, band: Any) -> Any:
        named = Words((Run(name),))
        return replace(effect, name=named, frequency=band, said_to_be=None, routes=())

    made = leaflet(
        replace(
            monograph,
            side_effects=(
                with_band("third", "not-known"),
                with_band("second", Band(most=OneIn(100))),
                with_band("first", Band(least=OneIn(10))),
            ),
        )
    )
    said = " ".join(words(made))
    assert (
        "• first (nausea): At least 1 in 10 people get this. • second (nausea): Up to 1 in 100 "
        "people get this. • third (nausea): Our source does not say how many people get this."
        in said
    )


def test_a_number_and_its_effect_stand_in_one_paragraph() -> None:
    """Alternating lines of numbers and names could be read either way, or parted by a page."""
    monograph = acetylcysteine()
    effect = next(one for one in monograph.side_effects if one.how_fast == "if-it-bothers-you")
    band: Any = Band(least=OneIn(100), most=OneIn(10))
    other = replace(effect, frequency=band, said_to_be=None)
    said = lines(other)
    assert "feeling sick (nausea): 1 to 10 out of every 100 people get this." in said


def lines(*effects: SideEffect) -> list[str]:
    made = leaflet(replace(acetylcysteine(), side_effects=effects))
    return [str(block.words) for block in walk(made.blocks) if isinstance(block, Paragraph)]


def test_a_band_of_one_number_says_that_number() -> None:
    effect = acetylcysteine().side_effects[5]
    band: Any = Band(least=OneIn(100), most=OneIn(100))
    said = lines(replace(effect, frequency=band, said_to_be=None))
    assert "feeling sick (nausea): 1 in 100 people get this." in said


def test_however_you_use_it_is_said_only_beside_what_is_for_some() -> None:
    effect = acetylcysteine().side_effects[5]
    every = replace(effect, routes=())
    assert "However you use it" not in lines(every)
    assert "However you use it" in lines(every, effect)


def test_a_use_is_named_as_it_is_written() -> None:
    """Its name begins with a capital; behind a colon that is no fault in mid-sentence."""
    use = acetylcysteine().uses[1]
    effect = replace(acetylcysteine().side_effects[5], uses=(use.id,), routes=())
    assert f"When used for: {use.name}" in lines(effect)
