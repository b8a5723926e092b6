"""The warning boxes end with what helpers need to know."""

from __future__ import annotations

from msgspec.structs import replace

from leaflets.leaflet.model import Box, Paragraph, Run, Words

from .facts import acetylcysteine, leaflet


def test_the_emergency_box_ends_with_what_to_tell() -> None:
    boxes = {box.kind: box for box in leaflet(acetylcysteine()).blocks if isinstance(box, Box)}
    last = boxes["emergency"].blocks[-1]
    assert isinstance(last, Paragraph)
    name = acetylcysteine().identity.name
    assert str(last.words) == f"Tell them that you use {name}. Show them this leaflet."


def test_only_the_emergency_box_tells_whom_to_tell_what() -> None:
    effects = acetylcysteine().side_effects
    mild = next(effect for effect in effects if effect.seriousness == "not-serious")
    urgent = replace(
        mild,
        how_fast="same-day",
        what_to_do=Words((Run("Call today."),)),
        routes=(),
        said_to_be=None,
    )
    made = leaflet(replace(acetylcysteine(), side_effects=(*effects, urgent)))
    boxes = {box.kind: box for box in made.blocks if isinstance(box, Box)}
    paragraphs = [block for block in boxes["urgent"].blocks if isinstance(block, Paragraph)]
    assert [str(block.words) for block in paragraphs] == ["Call today.", "Feeling sick (nausea)"]


def test_what_needs_help_during_a_drip_stands_in_the_emergency_box() -> None:
    boxes = {box.kind: box for box in leaflet(acetylcysteine()).blocks if isinstance(box, Box)}
    said = [str(block.words) for block in boxes["emergency"].blocks if isinstance(block, Paragraph)]
    assert "Low blood pressure (hypotension), through a drip" in said
    assert "urgent" not in boxes


def test_an_effect_of_which_nothing_is_said_leads_no_other_words() -> None:
    first, *others = acetylcysteine().side_effects
    bare = replace(first, signs=(), more=None, medical_name=None)  # type: ignore[arg-type]
    made = leaflet(replace(acetylcysteine(), side_effects=(bare, *others[4:])))
    boxes = {box.kind: box for box in made.blocks if isinstance(box, Box)}
    *_, name, _tell = boxes["emergency"].blocks
    assert isinstance(name, Paragraph)
    assert (str(name.words), name.role) == ("Allergic reaction", "body")
    assert all(run.strong for run in name.words.runs)
