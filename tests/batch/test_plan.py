"""What is wrong with requests is told before any work begins, with its line."""

from __future__ import annotations

import pytest

from leaflets.base.errors import RequestsError
from leaflets.batch.model import Key, Setup
from leaflets.batch.plan import Defaults, Planner, plan

from .asked import asked, codes, faults, many, planned, planner


def test_a_request_gets_what_it_leaves_out() -> None:
    rows = "monograph,layout,language\nNAC,,\nacetylcysteine,letter,es\n"
    found = list(
        Planner(Setup(None, None), Defaults("large-print", "en", "generic")).requests(asked(rows))
    )
    assert [each.key for each in found] == [  # type: ignore[union-attr]
        Key("acetylcysteine", "large-print", "en", "generic"),
        Key("acetylcysteine", "letter", "es", "generic"),
    ]
    assert [each.identifier for each in found] == ["00000001", "00000002"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("monograph\nacetylsisteine", "N401"),
        ("monograph,layout\nacetylcysteine,standart", "N405"),
        ("monograph,language\nacetylcysteine,pl", "N404"),
        ("monograph,language\nacetylcysteine,Polish", "B107"),
        ("monograph,identifier\n,a", "B102"),
        ("identifier\na", "B102"),
        ('{"monograph": "acetylcysteine", "monografs": "x"}', "B101"),
        ('{"monograph": ["nac"]}', "B103"),
        *(
            (f"monograph,identifier\nacetylcysteine,{name}", "B107")
            for name in ("a/b", "../a", "-a", ".a", "a.", "a b", "é", "a" * 91, "a\u200b")
        ),
    ],
)
def test_each_fault_is_told(rows: str, code: str) -> None:
    line = rows.count("\n") + 1
    assert codes(rows) == [(line, code)]


def test_a_wrong_column_is_told_once_with_what_is_near() -> None:
    [fault] = faults("monograph,patiens\nacetylcysteine,x\nacetylcysteine,y\n")
    assert (fault.code, fault.place.line) == ("B101", 1)
    assert "'patiens'" in fault.says
    assert "'patient'" in fault.hint


def test_a_row_in_the_place_of_the_heading_is_not_repeated() -> None:
    [fault] = faults("acetylcysteine,Ada Exempel,1950-05-03\n" * 2)
    assert (fault.code, fault.place.line) == ("B101", 1)
    assert "Ada" not in str(fault)
    assert "1950" not in str(fault)


def test_all_faults_are_told_together_in_order() -> None:
    rows = "monograph,identifier\nx,a\nacetylcysteine,a/b\nacetylcysteine,c\nacetylcysteine,C\n"
    assert codes(rows) == [(2, "N401"), (3, "B107"), (5, "B109")]


def test_the_same_identifier_twice_names_both_lines() -> None:
    [fault] = faults(many(3) + "\nacetylcysteine,R00001")
    assert (fault.code, fault.place.line) == ("B109", 5)
    assert "line 3" in fault.says
    assert "00001" not in fault.says


def test_some_identifiers_are_not_enough() -> None:
    rows = "monograph,identifier\nacetylcysteine,a\nacetylcysteine,\n"
    assert codes(rows) == [(3, "B106")]


def test_nobody_is_shown_a_million_faults() -> None:
    with pytest.raises(RequestsError) as told:
        planned("monograph\n" + "x\n" * 5000)
    assert len(told.value.faults) == 100
    assert "4900 more are wrong." in str(told.value)


def test_a_plan_knows_what_the_leaflets_are_made_from() -> None:
    one, two = planned(many(2)), planned(many(3))
    assert (one.count, two.count) == (2, 3)
    assert one.keys == two.keys == (Key("acetylcysteine", "standard", "en", "generic"),)
    assert one.sha256 == planned(many(2)).sha256 != two.sha256
    dated = Planner(Setup(None, "2026-01-01"), Defaults())
    assert plan(asked(many(2)), dated).sha256 != one.sha256


def test_a_request_hides_what_it_holds() -> None:
    assert "r00000" not in repr(list(planner().requests(asked(many(1)))))
