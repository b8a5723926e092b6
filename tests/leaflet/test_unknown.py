"""What its source does not say is not demanded, and never printed as if it were known."""

from __future__ import annotations

import re

import pytest

from leaflets.content.monograph.model import Monograph
from leaflets.leaflet.plain import plain
from tests.leaflet.facts import leaflet, load_profile
from tests.minimal import MONOGRAPH, monograph_faults, read_monograph, with_keys

RASH = """side-effects:
  - name: rash
{}    from: [book]
"""


def text_of(source: str, profile: str = "generic") -> str:
    """Return the plain text of a monograph, with single spaces."""
    return " ".join(plain(leaflet(read_monograph(source), profile=load_profile(profile))).split())


def without(key: str) -> str:
    """Return the minimal monograph without a top-level key."""
    return re.sub(rf"^{key}:.*?\n(?=[a-z])", "", MONOGRAPH, flags=re.MULTILINE | re.DOTALL)


def test_a_leaflet_without_key_points_has_no_box_of_them() -> None:
    assert "most important" not in text_of(without("most-important"))


def test_a_leaflet_without_a_route_claims_none() -> None:
    source = MONOGRAPH.replace("  routes: [oral, intravenous]\n", "")
    assert "This leaflet is about a medicine used" not in text_of(source)


def test_a_use_without_evidence_is_called_neither_proven_nor_unproven() -> None:
    text = text_of(MONOGRAPH.replace("    evidence: established\n", ""))
    assert "Pain: It helps with pain." in text
    assert "roven" not in text


def test_side_effects_that_are_absent_are_told_as_unknown() -> None:
    assert "This leaflet has no facts about: side effects." in text_of(without("side-effects"))


@pytest.mark.parametrize("profile", ["generic", "eu"])
def test_an_effect_that_is_not_graded_is_in_no_box_and_not_called_harmless(profile: str) -> None:
    text = text_of(with_keys(RASH.format("")), profile)
    assert "ash" in text
    assert "Warning:" not in text
    assert "Not serious" not in text
    assert "if it bothers you" not in text


def test_a_serious_effect_without_advice_stands_in_its_box() -> None:
    text = text_of(with_keys(RASH.format("    seriousness: serious\n    how-fast: same-day\n")))
    assert "Warning: get advice the same day Rash" in text


def test_a_frequency_may_have_the_word_of_the_source_beside_its_number() -> None:
    keys = "    frequency: {from: 1 in 100, to: 1 in 10}\n    said-to-be: common\n"
    text = text_of(with_keys(RASH.format(keys)))
    assert "1 to 10 out of every 100 people get this. Our source calls this “common”." in text


@pytest.mark.parametrize(
    ("band", "says"),
    [
        ("{from: 2.3%, to: 13%}", "2.3% to 13% of people get this."),
        ("{to: 13 %}", "Up to 13 % of people get this."),
        ('{from: "2,3%"}', "At least 2,3% of people get this."),
        ("{from: 13%, to: 13%}", "13% of people get this."),
    ],
)
def test_a_frequency_per_cent_is_printed_as_the_source_writes_it(band: str, says: str) -> None:
    assert says in text_of(with_keys(RASH.format(f"    frequency: {band}\n")))


def test_side_effects_may_be_prose_among_single_ones() -> None:
    keys = RASH.format("") + "  - says: [Most people have no trouble.]\n    from: [book]\n"
    text = text_of(with_keys(keys))
    assert text.index("Rash") < text.index("Most people have no trouble.")


def test_prose_follows_prose() -> None:
    keys = "side-effects:\n" + "  - says: [More words.]\n    from: [book]\n" * 2
    assert text_of(with_keys(keys)).count("More words.") == 2


@pytest.mark.parametrize("profile", ["generic", "eu", "uk", "us"])
def test_a_group_of_effects_has_one_heading_frequency_and_route(profile: str) -> None:
    keys = (
        RASH.format("")
        + """  - heading: Your stomach
    frequency: {to: 7%}
    said-to-be: often
    routes: [oral]
    effects: [nausea, thirst]
    from: [book]
"""
    )
    text = text_of(with_keys(keys), profile)
    assert (
        "Your stomach By mouth Up to 7% of people get this. Our source calls this “often”. "
        "• nausea • thirst"
    ) in text


def test_the_route_of_a_group_is_one_of_the_medicine() -> None:
    keys = "side-effects:\n  - {effects: [nausea], routes: [eye], uses: [x], from: [book]}\n"
    assert sorted(fault.code for fault in monograph_faults(with_keys(keys))) == ["M201", "M202"]


def test_side_effects_may_be_prose_alone() -> None:
    keys = "side-effects:\n  says: [Most people have no trouble.]\n  from: [book]\n"
    assert "Possible side effects Most people have no trouble." in text_of(with_keys(keys))


def sections(**contents: str) -> str:
    """Return the minimal monograph with other contents of some sections."""
    text = MONOGRAPH
    for name, content in contents.items():
        text = text.replace(f"  {name}: ask-pharmacist\n", f"  {name}: {content}\n")
    return text


def test_a_section_that_is_not_stated_is_not_spoken_of() -> None:
    text = text_of(sections(pregnancy="not-stated", storage="not-stated", stopping="not-stated"))
    for words in ("regnancy", "store it", "stop using"):
        assert words not in text
    assert "no facts about: who must not use it" in text


def test_a_numbered_section_that_is_not_stated_keeps_its_number() -> None:
    text = text_of(sections(storage="not-stated"), "eu")
    assert "5. How to store Testine 10 mg This leaflet has no facts about: how to store it." in text


def question(about: str) -> Monograph:
    keys = f"""questions:
  - asks: What if I forget a tablet?
    says: [Take it later.]
    about: [{about}]
    from: [book]
"""
    return read_monograph(with_keys(keys))


def test_a_question_about_a_section_keeps_the_leaflet_from_claiming_no_facts() -> None:
    text = " ".join(plain(leaflet(question("missed-dose"))).split())
    assert "what to do if you forget a dose" not in text
    assert "how to stop using it" in text


def test_a_question_without_an_answer_is_printed_with_whom_to_ask() -> None:
    keys = "questions:\n  - asks: What if I forget a tablet?\n    from: [book]\n"
    text = text_of(with_keys(keys))
    assert "What if I forget a tablet? Ask your pharmacist or doctor." in text


def test_a_question_that_may_answer_a_section_keeps_the_leaflet_from_claiming_no_facts() -> None:
    questions = "questions:\n  - asks: May I drive?\n    says: [Yes.]\n    from: [book]\n"
    text = text_of(with_keys(questions, sections()))
    claim = text.partition("no facts about: who")[2].partition(".")[0]
    assert "pregnancy" in claim
    assert "driving" not in claim


def test_a_text_as_given_may_answer_other_sections() -> None:
    given = """warnings:
    heading: Be careful
    says:
      - Children may be sleepy.
      - heading: At work
        section: driving
        says: [Take the bus.]
    from: [book]"""
    claim = text_of(sections().replace("warnings: ask-pharmacist", given))
    claim = claim.partition("no facts about: who")[2].partition(".")[0]
    assert "pregnancy" in claim
    assert "children" not in claim
    assert "driving" not in claim
