"""A summary: one page that says that it is one, or refused where it does not fit."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import leaflets
from leaflets import DoesNotFit, Leaflet
from leaflets.content.monograph.inline import Run, Words
from leaflets.leaflet.model import Box, Section
from leaflets.leaflet.plain import words
from leaflets.pdf.inspect import inspect
from tests.pdf.tagging import faults
from tests.readback import text_of

from .facts import acetylcysteine, leaflet, load_profile
from .test_translations import english_in, every_word


def summary(language: str = "en", profile: str = "generic") -> Leaflet:
    reading = leaflets.read("acetylcysteine", language=language)
    return leaflets.compose(reading, profile=profile, summary=True)


def test_what_it_holds_in_which_order() -> None:
    made = summary()
    assert made.title == "Acetylcysteine 400 mg: summary"
    parts = [block.path for block in made.blocks if isinstance(block, Box | Section)]
    assert parts == ["draft", "what-it-is-for", "do-not-take", "emergency", "how-to-take"]
    said = " ".join(words(made))
    assert "This is a summary" in said
    assert "Ask your pharmacist for the full leaflet" in said
    assert "(contrast-induced nephropathy, CIN): Not certain: Research goes on." in said


@pytest.mark.parametrize("profile", ["generic", "eu", "uk", "us"])
@pytest.mark.parametrize("layout", ["standard", "compact", "receipt"])
def test_it_has_one_page_and_every_word(profile: str, layout: str) -> None:
    made = summary(profile=profile)
    found = leaflets.typeset(made, layout)
    assert found.pages == 1
    assert faults(found.pdf) == []
    if layout != "compact":  # which has columns
        assert text_of(found.pdf, made) == words(made, identity=False)
    about = inspect(found.pdf)
    assert (about.extent, about.verdict) == ("summary", "exact")


def test_no_english_in_spanish() -> None:
    made = summary("es")
    assert leaflets.typeset(made).pages == 1
    assert english_in(every_word(made), "es") == []


def test_one_that_is_too_long_is_refused_saying_by_how_much() -> None:
    with pytest.raises(DoesNotFit, match=r"about \d+ lines, from the block '[\w/-]+' on") as caught:
        leaflets.typeset(summary(), "large-print")
    assert caught.value.code == "T523"
    assert "do-not-take" in caught.value.hint
    many = tuple(
        replace(effect, name=Words((Run(f"effect {number}"),)))
        for number in range(40)
        for effect in acetylcysteine().side_effects[:1]
    )
    long = leaflet(replace(acetylcysteine(), side_effects=many), summary=True)
    with pytest.raises(DoesNotFit) as fitted:  # never below its least type
        leaflets.typeset(long, "compact")
    assert fitted.value.code == "T520"


def test_another_identifier_and_the_sentence_of_the_fda() -> None:
    assert summary().identifier != leaflet(acetylcysteine(), profile=load_profile()).identifier
    assert "1-800-FDA-1088" in " ".join(words(summary(profile="us")))
