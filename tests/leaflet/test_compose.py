"""The words of a leaflet: nothing lost, in good order, nothing English baked in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import Struct
from msgspec.structs import asdict, replace

from leaflets.base.errors import UsageError, WordingError
from leaflets.content.monograph.frequency import Band
from leaflets.content.monograph.inline import Run, Words
from leaflets.content.monograph.model import Monograph, Review
from leaflets.content.monograph.prose import Bullets, SectionText
from leaflets.content.monograph.scalars import Date, Reviewer, Slug, WebAddress
from leaflets.content.wording.patterns import GAP, Phrase
from leaflets.leaflet.model import Box, Heading, Leaflet, Paragraph, Question, Section, Table
from leaflets.leaflet.plain import plain, words
from leaflets.leaflet.walk import walk
from leaflets.source.yaml import Text
from tests.minimal import MONOGRAPH, read_monograph

from ..strategies import AGREED, monographs
from .facts import acetylcysteine, english, leaflet, run_on, texts, whole

# without shrinking: it takes minutes, and what failed is small enough to be read
SOME = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def lost(monograph: Monograph, made: Leaflet) -> list[str]:
    """Texts of the monograph that the leaflet does not hold."""
    said = whole(made)
    return [text for text in texts(monograph) if run_on(text) not in said]


def test_no_text_of_acetylcysteine_is_lost() -> None:
    assert len(list(texts(acetylcysteine()))) > 80
    assert not lost(acetylcysteine(), leaflet(acetylcysteine()))


@SOME
@given(monographs())
def test_no_text_date_number_or_section_is_lost(monograph: Monograph) -> None:
    made = leaflet(monograph)
    assert not lost(monograph, made)
    said = whole(made)
    dates = [monograph.edition.date, *(source.date for source in monograph.sources)]
    for date in (*dates, monograph.review.on):
        assert date is None or run_on(spoken(date)) in said
    for effect in monograph.side_effects:
        if isinstance(effect.frequency, Band):
            assert run_on(people(effect.frequency)) in said
    for id_ in AGREED.required_ids:
        section = english().sections[Text(id_)]
        assert run_on(section.heading) in said or run_on(section.topic) in said
    for route in monograph.identity.routes:
        assert run_on(english().routes[Text(route)]) in said


def spoken(date: Date) -> str:
    return f"{date.day} {english().months[date.month - 1]} {date.year}"


def people(band: Band) -> str:
    if band.least and band.least == band.most:
        return f"1 in {band.least:,} people get this"
    if band.least and band.most:
        if band.least % band.most:
            return f"1 in {band.least:,} and 1 in {band.most:,} people"
        return f"1 to {band.least // band.most:,} out of every {band.least:,} people"
    return f"1 in {band.least or band.most:,} people"


@SOME
@given(monographs())
def test_the_shape_of_a_leaflet(monograph: Monograph) -> None:
    made = leaflet(monograph)
    text = plain(made).split()
    if any(isinstance(block, Table) for block in walk(made.blocks)):
        # the names of columns stand before each value, with a mark
        assert set(words(made)) <= {*text, *(word.removesuffix(":") for word in text)}
    else:
        assert text == words(made)
    paths = [block.path for block in walk(made.blocks)]
    assert len(paths) == len(set(paths))
    levels = [block.level for block in walk(made.blocks) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    for block in walk(made.blocks):
        if isinstance(block, Heading | Paragraph):
            assert block.words
            assert all(run.text for run in block.words.runs)
        if isinstance(block, Box | Section):
            assert block.blocks


def test_blocks_of_a_leaflet_are_in_order() -> None:
    made = leaflet(acetylcysteine())
    kinds = [block.kind if isinstance(block, Box) else block.path for block in made.blocks]
    assert kinds == [
        "draft", "title", "generic", "about-this-leaflet", "key-points", "emergency", "what-it-is",
        "before-you-take", "how-to-take", "side-effects", "storage", "questions",
        "about",
    ]  # fmt: skip


def test_sections_carry_their_codes() -> None:
    sections = [
        block for block in walk(leaflet(acetylcysteine()).blocks) if isinstance(block, Section)
    ]
    codes = {part.id: part.code for part in AGREED.walk()}
    assert {str(codes[Slug(one.id)]) for one in sections} == {str(one.code) for one in sections}


def test_warning_boxes_say_what_to_do_first() -> None:
    boxes = [block for block in leaflet(acetylcysteine()).blocks if isinstance(block, Box)]
    for box in (box for box in boxes if box.kind in ("emergency", "urgent")):
        assert box.heading
        assert str(box.heading.words).startswith("Warning")
        first = box.blocks[0]
        assert isinstance(first, Paragraph)
        assert first.role == "action"
        assert box.continued
        assert str(box.heading.words) in str(box.continued)
        assert box.goes_on


def test_an_action_for_one_effect_stands_with_that_effect() -> None:
    monograph = acetylcysteine()
    first, *others = monograph.side_effects
    other = Words((Run("Lie down flat and call."),))
    made = leaflet(replace(monograph, side_effects=(replace(first, what_to_do=other), *others)))
    box = next(
        block for block in made.blocks if isinstance(block, Box) and block.kind == "emergency"
    )
    roles = [block.role for block in box.blocks if isinstance(block, Paragraph)]
    assert roles[:2] == ["label", "action"]
    assert str(other) in [str(b.words) for b in box.blocks if isinstance(b, Paragraph)]


def test_sections_with_nothing_to_say_are_named() -> None:
    said = plain(leaflet(acetylcysteine()))
    for topic in ("who must not use it", "children", "food and alcohol", "driving"):
        assert topic in " ".join(said.split())
    nothing = {Slug(id_): "not-applicable" for id_ in AGREED.required_ids}
    made = leaflet(replace(acetylcysteine(), sections=nothing))  # type: ignore[arg-type]
    for id_ in AGREED.required_ids:
        assert run_on(english().sections[Text(id_)].topic) in whole(made)


def test_neighbouring_sections_with_the_same_words_are_merged() -> None:
    monograph = acetylcysteine()
    made = " ".join(plain(leaflet(monograph)).split())
    assert "Pregnancy and breast-feeding Ask" in made
    other = SectionText(says=(Words((Run("Other words."),)),), sources=(Slug("web-page"),))
    sections = {**monograph.sections, Slug("breast-feeding"): other}
    made = " ".join(plain(leaflet(replace(monograph, sections=sections))).split())
    assert "Pregnancy Ask" in made
    assert "Breast-feeding Other words." in made


def test_the_caveat_of_a_use_is_printed_below_a_text_that_is_a_list() -> None:
    monograph, caveat = acetylcysteine(), Words((Run("Nobody has proved it."),))
    use = replace(
        monograph.uses[0],
        says=(Bullets(list=(Words((Run("One."),)),)),),
        evidence="unproven",
        caveat=caveat,
    )
    made = leaflet(replace(monograph, uses=(use, *monograph.uses[1:])))
    assert "Nobody has proved it." in plain(made)


BARE = re.compile(
    r"\b(?:very |un)?(?:common|rare|frequent|possible|occasional)(?:ly)?\b", re.IGNORECASE
)


def test_no_frequency_is_a_bare_word() -> None:
    said = " ".join(words(leaflet(acetylcysteine()))).replace("Possible side effects", "")
    found = list(BARE.finditer(said))
    assert len(found) == 2
    for each in found:
        around = said[each.start() - 25 : each.end() + 30]
        assert re.search(r"Our source calls (?:this|these) “\w+”, without numbers\.", around)


def test_every_page_of_a_draft_is_marked() -> None:
    made = leaflet(acetylcysteine())
    assert made.status == "draft"
    assert made.furniture.mark
    assert "DRAFT" in str(made.furniture.mark)
    assert isinstance(made.blocks[0], Box)
    assert words(made)[0] == "DRAFT."


@pytest.mark.parametrize("by", [None, Reviewer("Dr Toy, pharmacist")])
def test_a_leaflet_is_a_draft_unless_a_named_person_approved_it(by: Reviewer | None) -> None:
    review = Review(status="approved", by=by, on=Date("2026-11-30"))
    made = leaflet(replace(acetylcysteine(), review=review))
    assert (made.status == "draft") == (by is None)
    assert (made.furniture.mark is None) == (by is not None)
    if by:
        assert "Approved on 30 November 2026 by Dr Toy, pharmacist." in " ".join(words(made))
        assert "DRAFT" not in plain(made)


def test_the_disclaimer_is_in_the_furniture() -> None:
    disclaimer = str(leaflet(acetylcysteine()).furniture.disclaimer)
    for part in ("not medical advice", "not a full list", "Ask your", "emergency"):
        assert part in disclaimer


def test_the_identity_line_names_medicine_edition_and_identifier() -> None:
    made = leaflet(acetylcysteine())
    assert re.fullmatch(r"[0-9a-f]{12}", made.identifier)
    grouped = "-".join(re.findall("....", made.identifier))
    assert str(made.furniture.identity).endswith(f"Leaflet {grouped}.")
    assert "edition 2, 26 November 2026" in str(made.furniture.identity)
    assert made.furniture.page_words(2, 3) == "Page 2 of 3"


def test_other_words_or_edition_have_another_identifier() -> None:
    monograph = acetylcysteine()
    same = replace(monograph, questions=tuple(monograph.questions))
    fewer = replace(monograph, questions=monograph.questions[1:])
    assert leaflet(same).identifier == leaflet(monograph).identifier
    assert leaflet(fewer).identifier != leaflet(monograph).identifier
    assert leaflet(monograph, date="2026-12-01").identifier != leaflet(monograph).identifier


def test_the_day_of_printing_stands_beside_the_edition() -> None:
    made = leaflet(acetylcysteine(), date="2027-01-09")
    assert made.date == "2027-01-09"
    assert "Edition 2, 26 November 2026. Printed on 9 January 2027." in " ".join(words(made))
    with pytest.raises(UsageError, match="not a day of the calendar"):
        leaflet(acetylcysteine(), date="2027-02-30")


def test_a_wording_without_words_for_sections_is_refused_with_all_that_is_missing() -> None:
    sections = dict(english().sections)
    del sections[Text("storage")], sections[Text("driving")]
    with pytest.raises(WordingError, match=r"W102.*'driving', 'storage'"):
        leaflet(acetylcysteine(), replace(english(), sections=sections))


def greek(value: Any) -> Any:
    """The wording in another language: every letter that is not in a gap is a Greek one."""
    if isinstance(value, Phrase):
        pieces = [piece if n % 2 else _greek(piece) for n, piece in enumerate(GAP.split(value))]
        gaps = [f"{{{piece}}}" if n % 2 else piece for n, piece in enumerate(pieces)]
        return type(value)("".join(gaps), value.place)
    if isinstance(value, Struct):
        return replace(value, **{name: greek(inner) for name, inner in asdict(value).items()})
    if isinstance(value, dict):
        return {key: greek(inner) for key, inner in value.items()}
    return tuple(greek(inner) for inner in value) if isinstance(value, tuple) else value


def _greek(text: str) -> str:
    return re.sub("[A-Za-z]", "ω", text)


def cyrillic(value: Any) -> Any:
    """A monograph in which every letter that somebody wrote is a Cyrillic one."""
    if isinstance(value, Words):
        texts = [re.sub("[A-Za-z]", "ж", run.text) for run in value.runs]
        runs = zip(value.runs, texts, strict=True)
        return Words(tuple(replace(run, text=text, link=None) for run, text in runs), value.place)
    if isinstance(value, WebAddress):
        return None  # an address is printed as it is
    if type(value) in (Text, Reviewer):
        return Text(re.sub("[A-Za-z]", "ж", value))
    if isinstance(value, Struct):
        return replace(value, **{name: cyrillic(inner) for name, inner in asdict(value).items()})
    if isinstance(value, dict):
        return {key: cyrillic(inner) for key, inner in value.items()}
    return tuple(cyrillic(inner) for inner in value) if isinstance(value, tuple) else value


@SOME
@given(monographs())
def test_no_english_words_are_hard_coded(monograph: Monograph) -> None:
    translation = replace(monograph.edition, translation_of=None)
    made = leaflet(cyrillic(replace(monograph, edition=translation)), greek(english()))
    said = plain(made).replace("-".join(re.findall("....", made.identifier)), "")
    furniture = made.furniture
    others = [str(furniture.header), str(furniture.mark or ""), furniture.page_words(1, 2)]
    each = [b for b in walk(made.blocks) if isinstance(b, Box)]
    boxes = [f"{b.continued or ''} {b.goes_on or ''}" for b in each]
    assert not re.findall("[A-Za-z]+", " ".join([said, *others, *boxes, made.subject, made.title]))


def test_questions_keep_their_answers() -> None:
    made = leaflet(acetylcysteine())
    questions = [block for block in walk(made.blocks) if isinstance(block, Question)]
    assert len(questions) == 5
    assert all(question.answer for question in questions)


def test_a_long_name_is_whole_in_the_title_and_cut_between_words_on_every_page() -> None:
    name = " + ".join(f"Testine-{letter} 7 mg" for letter in "ABCDEFGHIJKLMNO")
    long = leaflet(read_monograph(MONOGRAPH.replace("Testine 10 mg", name)))
    assert long.title == name
    assert str(long.furniture.header).endswith("Testine-D 7 mg + Testine-E …")
    assert "Testine-E …" in str(long.furniture.identity)
    assert name not in str(long.furniture.identity)
