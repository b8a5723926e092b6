"""What is wrong with requests is reported before any work begins, with its line."""

from __future__ import annotations

import pytest

from leaflets.base.errors import RequestsError
from leaflets.batch.model import LeafletKey, Setup
from leaflets.batch.plan import plan
from leaflets.batch.planner import Defaults, Planner

from .running import default_planner, fault_codes, faults_of, plan_of, request_file, rows_csv


def test_defaults_fill_in_what_a_request_leaves_out() -> None:
    rows = "monograph,layout,language\nNAC,,\nacetylcysteine,letter,es\n"
    planner = Planner(Setup(), Defaults("large-print", "en", "generic"))
    requests = list(planner.requests(request_file(rows)))
    assert [request.key for request in requests] == [  # type: ignore[union-attr]
        LeafletKey("acetylcysteine", "large-print", "en", "generic"),
        LeafletKey("acetylcysteine", "letter", "es", "generic"),
    ]
    assert [request.identifier for request in requests] == ["00000001", "00000002"]  # type: ignore[union-attr]


def test_the_leaflet_of_a_request_is_for_its_route_and_use() -> None:
    rows = "monograph,route,use\nNAC,oral,thick-mucus\nNAC,,scan-dye\nNAC,,\nibuprofen,oral,\n"
    found = plan_of(rows).keys
    assert [(key.monograph, key.route, key.use) for key in found] == [
        ("acetylcysteine", "", ""),
        ("acetylcysteine", "", "scan-dye"),
        ("acetylcysteine", "oral", "thick-mucus"),
        ("ibuprofen", "", ""),  # has no other route
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("monograph,use\nacetylcysteine,\nacetylcysteine,cough", "A297"),
        ("monograph\nacetylsisteine", "N401"),
        ("monograph,layout\nacetylcysteine,standart", "N405"),
        ("monograph,language\nacetylcysteine,sv", "N404"),
        ("monograph,language\nacetylcysteine,Polish", "B107"),
        *(
            (f'monograph,language\nacetylcysteine,"{languages}"', "B107")
            for languages in ("es,es", "es,", "es,Polish", "es,en,fr")
        ),
        ('monograph,language\nibuprofen,"es,fr"', "N404"),
        ("monograph,identifier\n,a", "B102"),
        ("identifier\na", "B102"),
        ('{"monograph": "acetylcysteine", "monografs": "x"}', "B101"),
        ('{"monograph": ["nac"]}', "B103"),
        ("monograph,route\nacetylcysteine,oral \nacetylcysteine,eye", "A290"),
        *(
            (f"monograph,identifier\nacetylcysteine,{name}", "B107")
            for name in ("a/b", "../a", "-a", ".a", "a.", "a b", "é", "a" * 91, "a\u200b")
        ),
    ],
)
def test_a_fault_is_reported_with_its_line(rows: str, code: str) -> None:
    assert fault_codes(rows) == [(rows.count("\n") + 1, code)]


def test_an_unknown_column_is_reported_once_with_the_nearest_name() -> None:
    [fault] = faults_of("monograph,patiens\nacetylcysteine,x\nacetylcysteine,y\n")
    assert (fault.code, fault.place.line) == ("B101", 1)
    assert "'patiens'" in fault.says
    assert "'patient'" in fault.hint


def test_a_patients_row_in_the_place_of_the_heading_is_not_quoted() -> None:
    [fault] = faults_of("acetylcysteine,Ada Exempel,1950-05-03\n" * 2)
    assert (fault.code, fault.place.line) == ("B101", 1)
    assert "Ada" not in str(fault)
    assert "1950" not in str(fault)


def test_all_faults_are_reported_together_in_order() -> None:
    rows = "monograph,identifier\nx,a\nacetylcysteine,a/b\nacetylcysteine,c\nacetylcysteine,C\n"
    assert fault_codes(rows) == [(2, "N401"), (3, "B107"), (4, "B109"), (5, "B109")]


def test_a_repeated_identifier_is_reported_on_every_line_and_not_quoted() -> None:
    first, second = faults_of(rows_csv(3) + "\nacetylcysteine,R00001")
    assert (first.code, first.place.line, second.code, second.place.line) == ("B109", 3, "B109", 5)
    assert "Line 5" in first.says
    assert "Line 3" in second.says
    assert "00001" not in first.says + second.says


def test_either_all_requests_have_identifiers_or_none() -> None:
    rows = "monograph,identifier\nacetylcysteine,a\nacetylcysteine,\n"
    assert fault_codes(rows) == [(3, "B106")]


def test_of_many_faults_the_first_hundred_are_reported() -> None:
    with pytest.raises(RequestsError) as refusal:
        plan_of("monograph\n" + "x\n" * 5000)
    assert len(refusal.value.faults) == 100
    assert "4900 more are wrong." in str(refusal.value)


def test_the_digest_of_a_plan_depends_on_requests_and_setup() -> None:
    two, three = plan_of(rows_csv(2)), plan_of(rows_csv(3))
    assert (two.count, three.count) == (2, 3)
    assert two.keys == three.keys == (LeafletKey("acetylcysteine", "standard", "en", "generic"),)
    assert two.sha256 == plan_of(rows_csv(2)).sha256 != three.sha256
    dated = Planner(Setup(date="2026-01-01"), Defaults())
    assert plan(request_file(rows_csv(2)), dated).sha256 != two.sha256


def test_the_repr_of_a_request_hides_its_identifier() -> None:
    assert "r00000" not in repr(list(default_planner().requests(request_file(rows_csv(1)))))
