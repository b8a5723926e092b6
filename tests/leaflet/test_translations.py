"""Translations: the same facts as the English, not one English word, and never stale unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from msgspec import Struct
from msgspec.structs import asdict, astuple, replace

import leaflets
from leaflets import Leaflet, ProfileError, Reading, TypesetError
from leaflets.content.library import Library
from leaflets.content.monograph.frequency import Band, OneIn
from leaflets.content.monograph.inline import Words
from leaflets.content.monograph.model import Review
from leaflets.content.monograph.scalars import Date, Reviewer
from leaflets.content.wording.patterns import GAP, Phrase
from leaflets.leaflet.model import Box, Paragraph
from leaflets.leaflet.phrasebook import Phrasebook
from leaflets.leaflet.plain import plain
from leaflets.leaflet.walk import walk
from leaflets.source.yaml import Mapping, Node, Sequence, Text, parse
from tests.pdf.tagging import faults
from tests.readback import pages_of
from tests.shipped import LAYOUTS, MONOGRAPHS, shipped_leaflet, shipped_typeset

from .facts import acetylcysteine, leaflet, load_wording, texts

LANGUAGES = [language for language in Library().wordings() if language != "en"]
TRANSLATIONS = [(name, language) for name, language in MONOGRAPHS if language != "en"]
TRANSLATED = [language for name, language in TRANSLATIONS if name == "acetylcysteine"]
# words of a language that look like English ones
ALIKE = {"pl": {"to"}}  # "it" and "this"
LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def texts_of(value: object) -> Iterator[str]:
    """What a wording says between the gaps, piece by piece, in small letters."""
    if isinstance(value, Phrase):
        for piece in GAP.split(value)[::2]:
            if said := " ".join(LETTERS.findall(piece.lower())):
                yield said
    elif isinstance(value, Struct):
        for inner in astuple(value):
            yield from texts_of(inner)
    elif isinstance(value, dict | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


def english_in(said: str, language: str) -> list[str]:
    """The pieces of the English wording that stand in a text; not those that are the same."""
    words = f" {' '.join(LETTERS.findall(said.lower()))} "
    alike = {each for each in texts_of(load_wording(language)) if " " not in each}
    found = set(texts_of(load_wording("en"))) - alike - ALIKE.get(language, set())
    return sorted(each for each in found if f" {each} " in words)


def every_word(made: Leaflet) -> str:
    """The text, the words of all pages' heads and feet, the boxes that go on, the metadata."""
    furniture = made.furniture
    heads = [str(furniture.header), str(furniture.mark or ""), furniture.page_words(1, 2)]
    each = [box for box in walk(made.blocks) if isinstance(box, Box)]
    boxes = [f"{box.continued or ''}\n{box.goes_on or ''}" for box in each]
    return "\n".join([plain(made), *heads, *boxes, made.title, made.subject])


def test_english_is_found_where_it_is() -> None:
    found = english_in(every_word(shipped_leaflet("acetylcysteine")), "es")
    assert {"page", "and", "how to use it", "the most important things"} <= set(found)
    assert len(found) > 50


@pytest.mark.parametrize(("name", "language"), TRANSLATIONS)
def test_no_english_word_is_said(name: str, language: str) -> None:
    assert english_in(every_word(shipped_leaflet(name, language)), language) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_word_is_printed(language: str) -> None:
    check_print(shipped_typeset("acetylcysteine", language, LAYOUTS[0]).pdf, language)


def check_print(pdf: bytes, language: str) -> None:
    """No page has an English word, in another language."""
    pages = pages_of(pdf)
    assert sum(len(word) for page in pages for word in page) > 1200  # letters
    assert english_in("\n".join(" ".join(page) for page in pages), language) == []


def texts_in(node: Node, language: str, inside: bool = False) -> Iterator[str]:
    """What a profile says in a language, but for the names of its sources."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key not in ("from", "evidence", "sources"):
                yield from texts_in(value, language, inside or key == language)
    elif isinstance(node, Sequence):
        for value in node:
            yield from texts_in(value, language, inside)
    elif inside:
        yield str(node)


@cache
def said_in(profile: str, language: str) -> frozenset[str]:
    """The pieces of a profile's phrases in a language, as `texts_of` gives them."""
    library = Library()
    found = library.profile(profile)
    node = parse(found.source, found.file, ProfileError)
    texts = [*texts_in(node, language)]
    if words := library.profile_words(found, language):
        texts += texts_in(parse(words.source, words.file, ProfileError), language, inside=True)
    pieces = (piece for text in texts for piece in re.split(r"\{[^}]*\}|[.:;]", text))
    return frozenset(" ".join(LETTERS.findall(piece.lower())) for piece in pieces)


