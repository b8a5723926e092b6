"""The single values of a monograph: what each takes, and what it refuses."""

from __future__ import annotations

import pytest

from leaflets.base.errors import Place
from leaflets.content.monograph.frequency import OneIn
from leaflets.content.monograph.scalars import (
    Date,
    Language,
    PositiveInteger,
    RouteId,
    Sha256,
    Slug,
    WebAddress,
)
from leaflets.source.schema import InvalidText
from leaflets.source.yaml import Text

TAKEN = {
    Slug: ["a", "bad-rash", "b12", "x" * 64],
    RouteId: ["oral"],
    Language: ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "fil"],
    Date: ["2024-02-29", "2000-02-29", "2025-12-31", "1900-01-01"],
    PositiveInteger: ["1", "12", "999999999"],
    OneIn: ["1 in 10", "1 in 1,000", "1 in 10000", "1 in 1"],
    WebAddress: ["https://example.org", "http://a.b/c?d=e#f", "https://a.b:8080/"],
    Sha256: ["0123456789abcdef" * 4],
}
REFUSED = {
    Slug: ["A", "a_b", "-a", "a-", "a--b", "a b", "x" * 65, "é", "a\n", "１"],
    RouteId: ["By mouth"],
    Language: ["EN", "english", "en_GB", "en-gb", "e", "en-", "ｅn"],
    Date: ["2023-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-1-1",
           "01/02/2025", "20250102", "2025-01-02T00:00", "٢٠٢٥-٠١-٠٢", "0000-01-01", "9999-12-31"],
    PositiveInteger: ["0", "01", "-1", "1.0", "١", "1e3", "1_000", "one", "9" * 10],
    OneIn: ["10%", "1/10", "1 in 0", "2 in 10", "1 in 1,00", "1 in ١٠", "1 in " + "9" * 40,
            "one in 10"],
    WebAddress: ["example.org", "ftp://a", "javascript:x", "https://", "https://a b", "https://a/<b>"],
    Sha256: ["0" * 63, "A" * 64],
}  # fmt: skip


@pytest.mark.parametrize(("made", "text"), [(m, t) for m, texts in TAKEN.items() for t in texts])
def test_valid_texts_are_accepted(made: type, text: str) -> None:
    value = made.from_text(Text(text, Place("f", 1, 2)))  # type: ignore[attr-defined]
    if isinstance(value, Text):
        assert (value, value.place, type(value)) == (text, Place("f", 1, 2), made)


@pytest.mark.parametrize(("made", "text"), [(m, t) for m, texts in REFUSED.items() for t in texts])
def test_invalid_texts_are_refused(made: type, text: str) -> None:
    with pytest.raises(InvalidText) as caught:
        made.from_text(Text(text))  # type: ignore[attr-defined]
    assert caught.value.number == 107
    assert caught.value.hint
    assert len(caught.value.says) < 150


def test_values_are_converted() -> None:
    date = Date.from_text(Text("2024-07-31"))
    assert (date.year, date.month, date.day, str(date)) == (2024, 7, 31, "2024-07-31")
    assert (OneIn.from_text(Text("1 in 1,000")), PositiveInteger.from_text(Text("7"))) == (1000, 7)
