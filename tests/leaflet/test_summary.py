"""A summary: one page with the most important facts that fit, which names what it leaves out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import leaflets
from leaflets import DoesNotFit, Leaflet, Particulars, Typeset
from leaflets.content.monograph.inline import Run, Words
from leaflets.content.monograph.prose import SectionText, SummaryText
from leaflets.leaflet.model import Box, Section
from leaflets.leaflet.phrasebook import to_words
from leaflets.leaflet.plain import words
from leaflets.leaflet.summary import RANKING
from leaflets.leaflet.warnings import URGENCY
from leaflets.pdf.inspect import inspect
from tests.minimal import fault_codes, with_keys
from tests.pdf.tagging import faults
from tests.readback import text_of

from .facts import acetylcysteine, leaflet, load_profile
from .test_translations import english_in, every_word


def summary(language: str = "en", profile: str = "generic") -> Leaflet:
    reading = leaflets.read("acetylcysteine", language=language)
    return leaflets.compose(reading, profile=profile, summary=True)


def paths(composition: Leaflet) -> list[str]:
    """The sections and boxes of a composition, in their order."""
    return [block.path for block in composition.blocks if isinstance(block, Box | Section)]


def with_long(id_: str, count: int = 60) -> Leaflet:
    """A summary of a medicine that has very much to say in one section."""
    monograph = acetylcysteine()
    says = tuple(to_words(f"Sentence {n}.") for n in range(count))
    content = SectionText(says=says, sources=())
    return leaflet(replace(monograph, sections={**monograph.sections, id_: content}), summary=True)


def on_paper(made: Leaflet, typeset: Typeset) -> Leaflet:
    """The composition that was set."""
    identifier = typeset.metadata.identifier
    return next(c for c in made.compositions if c.identifier == identifier)


def test_what_the_longest_holds_in_which_order() -> None:
    made = summary()
    assert made.title == "Acetylcysteine 400 mg: summary"
    assert paths(made) == [
        "draft", "key-points", "what-it-is-for", "do-not-take", "emergency", "warnings",
        "how-to-take", "reporting", "full-leaflet",
    ]  # fmt: skip
    said = " ".join(words(made))
    assert "This is a summary" in said
    assert "(contrast-induced nephropathy, CIN): Not certain: Research goes on." in said


def test_every_alternative_has_the_safety_facts_and_names_what_it_leaves_out() -> None:
    topics = {
        "what-it-is-for": "what it is for", "warnings": "when to take special care",
        "how-to-take": "how to use it", "reporting": "how to report side effects",
    }  # fmt: skip
    *compositions, last = summary().compositions
    assert len({composition.identifier for composition in compositions}) == 2 ** len(RANKING)
    for composition in compositions:
        shown = paths(composition)
        assert {"draft", "do-not-take", "emergency"} < set(shown)
        closing = str(composition.blocks[-1].blocks[0].words)  # type: ignore[union-attr]
        named = closing.removeprefix("Only the full leaflet tells you about: ").partition(".")[0]
        left_out = [topic for id_, topic in topics.items() if id_ not in shown]
        assert [topic for topic in topics.values() if topic in named.split(", ")] == left_out
        assert ("more on what it is for" in named) == ("what-it-is-for" in shown)
        assert {"other side effects", "how to store it", "answers to questions"} < set(
            named.split(", ")
        )
        assert not {"driving", "who must not use it"} & set(named.split(", "))
    assert paths(last) == ["draft", "do-not-take", "emergency", "full-leaflet"]
    assert "Only the full leaflet tells you about: everything else." in " ".join(words(last))


def test_no_fact_takes_the_place_of_a_more_important_one() -> None:
    *compositions, _ = summary().compositions
    ranks = [[id_ in paths(composition) for id_ in RANKING] for composition in compositions]
    assert ranks == sorted(ranks, reverse=True)


def test_side_effects_that_are_all_in_the_boxes_are_not_left_out() -> None:
    monograph = acetylcysteine()
    in_boxes = tuple(e for e in monograph.side_effects if e.how_fast in URGENCY)
    others = tuple(e for e in monograph.side_effects if e.how_fast not in URGENCY)
    for effects, topic in ((in_boxes, None), (others, "side effects"), ((), "side effects")):
        made = leaflet(replace(monograph, side_effects=effects), summary=True)
        named = " ".join(words(made)).partition("tells you about: ")[2].split(", ")
        assert [part for part in named if part.endswith("side effects")] == [topic] * bool(topic)


@pytest.mark.parametrize("id_", ["how-to-take", "warnings"])
def test_a_section_that_does_not_fit_is_left_out_whole_and_named(id_: str) -> None:
    made = with_long(id_)
    typeset = leaflets.typeset(made)
    assert typeset.pages == 1
    composition = on_paper(made, typeset)
    assert id_ not in paths(composition)
    text = text_of(typeset.pdf, composition)
    assert text == words(composition, identity=False)
    assert "Sentence" not in text
    assert "what-it-is-for" in paths(composition)  # smaller facts are there all the same


@pytest.mark.parametrize("profile", ["generic", "eu", "uk", "us"])
@pytest.mark.parametrize("layout", ["standard", "compact", "receipt"])
def test_it_has_one_page_and_every_word_of_one_composition(profile: str, layout: str) -> None:
    made = summary(profile=profile)
    found = leaflets.typeset(made, layout)
    assert found.pages == 1
    assert faults(found.pdf) == []
    composition = on_paper(made, found)
    if layout == "receipt":  # which is as long as its words
        assert composition is made
    if layout != "compact":  # which has columns
        assert text_of(found.pdf, composition) == words(composition, identity=False)
    about = inspect(found.pdf)
    assert (about.extent, about.verdict) == ("summary", "exact")


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_standard_page_has_room_for(language: str) -> None:
    """More room on the page is no reason to leave a fact out: the first that fits is set."""
    made = summary(language)
    found = leaflets.typeset(made)
    number = made.compositions.index(on_paper(made, found))
    assert "how-to-take" in paths(made.compositions[number])
    for longer in made.compositions[:number]:
        with pytest.raises(DoesNotFit):
            leaflets.typeset(replace(longer, alternatives=()))


def test_no_english_in_spanish() -> None:
    made = summary("es")
    assert leaflets.typeset(made).pages == 1
    assert english_in(every_word(made), "es") == []


def test_safety_facts_that_are_too_long_are_refused_saying_by_how_much() -> None:
    with pytest.raises(DoesNotFit, match=r"about \d+ lines, from the block '[\w/-]+' on") as caught:
        leaflets.typeset(summary(), "large-print")
    assert caught.value.code == "T523"
    assert "do-not-take" in caught.value.hint
    many = tuple(
        replace(effect, name=Words((Run(f"effect {number}"),)))
        for number in range(60)
        for effect in acetylcysteine().side_effects[:1]
    )
    long = leaflet(replace(acetylcysteine(), side_effects=many), summary=True)
    with pytest.raises(DoesNotFit) as fitted:  # never below its least type
        leaflets.typeset(long, "compact")
    assert fitted.value.code == "T523"


def test_the_directions_of_a_patient_stand_in_every_alternative() -> None:
    values = {"patient": "Ada Exempel", "directions": "Take 1 tablet once a day."}
    given = Particulars.from_mapping(values, language="en")
    made = leaflets.compose(leaflets.read("acetylcysteine"), particulars=given, summary=True)
    assert all("dispensing" in paths(composition) for composition in made.compositions)
    found = leaflets.typeset(made)
    assert found.pages == 1
    text = text_of(found.pdf, on_paper(made, found))
    assert "Take 1 tablet once a day." in " ".join(text)


def test_the_words_inside_a_pdf_are_those_of_the_composition_on_paper() -> None:
    reading = leaflets.read("acetylcysteine")
    made = leaflets.compose(reading, summary=True)
    found = leaflets.typeset(made, embed=reading)
    assert found.metadata.identifier != made.identifier
    assert inspect(found.pdf).data_intact


def test_another_identifier_and_the_sentence_of_the_fda() -> None:
    assert summary().identifier != leaflet(acetylcysteine(), profile=load_profile()).identifier
    assert "1-800-FDA-1088" in " ".join(words(summary(profile="us")))


def test_own_words_stand_in_place_of_a_section_and_the_full_leaflet_has_the_rest() -> None:
    monograph = acetylcysteine()
    own = SummaryText(says=(to_words("As you were told."),), sources=())
    short = replace(monograph, summary={"how-to-take": own, "what-it-is-for": own})
    made, said = leaflet(short, summary=True), " ".join(words(leaflet(short, summary=True)))
    assert said.count("As you were told.") == 2
    assert "works out how much you need" not in said
    assert "more on what it is for, how it works" in said
    assert "more on how to use it" in said
    assert words(leaflet(short)) == words(leaflet(monograph))
    assert made.identifier != leaflet(monograph, summary=True).identifier
    limited = leaflet(replace(short, summary={}), summary=True)
    assert words(limited) == words(leaflet(monograph, summary=True))


def test_who_must_not_use_it_is_never_shortened() -> None:
    own = "summary:\n  do-not-take:\n    says: [Ask.]\n    from: [book]\n"
    assert fault_codes(with_keys(own)) == ["M105"]