def english_of(profile: str, said: str, language: str) -> list[str]:
    """The pieces of the wording's and the profile's English that stand in a text."""
    words = f" {' '.join(LETTERS.findall(said.lower()))} "
    ours = {piece for piece in said_in(profile, "en") - said_in(profile, language) if " " in piece}
    return sorted(
        {piece for piece in ours if f" {piece} " in words} | {*english_in(said, language)}
    )


def test_the_english_of_a_profile_is_found_where_it_is() -> None:
    made = leaflets.compose(leaflets.read("acetylcysteine"), profile="eu")
    assert len(english_of("eu", every_word(made), "es")) > 60
    assert "read all of this leaflet carefully" in " ".join(said_in("eu", "en"))


@pytest.mark.parametrize("profile", Library().profiles())
@pytest.mark.parametrize(("name", "language"), [("acetylcysteine", tag) for tag in TRANSLATED])
def test_no_english_word_is_said_by_any_profile(name: str, language: str, profile: str) -> None:
    made = leaflets.compose(leaflets.read(name, language=language), profile=profile)
    assert english_of(profile, every_word(made), language) == []
    try:
        pdf = leaflets.typeset(made).pdf
    except TypesetError:  # the profile asks for larger type than this layout's
        pdf = leaflets.typeset(made, "large-print").pdf
    pages = "\n".join(" ".join(page) for page in pages_of(pdf))
    assert english_of(profile, pages, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_wording_is_left_in_english(language: str) -> None:
    ours = {each for each in texts_of(load_wording("en")) if " " in each}
    assert ours & set(texts_of(load_wording(language))) == set()


@pytest.mark.parametrize(("name", "language"), TRANSLATIONS)
def test_no_text_of_a_monograph_is_left_in_english(name: str, language: str) -> None:
    said = " ".join(plain(shipped_leaflet(name, language)).split())
    monograph = leaflets.read(name).monograph
    names = {*monograph.identity.strengths, *monograph.identity.also_called}
    names |= {name for source in monograph.sources for name in (source.title, source.publisher)}
    left = {text for text in texts(monograph) if " " in text and text in said}
    left = {text for text in left if not re.fullmatch(r"[\d.,]+ (?:g|mg|mL)", text)}
    assert left <= names


@pytest.mark.parametrize(("name", "language"), TRANSLATIONS)
def test_shipped_translations_are_of_the_edition_that_is_there(name: str, language: str) -> None:
    reading = leaflets.read(name, language=language)
    assert reading.monograph.edition.translation_of, f"{reading.file} names no translation-of"
    assert not reading.stale, (
        f"{reading.file} translates other words than those that are there now. Translate what has "
        f"changed, then write as its translation-of the sha256 that this prints: "
        f"leaflets show {name}"
    )


def facts(value: object) -> object:
    """A value without its words: ids, choices, numbers, dates, and how many texts there are."""
    if isinstance(value, Words) or type(value) in (Text, Reviewer):
        return ...
    if isinstance(value, Struct):
        # a plain word may be the medical one in another language
        skipped = ("language", "medical_name", "translation_of")
        return {name: facts(inner) for name, inner in asdict(value).items() if name not in skipped}
    if isinstance(value, dict):
        return {key: facts(inner) for key, inner in value.items()}
    return [facts(inner) for inner in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize(("name", "language"), TRANSLATIONS)
def test_a_translation_has_the_same_facts_in_the_same_order(name: str, language: str) -> None:
    original, translated = (
        leaflets.read(name, language=each).monograph for each in ("en", language)
    )
    assert facts(translated) == facts(original)
    assert translated.identity.codes == original.identity.codes
    numbers = (
        re.findall(r"\d+(?:\.\d+)?", " ".join(each.identity.strengths).replace(",", "."))
        for each in (original, translated)
    )
    assert next(numbers) == next(numbers)


def _band(least: int | None, most: int | None) -> Band:
    return Band(least=OneIn(least) if least else None, most=OneIn(most) if most else None)


@pytest.fixture
def old() -> Reading:
    """A translation of words that have changed since."""
    return replace(leaflets.read("acetylcysteine", language="es"), stale=True)


def test_a_stale_draft_says_so_in_the_first_box(old: Reading) -> None:
    made = leaflets.compose(old)
    first, stale = made.blocks[0], load_wording("es").about.stale
    assert isinstance(first, Box)
    assert isinstance(first.blocks[0], Paragraph)
    assert str(first.blocks[0].words).endswith(str(stale))
    fresh = leaflets.compose(replace(old, stale=False))
    assert made.identifier != fresh.identifier
    assert str(stale) not in plain(fresh)


def test_a_stale_leaflet_that_was_approved_says_so_before_all_else(old: Reading) -> None:
    review = Review(status="approved", by=Reviewer("Dra. Ana Toy, médica"), on=Date("2026-11-30"))
    made = leaflet(replace(old.monograph, review=review), load_wording("es"), stale=True)
    kinds = [block.kind for block in made.blocks if isinstance(block, Box)]
    assert kinds[:2] == ["information", "key-points"]
    for layout in LAYOUTS:
        pdf = leaflets.typeset(made, layout).pdf
        assert faults(pdf) == []
        assert str(load_wording("es").about.stale) in " ".join(pages_of(pdf)[0])
    assert "translation" not in [block.path for block in leaflet(acetylcysteine()).blocks]


def test_a_leaflet_says_that_no_translator_has_checked_its_wording() -> None:
    wording = load_wording("es")
    assert wording.translation
    draft = leaflets.read("acetylcysteine", language="es").monograph
    reviewer = Reviewer("Dra. Ana Toy, médica"), Date("2026-11-30")
    approval = Review(status="approved", by=reviewer[0], on=reviewer[1])
    checked = replace(wording, translation=replace(wording.translation, review=approval))
    says = str(wording.translation.unchecked)
    for monograph in (draft, replace(draft, review=approval)):
        assert " ".join(plain(leaflet(monograph, wording)).split()).count(says) == 1
        assert says not in " ".join(plain(leaflet(monograph, checked)).split())


def test_spanish_numbers_and_dates() -> None:
    phrases = Phrasebook(load_wording("es"))
    assert str(phrases.date(Date("2026-05-01"))) == "1 de mayo de 2026"
    assert phrases.number(12345) == "12\u00a0345"
    bands: dict[tuple[int | None, int | None], str] = {
        (100, 10): "Les ocurre a entre 1 y 10 de cada 100 personas.",
        (1000, 300): "Les ocurre a entre 1 de cada 1\u00a0000 y 1 de cada 300 personas.",
        (None, 10): "Le ocurre como mucho a 1 de cada 10 personas.",
        (10, None): "Le ocurre al menos a 1 de cada 10 personas.",
    }
    for (least, most), says in bands.items():
        assert str(phrases.band(_band(least, most))) == says


@pytest.mark.parametrize("name", [name for name, language in TRANSLATIONS if language == "es"])
def test_spanish_signs(name: str) -> None:
    said = re.sub(r"\(\S+\)", "", plain(shipped_leaflet(name, "es")))  # without the addresses
    assert not re.findall(r"[\"“”‘’]", said), "quotation marks are « and »"
    assert said.count("«") == said.count("»")
    assert said.count("¿") == said.count("?") > 0
    assert said.count("¡") == said.count("!")
    # y before the sound of i is e, o before that of o is u: words must be put otherwise
    assert not re.findall(r"\b(?:y h?i(?!e)|o h?o)\w*", said, re.IGNORECASE)


def test_chinese_marks_are_wide_single_and_without_spaces() -> None:
    said = plain(shipped_leaflet("acetylcysteine", "zh"))
    assert re.findall(r"[。，、：？（）“”]", said)
    assert not re.findall(r"[。，、：？！] +\S", said)
    assert not re.findall(r"[。，、：？！]{2}", said)
    assert not re.findall(r"[\u4e00-\u9fff] ?[.,:;?!()]|[.,:;?!()] ?[\u4e00-\u9fff]", said)


def test_hindi_sentences_end_with_a_danda_and_numbers_are_latin() -> None:
    said = plain(shipped_leaflet("acetylcysteine", "hi"))
    assert said.count("।") > 50
    assert not re.findall(r"[\u0900-\u097f]\.|।\s*।|।\S|[\u0966-\u096f]", said)
