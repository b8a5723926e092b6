"""What is hard to read is found in English and Spanish, and ordinary prose is left in peace."""

from __future__ import annotations

from functools import cache

import pytest

from leaflets.authoring.check import lexicon_of
from leaflets.check.lexicon import Lexicon
from leaflets.check.phrases import Phrases, sentences
from leaflets.check.prose import (
    abbreviations,
    double_negative,
    explained_abbreviations,
    jargon,
    long_sentence,
    passive_voice,
    word_count,
)
from leaflets.content.library import Library


@cache
def lexicon(language: str) -> Lexicon:
    found = lexicon_of(Library(), language)
    assert found
    return found


def test_sentences_end_before_a_capital() -> None:
    text = "Take it at 8 a.m. every day. Do not stop! “Why?” Ask."
    assert sentences(text) == ["Take it at 8 a.m. every day.", "Do not stop!", "“Why?", "Ask."]


def test_phrases_are_whole_words() -> None:
    phrases = Phrases(["at once", "ulcer"], plural=True)
    assert list(phrases.all_in("At once? Ulcers, ulcerous, that once.")) == ["At once", "Ulcers"]


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "Tell us about lesions or hypertension.", ["lesions", "hypertension"]),
        ("en", "High blood pressure (hypertension) is common.", []),
        ("en", "You have hypertension, that is high blood pressure.", []),
        ("en", "It helps with pain.", []),
        ("es", "Puede causar cefalea.", ["cefalea"]),
        ("es", "Puede causar dolor de cabeza (cefalea).", []),
    ],
)
def test_jargon(language: str, text: str, terms: list[str]) -> None:
    assert [found.term for found in jargon(text, lexicon(language))] == terms


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It was given by a nurse.", "was given"),
        ("en", "The dose is not usually increased.", None),
        ("en", "The dose is slowly increased.", "is slowly increased"),
        ("en", "You are tired, and it is used for pain.", None),
        ("es", "El medicamento es eliminado por el riñón.", "es eliminado"),
        ("es", "Es demasiado.", None),
        ("es", "Las señales son sangrado y cansancio.", None),
    ],
)
def test_passive_voice(language: str, text: str, words: str | None) -> None:
    assert passive_voice(text, lexicon(language)) == words


@pytest.mark.parametrize(
    ("language", "text", "clause"),
    [
        ("en", "Do not take it unless you eat.", "Do not take it unless you eat"),
        ("en", "Do not stop, and do not take more.", None),
        ("en", "If you do not feel well, do not drive.", None),
        ("en", "Take no more than 4 a day.", None),
        ("es", "No lo tome sin comer.", "No lo tome sin comer"),
        ("es", "No conduzca si no se siente bien.", None),
        ("es", "No la agite ni la mezcle con nada.", None),
    ],
)
def test_double_negatives(language: str, text: str, clause: str | None) -> None:
    assert double_negative(text, lexicon(language)) == clause


def test_long_sentences() -> None:
    assert long_sentence("One two three. Four five six seven.", 3) == "Four five six seven."
    assert long_sentence("One two three. Four five six.", 3) is None


def test_abbreviations() -> None:
    assert list(abbreviations("COPD and CTs, not I or A-level, B12 or MRI.")) == [
        "COPD",
        "CTs",
        "MRI",
    ]
    assert list(abbreviations("CALL A DOCTOR")) == []
    assert explained_abbreviations("Other pain killers (NSAIDs)") == {"NSAID"}
    assert explained_abbreviations("COPD (lungs), or scans (magnets, MRI)") == {"COPD", "MRI"}


def test_sentences_end_before_a_capital_of_any_language() -> None:
    assert len(sentences("Hãy hỏi bác sĩ. Đừng ngừng thuốc.")) == 2
    assert len(sentences("Pić 2 razy dz. śniadanie. Łykać w całości.")) == 2


def test_sentences_end_at_the_marks_of_every_script() -> None:
    assert len(sentences("दवा लें। डॉक्टर से पूछें।")) == 2
    assert len(sentences("请停药。请问医生！")) == 2
    assert len(sentences("هل أنت حامل؟ اسأل طبيبك.")) == 2
    assert len(sentences("دوا لیں۔ ڈاکٹر سے پوچھیں۔")) == 2


def test_the_marks_of_a_letter_begin_no_other_word() -> None:
    assert word_count("अपने डॉक्टर को बताएँ") == 4
