"""The lexicon of each language finds what it should, and nothing in the program's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leaflets.authoring.check import Selection, lexicon_of
from leaflets.authoring.targets import Target, check_target
from leaflets.check.lexicon import Lexicon
from leaflets.check.phrases import Phrases
from leaflets.check.prose import jargon
from leaflets.check.reading_grade import has_reading_grade
from leaflets.content.library import Library
from leaflets.leaflet.directions import DirectionsWriter
from tests.house.source import ROOT
from tests.shipped import MONOGRAPHS

NAME_IN_BRACES = re.compile(r"\{\w+\}")
LANGUAGES = Library().wordings()
# a sentence with a word of professionals, the lay words that explain it, and praise
SENTENCES = {
    "ar": ("قد يسبب تسرع القلب.", "دقات قلب سريعة", "هذا الدواء آمن تماما."),
    "de": (
        "Es kann eine Tachykardie auslösen.",
        "schneller Herzschlag",
        "Ein Wundermittel ist es.",
    ),
    "el": ("Μπορεί να προκαλέσει ταχυκαρδία.", "γρήγοροι χτύποι της καρδιάς", "Είναι το καλύτερο."),
    "en": ("It may cause tachycardia.", "fast heartbeat", "It is completely safe."),
    "es": ("Puede causar taquicardia.", "latidos rápidos", "Es el mejor."),
    "fa": ("ممکن است تاکی‌کاردی ایجاد کند.", "تپش تند قلب", "این دارو بدون عوارض است."),
    "fr": ("Il peut causer une tachycardie.", "cœur qui bat trop vite", "Il est totalement sûr."),
    "he": ("התרופה עלולה לגרום לטכיקרדיה.", "דופק מהיר", "התרופה ללא תופעות לוואי."),
    "hi": ("इससे टैकीकार्डिया हो सकता है।", "दिल का तेज़ धड़कना", "यह पूरी तरह सुरक्षित है।"),
    "it": ("Può causare tachicardia.", "battito veloce", "È assolutamente sicuro."),
    "ja": ("頻脈が起こることがあります。", "脈が速い", "副作用はありません。"),
    "ko": ("빈맥이 생길 수 있습니다.", "빠른 맥박", "완전히 안전합니다."),
    "pl": ("Może wywołać tachykardię.", "szybkie bicie serca", "Jest całkowicie bezpieczny."),
    "pt": ("Pode causar taquicardia.", "coração acelerado", "É totalmente seguro."),
    "ro": ("Poate da tahicardie.", "inimă care bate repede", "Este cel mai bun."),
    "ru": ("Он может вызвать тахикардию.", "частое сердцебиение", "Он абсолютно безопасен."),
    "so": ("Waxay keeni kartaa tachycardia.", "wadne garaac degdeg ah", "Waa tan ugu fiican."),
    "th": ("อาจเกิดภาวะตับวาย", "ตับไม่ดี", "ยานี้ไม่มีผลข้างเคียง"),
    "tr": ("Taşikardiye yol açabilir.", "hızlı kalp atışı", "Tamamen güvenlidir."),
    "uk": ("Він може викликати тахікардію.", "часте серцебиття", "Він абсолютно безпечний."),
    "ur": ("اس سے ٹیکی کارڈیا ہو سکتا ہے۔", "دل کی تیز دھڑکن", "یہ بالکل محفوظ ہے۔"),
    "vi": ("Thuốc có thể gây loạn nhịp tim.", "tim đập không đều", "Thuốc hoàn toàn an toàn."),
    "zh": ("可能引起心动过速。", "心跳太快", "本药绝对安全。"),
}


@cache
def lexicon(language: str) -> Lexicon:
    found = lexicon_of(Library(), language)
    assert found
    return found


def texts(node: Any) -> Iterator[str]:
    """All texts of the values of a YAML file, without names in braces."""
    if isinstance(node, str):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from texts(each)


def program_words(language: str) -> Iterator[str]:
    """The words of the program in a language: its wording, and directions by number."""
    file = ROOT / "data" / "wording" / f"{language}.yaml"
    for text in texts(msgspec.yaml.decode(Path(file).read_bytes())):
        yield NAME_IN_BRACES.sub("1", text)
    writer = DirectionsWriter(Library(), language)
    yield from map(writer.write_standard, writer.standard.directions)


def test_there_is_a_lexicon_and_a_sentence_for_every_language_of_leaflets() -> None:
    assert set(SENTENCES) == set(LANGUAGES)
    assert all(lexicon(language).glossary for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_of_a_language_have_no_doubles_and_no_capitals(language: str) -> None:
    words = lexicon(language)
    for name in words.phrases:
        phrases = (
            [str(e.term) for e in words.glossary] if name == "glossary" else [*getattr(words, name)]
        )
        assert len(phrases) == len(set(phrases)), name
        assert name == "abbreviations" or all(text == text.lower() for text in phrases), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lay_word_is_a_word_of_professionals(language: str) -> None:
    words = lexicon(language)
    offences = {
        str(entry.term): found
        for entry in words.glossary
        if (found := words.phrases["glossary"].search(entry.write)) and found != entry.term
    }
    assert not offences


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_professionals_is_found_until_it_is_explained(language: str) -> None:
    sentence, lay, _ = SENTENCES[language]
    (found,) = jargon(sentence, lexicon(language))
    assert found.term in sentence.lower()
    assert not list(jargon(f"{sentence} {found.write.split(',')[0]}", lexicon(language)))
    assert not list(jargon(lay, lexicon(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_is_found(language: str) -> None:
    assert lexicon(language).phrases["promotional"].search(SENTENCES[language][2])
    assert not lexicon(language).phrases["promotional"].search(SENTENCES[language][0])


# headings of the originals follow official templates, and the names of kinds of proof
@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"en", "es"}))
def test_the_words_of_the_program_have_no_jargon_and_no_praise(language: str) -> None:
    words = lexicon(language)
    for text in program_words(language):
        assert not words.phrases["promotional"].search(text), text
        assert [found.term for found in jargon(text, words)] == [], text


@pytest.mark.parametrize(
    ("name", "language"), [each for each in MONOGRAPHS if each[1] not in ("en", "es")]
)
def test_a_translation_of_ours_breaks_no_rule_of_words(name: str, language: str) -> None:
    report = check_target(Target(name, language, None), "2026-11-30", Selection(("C", "E")))
    codes = {finding.fault.code for finding in report.findings}
    assert codes <= {"E104", "E108", "E301", "E304"}  # facts that its sources do not have
    assert {"E101", "E102", "E105", "E106", "E206"}.isdisjoint(report.not_applied)


def test_a_word_is_found_by_its_beginning_and_short_ones_as_a_whole() -> None:
    phrases = Phrases(["hipertensj", "nie"], "beginnings")
    assert list(phrases.all_in("Hipertensja, niebo, nie, nadhipertensja")) == ["Hipertensja", "nie"]


def test_a_word_is_found_behind_what_the_language_puts_before_it() -> None:
    phrases = Phrases(["טכיקרדיה", "מיד"], "beginnings", ["ו", "ה", "ל"])
    assert list(phrases.all_in("לטכיקרדיה תמיד ומיד")) == ["לטכיקרדיה", "ומיד"]


def test_words_without_spaces_are_found_anywhere() -> None:
    assert list(Phrases(["头痛"], "anywhere").all_in("可能头痛。")) == ["头痛"]
    assert list(Phrases(["头痛"]).all_in("可能头痛。")) == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_without_a_formula_has_no_reading_grade(language: str) -> None:
    name = next((name for name, other in MONOGRAPHS if other == language), None)
    if name is None:
        assert not has_reading_grade(language)
        return
    report = check_target(Target(name, language, None), "2026-11-30", Selection())
    assert report.grade is report.plain_grade is None
