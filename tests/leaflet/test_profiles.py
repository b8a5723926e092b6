"""Leaflets by each profile: every rule is kept, word for word and in size, or all is refused."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet, ProfileError
from leaflets.content.library import Library
from leaflets.content.monograph.frequency import Band, OneIn
from leaflets.content.monograph.inline import Run, Words
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.prose import SectionText
from leaflets.content.monograph.scalars import Slug
from leaflets.content.monograph.side_effects import SideEffect
from leaflets.content.profile.reading import load_profile as profile_in
from leaflets.content.profile.wording import profile_wording
from leaflets.leaflet.model import Box, Section, Table
from leaflets.leaflet.plain import plain, words
from leaflets.leaflet.walk import walk
from tests.leaflet.facts import acetylcysteine, leaflet, load_profile, load_wording
from tests.leaflet.test_compose import SOME, lost
from tests.leaflet.test_translations import english_in, every_word
from tests.pdf.tagging import faults
from tests.shipped import FIRST_MEDICINE, MONOGRAPHS
from tests.strategies import monographs

PROFILES = Library().profiles()
FDA = (
    "Call your doctor for medical advice about side effects. "
    "You may report side effects to FDA at 1-800-FDA-1088."
)


@cache
def made_by(profile: str, name: str = "acetylcysteine", language: str = "en") -> Leaflet:
    """A shipped leaflet by a profile."""
    return leaflets.compose(leaflets.read(name, language=language), profile=profile)


# the profile of the United States requires it
SOMETHING = SectionText(says=(Words((Run("Take it."),)),), sources=(Slug("label"),))


@SOME
@given(monographs(), st.sampled_from(["eu", "uk", "us"]))
def test_no_text_of_a_monograph_is_lost(monograph: Monograph, profile: str) -> None:
    given = monograph.sections.items()
    sections = {id_: SOMETHING if id_ == "how-to-take" else said for id_, said in given}
    known = replace(monograph, additional_monitoring="yes", sections=sections)
    assert not lost(known, leaflet(known, profile=load_profile(profile)))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("name", "language"), FIRST_MEDICINE)
def test_fixed_sentences_stand_word_for_word(name: str, language: str, profile: str) -> None:
    rules = profile_wording(profile_in(Library(), profile, [language]), profile, language)
    monograph = leaflets.read(name, language=language).monograph
    urgent = replace(
        some_effect(), how_fast="same-day", what_to_do=Words((Run("Toy."),)), routes=(), uses=()
    )
    monograph = replace(
        monograph, additional_monitoring="yes", side_effects=(*monograph.side_effects, urgent)
    )
    made = leaflet(monograph, load_wording(language), profile=leaflets.read_profile(profile))
    said = " ".join(words(made))
    given: dict[str, str] = {
        **{kind: str(text) for kind, text in (rules.contacts or {}).items()},
        "name": str(monograph.identity.name),
        "date": f"{monograph.edition.date.month:02}/{monograph.edition.date.year}",
    }
    # what stands in a warning box stands nowhere if the medicine needs no such box
    statements = profile_in(Library(), profile).statements
    boxes = {block.kind for block in made.blocks if isinstance(block, Box)}
    for each in rules.sentences:
        place = statements[each.rule.removeprefix("statements.")].place
        times = 0 if place in ("emergency", "urgent") and place not in boxes else 1
        for sentence in (each.sentence.text, *each.sentence.items):
            assert said.count(sentence.format(**given)) == times, each.rule


def glyphs(pdf: bytes) -> list[tuple[str, float]]:
    """Every character of the pages as drawn, with its size in points."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            size = pdfium.FPDFText_GetFontSize(text.raw, at)
            found.append((chr(pdfium.FPDFText_GetUnicode(text.raw, at)), size))
    return found


@pytest.mark.parametrize("layout", ["standard", "letter"])
def test_the_fda_sentence_is_at_least_as_large_as_the_law_requires(layout: str) -> None:
    drawn = glyphs(leaflets.typeset(made_by("us"), layout).pdf)
    letters = [(char, size) for char, size in drawn if not char.isspace() and char != "\x00"]
    run_on = "".join(char for char, _ in letters)
    start = run_on.index(FDA.replace(" ", ""))
    sizes = {size for _, size in letters[start : start + len(FDA.replace(" ", ""))]}
    assert min(sizes) >= 10
    assert len(sizes) == 1, "one clear type style"


def headings(made: Leaflet) -> list[str]:
    return [str(one.heading.words) for one in made.blocks if isinstance(one, Section)]


