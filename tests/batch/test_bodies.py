"""Bodies are made as rows need them, and each row has the bytes of a full render."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.batch.bodies import body_of, render_in_full, stamped
from leaflets.batch.model import Request, Setup
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.work import make_leaflet
from leaflets.content.particulars import FIELDS
from tests.stamping.test_frozen import ANY

from .running import request_file, table

SETUP = Setup()
ROW = {
    "monograph": "acetylcysteine",
    "layout": "standard",
    "language": "en",
    "patient": "Ada Exempel",
    "born": "1950-05-03",
    "product": "Acetylcysteine 400 mg",
    "directions": "Dissolve 1 tablet in water and drink it 3 times a day.",
    "quantity": "20 tablets",
    "dispensed": "2026-11-24",
    "pharmacist": "J. Muster",
    "pharmacy": "Sun Pharmacy, 12 High Street",
    "reference": "RX-1",
    "overrides": "",
}
LARGE = {"layout": "large-print"}
RUSSIAN = {"patient": "Алексей Иванов"}
LONG = {"directions": "Dissolve 1 tablet in water and drink it once a day, after a meal. " * 4}
LINES = {"directions": "Dissolve 1 tablet in water and drink it once a day, after a meal. " * 2}
VIETNAMESE = {"language": "vi", "overrides": "A207: she reads English"}


def request(*others: dict[str, str]) -> Request:
    row = dict(ROW)
    for fields in others:
        row |= fields
    [item] = Planner(SETUP, Defaults()).requests(request_file(table([row])))
    assert isinstance(item, Request), item
    return item


@pytest.mark.parametrize(
    "others",
    [
        [],
        [LONG],
        [RUSSIAN],
        [RUSSIAN, LONG],
        [LARGE],
        [LARGE, LINES],
        [LARGE, RUSSIAN],
        [LARGE, LINES, {"patient": "Ελένη Παπαδοπούλου", "pharmacy": "Sun Pharmacy, 12 High St"}],
        [VIETNAMESE],
        [VIETNAMESE, {"patient": "Nguyễn Thị Hồng"}],
    ],
    ids=lambda others: "+".join(next(iter(fields)) for fields in others) or "plain",
)
def test_a_row_is_stamped_with_the_bytes_of_a_full_render(others: list[dict[str, str]]) -> None:
    row = request(*others)
    _, placed = stamped(SETUP, row)
    assert placed.code
    outcome, parts = make_leaflet(SETUP, row, "a.pdf")
    made = render_in_full(SETUP, row)
    assert b"".join(parts) == made.pdf
    assert outcome.pages == made.pages


@given(values=ANY, layout=st.sampled_from(["large-print", "standard"]))
@settings(max_examples=12, deadline=None)
def test_any_row_has_the_bytes_of_a_full_render(values: dict[str, str], layout: str) -> None:
    days = ("born", "dispensed")
    values = {k: v for k, v in values.items() if k not in days or "1900" <= v < "2100"}
    if "product" in values:  # another medicine would be refused
        values["product"] = "Acetylcysteine 400 mg"
    row = request(dict.fromkeys(FIELDS, ""), values, {"layout": layout, "overrides": "A207: so"})
    _, parts = make_leaflet(SETUP, row, "a.pdf")
    assert b"".join(parts) == render_in_full(SETUP, row).pdf


def test_rows_that_need_the_same_share_one_body() -> None:
    first, second = (
        stamped(SETUP, request(LARGE, RUSSIAN, {"patient": name, "reference": name[:1]}))
        for name in ("Алексей", "Ђорђе Ћирић")
    )
    assert first[0] is second[0]
    assert first[1].code != second[1].code


def test_a_row_with_letters_that_join_is_rendered_in_full() -> None:
    row = request({"patient": "ليلى"})
    body, placed = stamped(SETUP, row)
    assert (placed.code, body) == (b"", body_of(SETUP, row.body_key))
    outcome, parts = make_leaflet(SETUP, row, "a.pdf")
    assert outcome.error is None
    assert b"".join(parts) == render_in_full(SETUP, row).pdf
