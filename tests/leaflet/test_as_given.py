"""A leaflet as given: headings, order and words of its source, and curated sections in place."""

from __future__ import annotations

import pytest

from leaflets.base.errors import ProfileError
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.scalars import Language
from leaflets.leaflet.model import Box, Heading, Section
from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk
from leaflets.source.yaml import Text
from tests.leaflet.facts import leaflet, load_profile
from tests.minimal import MONOGRAPH, read_monograph, with_keys

HEAD = MONOGRAPH[: MONOGRAPH.index("most-important:")]
GIVEN = (
    HEAD
    + """as-given:
  says:
    - Read all of this.
    - heading: 3. How to store it
      section: storage
      says:
        - Below 25 °C.
        - heading: In use
          says:
            - Four weeks.
            - heading: After opening
              says: [Two days.]
    - heading: 2. How to take it
      section: how-to-take
      says:
        - warning: at-once
          says: [Get help if your face swells.]
        - One a day.
    - heading: No words below it
  from: [book]
"""
)


def text_of(monograph: Monograph, profile: str = "generic", *, summary: bool = False) -> str:
    text = plain(leaflet(monograph, profile=load_profile(profile), summary=summary))
    return " ".join(text.split())


def test_headings_order_and_words_are_those_of_the_source() -> None:
    assert (
        "Read all of this. 3. How to store it Below 25 °C. In use Four weeks. After opening Two "
        "days. 2. How to take it Warning: get emergency help now Get help if your face swells. One "
        "a day. No words below it About this leaflet"
    ) in text_of(read_monograph(GIVEN))


def test_headings_have_three_levels() -> None:
    blocks = leaflet(read_monograph(GIVEN)).blocks
    headings = [(block.level, str(block.words)) for block in walk(blocks)
                if isinstance(block, Heading)]  # fmt: skip
    assert headings[1:5] == [
        (2, "3. How to store it"),
        (3, "In use"),
        (4, "After opening"),
        (2, "2. How to take it"),
    ]


def test_nothing_is_claimed_of_what_the_source_leaves_out() -> None:
    text = text_of(read_monograph(GIVEN))
    assert "no facts" not in text
    assert "You may get some of these" not in text


def test_a_warning_keeps_its_words_in_its_place() -> None:
    (box,) = [b for b in walk(leaflet(read_monograph(GIVEN)).blocks) if isinstance(b, Box)
              and b.kind == "emergency"]  # fmt: skip
    assert box.heading
    assert str(box.heading.words) == "Warning: get emergency help now"
    assert box.heading.level == 3


def test_a_curated_section_stands_in_its_place() -> None:
    keys = """sections:
  stopping:
    says: [Ask first.]
    from: [book]
"""
    place = "    - heading: No words below it"
    source = GIVEN.replace(place, f"    - curated: stopping\n{place}") + keys
    assert "If you want to stop Ask first. No words below it" in text_of(read_monograph(source))


def test_one_section_of_a_curated_leaflet_may_be_as_given() -> None:
    sections = MONOGRAPH[MONOGRAPH.index("sections:") : MONOGRAPH.index("side-effects:")]
    given = """storage:
    heading: 5. Keeping it
    says:
      - heading: In use
        says: [Four weeks.]
    from: [book]"""
    text = text_of(read_monograph(with_keys(sections.replace("storage: ask-pharmacist", given))))
    assert "5. Keeping it In use Four weeks. Questions people ask" in text
    assert "How to store it" not in text


def test_the_sentences_of_a_profile_are_not_lost_and_not_said_twice() -> None:
    text = text_of(read_monograph(GIVEN), "us")
    words = load_profile("us").profile.statements[Text("fda")].words[Language("en")]
    sentence = " ".join(str(words.text).split())
    assert text.count(sentence) == 1
    source = GIVEN.replace("One a day.", f"One a day. {sentence}")
    assert text_of(read_monograph(source), "us").count(sentence) == 1


def test_a_profile_refuses_a_leaflet_that_does_not_mark_what_it_requires() -> None:
    source = GIVEN.replace("      section: how-to-take\n", "")
    with pytest.raises(ProfileError) as caught:
        text_of(read_monograph(source), "us")
    assert [fault.code for fault in caught.value.faults] == ["P292"]


def test_a_summary_takes_the_sections_that_are_marked() -> None:
    text = text_of(read_monograph(GIVEN), summary=True)
    assert "2. How to take it" in text
    assert "no facts" not in text


def test_a_marked_section_has_the_id_of_the_agreed_list() -> None:
    sections = [b.id for b in walk(leaflet(read_monograph(GIVEN)).blocks) if isinstance(b, Section)]
    assert sections == ["storage", "", "", "how-to-take", "", "about"]


def test_a_text_for_professionals_says_so_on_every_page() -> None:
    text = GIVEN.replace("as-given:\n", "as-given:\n  written-for: professionals\n")
    professional = leaflet(read_monograph(text))
    assert professional.subject == "Text for health professionals about testine"
    assert str(professional.furniture.header) == "Testine 10 mg. For health professionals"
    title, notice = professional.blocks[1:3]
    assert isinstance(title, Heading)
    assert isinstance(notice, Box)
    assert plain(professional).count("for health professionals, not for patients") == 1
    assert "for health professionals" not in plain(leaflet(read_monograph(GIVEN)))
