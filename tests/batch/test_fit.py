"""A plan refuses the leaflets that could not be made, for the same reason, and no others."""

from __future__ import annotations

import pytest

from leaflets.base.errors import Fault, TooSlow
from leaflets.batch import fit
from leaflets.batch.model import Request, Setup
from leaflets.batch.plan import plan
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.work import make_leaflet
from leaflets.content.particulars import FIELDS
from leaflets.stamping.frozen import Frozen

from .running import NAME, faults_of, plan_of, request_file, table

CUNEIFORM, RUSSIAN = "𒀭𒂗", "Иван Петров"  # of no font, and of the second one
LONG = "Dissolve 1 tablet in a glass of water and drink it after breakfast. " * 14
ROWS = [
    {"patient": NAME, "directions": "Take 1 tablet."},
    {"patient": CUNEIFORM, "directions": "Take 1 tablet."},
    {"patient": RUSSIAN, "directions": "Take 1 tablet."},
    {"patient": RUSSIAN, "directions": LONG},
    {"patient": CUNEIFORM, "directions": LONG},
    {"patient": NAME, "directions": LONG, "pharmacy": "Sun Pharmacy, " * 20},
    {"patient": "", "directions": ""},
]  # fmt: skip
SETUP = Setup()


def requests(layout: str, profile: str) -> list[Request]:
    cells = [{"monograph": "acetylcysteine", "pharmacy": ""} | row for row in ROWS]
    planner = Planner(SETUP, Defaults(layout, "en", profile))
    return [item for item in planner.requests(request_file(table(cells))) if _is_sound(item)]


def _is_sound(item: object) -> bool:
    assert isinstance(item, Request), item
    return True


@pytest.mark.parametrize(
    ("layout", "profile"), [("standard", "generic"), ("compact", "uk"), ("large-print", "uk")]
)
def test_the_plan_says_what_making_the_leaflet_says(layout: str, profile: str) -> None:
    found = requests(layout, profile)
    assert len(found) == len(ROWS)
    for request in found:
        outcome, _ = make_leaflet(SETUP, request, "x.pdf")
        try:
            fit.check_fit(SETUP, request)
            code = None
        except Exception as error:
            code = error.code  # type: ignore[attr-defined]
        assert code == (outcome.error and outcome.error.code), request.line


def test_a_letter_that_no_font_has_is_a_fault_of_its_line_and_field() -> None:
    rows = [{"monograph": "nac", "patient": name} for name in (NAME, CUNEIFORM, RUSSIAN)]
    [fault] = faults_of(table(rows))
    assert (fault.code, fault.place.line) == ("T502", 3)
    assert "'patient'" in fault.says
    assert not set(CUNEIFORM) & set(str(fault))


def test_a_leaflet_that_does_not_fit_for_anybody_is_refused_without_being_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("leaflets.batch.bodies.render_in_full", None)
    planner = Planner(SETUP, Defaults("compact", "en", "us"))
    row = dict.fromkeys(set(FIELDS) - {"product"}, "Ann " * 37) | {
        "born": "1950",
        "dispensed": "2026-01-31",
        "route": "oral",
        "directions": "Take one. " * 99,
    }
    rows = [{"monograph": "nac"} | row | {"patient": name} for name in (NAME, RUSSIAN)]
    results = list(planner.requests(request_file(table(rows)), check_fit=True))
    assert [item.code for item in results if isinstance(item, Fault)] == ["T520"] * 2


def test_words_in_other_letters_are_measured_and_not_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fit, "lay_out_in_full", None)
    for request in requests("standard", "generic")[:3:2]:
        fit.check_fit(SETUP, request)


@pytest.mark.parametrize(
    "error", [ZeroDivisionError(NAME), TooSlow("Slow.", "Wait."), MemoryError()]
)
def test_what_is_no_fault_of_the_request_is_left_to_the_making(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("leaflets.batch.validate.check_fit", fail)
    assert plan_of(table([{"monograph": "nac", "patient": NAME}])).count == 1


def test_a_plan_may_leave_the_fit_open() -> None:
    source = request_file(table([{"monograph": "nac", "patient": CUNEIFORM}]))
    assert plan(source, Planner(SETUP, Defaults()), check_fit=False).count == 1


def test_what_the_check_has_drawn_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = request_file(table([{"monograph": "nac", "patient": NAME}]))
    [request] = plan(source, Planner(SETUP, Defaults())).requests or ()
    _, drawn_anew = make_leaflet(SETUP, request._replace(code=b""), "x.pdf")
    monkeypatch.setattr(Frozen, "code", None)
    _, parts = make_leaflet(SETUP, request, "x.pdf")
    assert parts == drawn_anew
    assert parts