def test_the_eu_headings_are_in_order() -> None:
    name = "Acetylcysteine 400 mg"
    assert headings(made_by("eu")) == [
        f"1. What {name} is and what it is used for",
        f"2. What you need to know before you use {name}",
        f"3. How to use {name}",
        "4. Possible side effects",
        f"5. How to store {name}",
        "6. Contents of the pack and other information",
        "Questions people ask",
    ]
    assert headings(made_by("uk")) == headings(made_by("eu"))
    said = plain(made_by("eu"))
    assert said.index("If you use more") < said.index("If you forget") < said.index("If you stop")
    assert "This leaflet was last revised in 11/2026." in said


def test_the_most_important_things_come_first_in_the_uk() -> None:
    boxes = [one.path for one in made_by("uk").blocks if isinstance(one, Box)]
    assert boxes == ["draft", "key-points", "emergency", "list"]
    paths = {name: [one.path for one in made_by(name).blocks] for name in ("uk", "eu")}
    first = {name: each.index("locked/statements.read-first") for name, each in paths.items()}
    assert first["uk"] > paths["uk"].index("emergency")
    assert first["eu"] < paths["eu"].index("key-points")


BANDS = {
    (10, None): "Very common (may affect more than 1 in 10 people).",
    (100, 10): "Common (may affect up to 1 in 10 people).",
    (1_000, 100): "Uncommon (may affect up to 1 in 100 people).",
    (10_000, 1_000): "Rare (may affect up to 1 in 1,000 people).",
    (None, 10_000): "Very rare (may affect up to 1 in 10,000 people).",
    # none of the five: the number alone
    (50, 20): "Between 1 in 50 and 1 in 20 people get this.",
    (None, 10): "Up to 1 in 10 people get this.",
}


def some_effect() -> SideEffect:
    return next(one for one in acetylcysteine().side_effects if one.said_to_be == "common")


@pytest.mark.parametrize("band", BANDS)
def test_frequencies_of_the_eu_are_words_with_their_numbers(band: tuple[Any, Any]) -> None:
    number = Band(
        least=OneIn(band[0]) if band[0] else None, most=OneIn(band[1]) if band[1] else None
    )
    effect = replace(some_effect(), frequency=number, said_to_be=None, routes=())
    made = leaflet(replace(acetylcysteine(), side_effects=(effect,)), profile=load_profile("eu"))
    assert f"feeling sick (nausea): {BANDS[band]}" in " ".join(words(made))


@pytest.mark.parametrize("profile", PROFILES)
def test_no_word_of_frequency_stands_without_a_number(profile: str) -> None:
    said = " ".join(words(made_by(profile)))
    for word in re.findall(r"\b(?:[Cc]ommon|[Rr]are)\b.{0,40}", said):
        assert re.search(r"without numbers|may affect", word), word


def test_the_black_triangle_stands_below_the_active_substance() -> None:
    watched = replace(acetylcysteine(), additional_monitoring="yes")
    for profile in ("eu", "uk"):
        paths = [one.path for one in leaflet(watched, profile=load_profile(profile)).blocks]
        assert paths.index("monitoring") == paths.index("generic") + 1
    assert "monitoring" not in [one.path for one in made_by("eu").blocks]
    made = leaflet(watched, profile=load_profile("eu"))
    assert faults(leaflets.typeset(made).pdf) == []


def test_side_effects_of_the_us_are_a_table() -> None:
    (table,) = (one for one in walk(made_by("us").blocks) if isinstance(one, Table))
    head, *rows = (
        [" ".join(str(getattr(block, "words", "")) for block in cell) for cell in row.cells]
        for row in table.all_rows
    )
    assert head == ["Side effect", "How serious", "What to do", "How many people"]
    assert rows[0] == [
        "Allergic reaction", "Danger to life", "Get emergency help now", "Not known",
    ]  # fmt: skip
    assert [row[1] for row in rows] == sorted(
        (row[1] for row in rows), key=["Danger to life", "Serious", "Not serious"].index
    )
    named = " ".join(row[0] for row in rows).casefold()
    assert all(str(one.name).casefold() in named for one in acetylcysteine().side_effects)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", [name for name, language in MONOGRAPHS if language == "es"])
def test_a_spanish_leaflet_has_no_english_words_of_a_profile(name: str, profile: str) -> None:
    made = made_by(profile, name, "es")
    assert english_in(every_word(made), "es") == []
    said = " ".join(words(made))
    rules = profile_in(Library(), profile)
    english = profile_wording(rules, profile, "en")
    ours = [
        str(one) for each in english.sentences for one in (each.sentence.text, *each.sentence.items)
    ]
    for text in (*ours, *map(str, (english.headings or {}).values())):
        for piece in re.split(r"\{[a-z]+\}", text):
            assert len(piece.split()) < 2 or piece.strip(" .") not in said


def test_another_profile_gives_another_identifier() -> None:
    identifiers = {made_by(profile).identifier for profile in PROFILES}
    assert len(identifiers) == len(PROFILES)
    assert {made_by(profile).profile for profile in PROFILES} == set(PROFILES)
    assert made_by("generic").identifier == leaflet(acetylcysteine()).identifier


