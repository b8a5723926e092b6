"""Words in, words out: a voice gets the words of the text in order."""

from __future__ import annotations

from hypothesis import given, settings
from msgspec.structs import replace

import leaflets
from leaflets.content.library import Library
from leaflets.content.pronunciation import load_pronunciations
from leaflets.leaflet.contents import entries_of
from leaflets.leaflet.model import Item, Leaflet, Paragraph
from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk
from leaflets.speech import render_speech

from ..leaflet.test_sample import specimen
from ..patients import particulars
from ..shipped import MONOGRAPHS, shipped_leaflet
from ..typesetting import toys
from .reader import Speech


def heard(composed: Leaflet) -> Speech:
    """The speech of a leaflet as a parser sees it."""
    return Speech(leaflets.ssml(composed))


def to_hear(composed: Leaflet) -> list[str]:
    """The words of the plain text but for the dots of lists and the brackets around pictures."""
    items = [block for block in walk(composed.blocks) if isinstance(block, Item)]
    dots = {item.label for item in items if not any(map(str.isalnum, item.label))}
    return [word for word in plain(composed).split() if word not in dots]


def test_every_shipped_leaflet_has_its_words() -> None:
    for name, language in MONOGRAPHS:
        composed = shipped_leaflet(name, language)
        found, expected = heard(composed).words, to_hear(composed)
        if language == "zh":  # no space stands between its sentences, which are elements here
            found, expected = ["".join(found)], ["".join(expected)]
        assert found == expected, (name, language)


def test_the_words_of_one_patient_are_heard() -> None:
    composed = leaflets.compose(
        leaflets.read("acetylcysteine", language="es"),
        particulars=particulars("es", directions="Tome 1 comprimido al día."),
    )
    assert heard(composed).words == to_hear(composed)
    assert "Exempel-O'Neill" in heard(composed).words


def test_both_languages_of_a_leaflet_in_two_are_heard_and_named() -> None:
    both = (shipped_leaflet("acetylcysteine", language) for language in ("es", "en"))
    composed = leaflets.in_two_languages(*both)
    found = heard(composed)
    assert found.words == to_hear(composed)
    assert set(found.values("lang", "lang")) == {"en"}


def test_a_specimen_of_every_block_is_heard_with_what_its_pictures_show() -> None:
    found = [word.strip("[]") for word in heard(specimen()).words]
    expected = [word.strip("[]") for word in to_hear(without_contents(specimen()))]
    assert found == expected


def without_contents(composed: Leaflet) -> Leaflet:
    """A leaflet but for its table of contents, whose headings are heard anyway."""
    blocks = (
        block for block in composed.blocks if not entries_of(replace(composed, blocks=(block,)))
    )
    return replace(composed, blocks=tuple(blocks))


@settings(max_examples=30)
@given(toys.leaflets())
def test_made_up_leaflets_are_sound_and_keep_every_letter(composed: Leaflet) -> None:
    found = Speech(render_speech(composed, load_pronunciations(Library())))
    assert letters(found.words) == letters(plain(without_contents(composed)).split())


def letters(words: list[str]) -> str:
    """The characters of words but for dots and brackets."""
    return "".join(words).translate(str.maketrans("", "", "•[]"))


def test_a_warning_is_announced_by_its_heading_between_pauses() -> None:
    found = heard(shipped_leaflet("acetylcysteine"))
    assert "Warning: get emergency help now" in found.texts("emphasis")
    source = leaflets.ssml(shipped_leaflet("acetylcysteine"))
    assert '<break strength="x-strong"/>\n<p><s><emphasis level="strong">Warning:' in source


def test_pauses_never_follow_one_another() -> None:
    assert "/>\n<break" not in leaflets.ssml(shipped_leaflet("warfarin"))


def test_sentences_are_apart_and_labels_of_steps_lead_them() -> None:
    found = heard(shipped_leaflet("salbutamol-inhaler"))
    assert any(text.startswith("1. ") and len(text) > 6 for text in found.texts("s"))


def test_units_are_said_in_the_language() -> None:
    assert "milligrams" in heard(shipped_leaflet("ibuprofen")).values("sub", "alias")
    assert "miligramos" in heard(shipped_leaflet("ibuprofen", "es")).values("sub", "alias")
    assert not heard(shipped_leaflet("acetylcysteine", "pl")).values("sub", "alias")


def test_the_language_is_named_and_another_is_marked() -> None:
    composed = shipped_leaflet("acetylcysteine", "es")
    assert heard(composed).values("speak", "lang") == ["es"]
    toy = toys.leaflet(toys.paragraph("toy/1", "Take it with water."))
    block = next(block for block in toy.blocks if isinstance(block, Paragraph))
    foreign = tuple(replace(run, language="de") for run in block.words.runs)
    marked = replace(block, words=replace(block.words, runs=foreign))
    found = heard(replace(toy, blocks=(marked,)))
    assert found.values("lang", "lang") == ["de"]
    assert found.texts("lang") == ["Take it with water."]
