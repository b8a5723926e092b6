"""Directions that were typed in another language than the leaflet's are noticed."""

from __future__ import annotations

import pytest

from leaflets.check.typed_language import WORDS, other_language

TYPED = {
    "en": "Take 1 tablet twice a day with food",
    "es": "Tome 1 comprimido cada 8 horas después de las comidas",
    "fr": "1 comprimé matin et soir avant les repas",
    "de": "1 Tablette morgens und abends vor dem Essen",
    "pl": "1 tabletka rano i wieczorem po posiłku",
    "ru": "По 1 таблетке 3 раза в день после еды",
    "vi": "Uống 1 viên mỗi ngày sau bữa ăn",
    "hi": "खाने के बाद 1 गोली दिन में 2 बार",
    "ja": "1日3回、毎食後に1錠服用",
    "ko": "하루 3번 식후에 1정씩 드세요",
    "th": "กินครั้งละ 1 เม็ด วันละ 3 ครั้ง หลังอาหาร",
    "zh": "每天3次，每次1片，饭后服用",
}


@pytest.mark.parametrize("language", TYPED)
def test_a_language_is_noticed_in_leaflets_of_others_only(language: str) -> None:
    text = TYPED[language]
    assert {other_language(text, leaflet) for leaflet in set(TYPED) - {language}} == {language}
    assert other_language(text, language) is None
    assert other_language(text, f"{language}-XX") is None


@pytest.mark.parametrize("text", ["", "1-0-1", "500 mg", "Two", "ABC tablet 2x", "Ibuprofen 400"])
@pytest.mark.parametrize("language", ["en", "tr", "es"])
def test_what_cannot_be_told_is_not_held_against_anybody(text: str, language: str) -> None:
    assert other_language(text, language) is None


def test_nothing_is_said_of_a_language_whose_words_are_unknown() -> None:
    assert "cy" not in WORDS
    assert other_language(TYPED["en"], "cy") is None