def own(folder: Path, kind: str, text: str) -> Path:
    """A profile or layout of a pharmacy's own, called ours."""
    path = folder / kind / "ours.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_profile_can_be_added_with_a_file_alone(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        "profiles",
        "extends: eu\nsays: Ireland.\nsources: {hpra: {says: HPRA.}}\n"
        "contacts:\n  reporting:\n    en: {text: HPRA Pharmacovigilance at www.hpra.ie, "
        "from: hpra, evidence: general-knowledge}\n",
    )
    made = leaflets.compose(leaflets.read("acetylcysteine", folder=folder), profile="ours")
    said = " ".join(words(made))
    assert "directly via HPRA Pharmacovigilance at www.hpra.ie. By reporting" in said
    assert headings(made) == headings(made_by("eu"))
    assert leaflets.typeset(made, folder=folder).pages == 3


def refused(profile: str, layout: str, folder: Path) -> list[tuple[str, str]]:
    """The code of each fault, and where it stands."""
    made = leaflets.compose(leaflets.read("acetylcysteine", folder=folder), profile=profile)
    with pytest.raises(ProfileError) as caught:
        leaflets.typeset(made, layout, folder=folder)
    assert all(f"profile {profile}" in fault.says for fault in caught.value.faults)
    return [(f.code, f"{Path(f.place.file).name}:{f.place.line}") for f in caught.value.faults]


SMALL = "extends: standard\nsays: Small.\naccepts:\n  - {code: L263, reason: Test.}\n"


def test_a_layout_with_smaller_type_is_refused(tmp_path: Path) -> None:
    text = SMALL + "styles:\n  footer: {size: 8 pt, leading: 9.5 pt}\n  table-cell: {size: 8 pt}\n"
    own(tmp_path, "layouts", text)
    # its table's type is small as well; the leaflet has no table
    assert refused("eu", "ours", tmp_path) == 2 * [("P293", "ours.yaml:6")]


def test_a_layout_with_smaller_leading_is_refused(tmp_path: Path) -> None:
    own(tmp_path, "profiles", "extends: generic\nsays: Wide.\nleast-type: {leading-mm: 4.5}\n")
    assert {code for code, _ in refused("ours", "standard", tmp_path)} == {"P293"}


def test_a_fixed_sentence_that_is_too_small_is_refused(tmp_path: Path) -> None:
    accepts = "  - {code: L264, reason: Test.}\n"
    own(tmp_path, "layouts", SMALL + accepts + "styles:\n  body: {size: 9.5 pt}\n")
    assert refused("us", "ours", tmp_path) == [("P293", "ours.yaml:7")]


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    own(tmp_path, "profiles", "extends: generic\nsays: Short.\npages: {most: 1}\n")
    assert refused("ours", "standard", tmp_path) == [("P294", "ours.yaml:3")]


def test_forbidden_words_are_refused_with_their_place() -> None:
    for said in ("This **Medication  Guide** is", "it was fda-approved", "a medication-guide"):
        text = leaflets.read("acetylcysteine").source.decode()
        text = text.replace("- Ask your doctor or pharmacist before you", f"- {said}. Before you")
        monograph = _read(text)
        assert leaflet(monograph)
        with pytest.raises(ProfileError) as caught:
            leaflet(monograph, profile=load_profile("us"))
        (fault,) = caught.value.faults
        assert (fault.code, fault.place.line) == ("P291", _line(text, ". Before you"))
        assert "forbidden." in fault.says


def test_a_missing_required_section_is_refused() -> None:
    text = leaflets.read("acetylcysteine").source.decode()
    text = re.sub(r"  how-to-take:\n(?:    .*\n)+", "  how-to-take: ask-pharmacist\n", text)
    with pytest.raises(ProfileError) as caught:
        leaflet(_read(text), profile=load_profile("us"))
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("P292", _line(text, "how-to-take: ask"))


def test_a_rule_without_words_in_the_language_is_refused(tmp_path: Path) -> None:
    own(
        tmp_path,
        "profiles",
        "extends: generic\nsays: One.\nstatements:\n  keep:\n    place: storage\n    words:\n"
        "      en: {text: Keep it dry., from: ours, evidence: verified}\n",
    )
    reading = leaflets.read("acetylcysteine", language="es", folder=tmp_path)
    with pytest.raises(ProfileError) as caught:
        leaflets.compose(reading, profile="ours")
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("P290", 7)
    assert "'statements.keep'" in fault.says


def _read(text: str) -> Monograph:
    from tests import minimal

    return minimal.read_monograph(text)


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_an_attachment_names_the_profile_of_its_leaflet() -> None:
    made = leaflets.typeset(made_by("eu"))
    assert leaflets.identity_of(made.metadata).profile == "eu"
    assert leaflets.identity_in(made.pdf).profile == "eu"
