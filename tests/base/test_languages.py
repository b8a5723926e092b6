"""Punctuation between sentences, by the marks and letters at the end of a text; directions."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from leaflets.base.languages import full_stop_after, is_right_to_left, space_after


@pytest.mark.parametrize(
    "text", ["服用1片。", "服用吗？", "他说“好。”", "食後に「飲む」", "（はい）"]
)
def test_no_space_stands_behind_a_wide_mark(text: str) -> None:
    assert space_after(text) == ""


@pytest.mark.parametrize("text", ["Take one.", "“Yes.”", "दवा लें।", "약을 드십시오.", "กินยา", "片"])
def test_a_space_stands_behind_all_else(text: str) -> None:
    assert space_after(text) == " "


@pytest.mark.parametrize(
    ("text", "mark"),
    [("One a day", "."), ("每天1片", "。"), ("毎日 5 mg", "。"), ("रोज़ 1 गोली", "।"),
     ("วันละ 1 เม็ด", ""), ("하루 1정", "."), ("500", ".")],
)  # fmt: skip
def test_a_full_stop_is_that_of_the_script(text: str, mark: str) -> None:
    assert full_stop_after(text) == mark


def test_every_letter_that_runs_to_the_left_is_known_and_no_other() -> None:
    letters = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isalpha()]
    expected = {char for char in letters if unicodedata.bidirectional(char) in ("R", "AL")}
    assert {char for char in letters if is_right_to_left(f"1 {char}’")} == expected
