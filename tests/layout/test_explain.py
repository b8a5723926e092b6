"""Every value of a layout is told, with the file and the line that hold it."""

from __future__ import annotations

import pytest

from leaflets.layout.explain import explain

from .shelf import ROOT, SHIPPED, shelf


@pytest.mark.parametrize("name", SHIPPED)
def test_every_value_stands_where_it_is_said_to(name: str) -> None:
    found = explain(shelf(), name)
    assert len({each.path for each in found}) == len(found) > 150
    for each in found:
        line = (ROOT / each.place.file).read_text("utf-8").splitlines()[each.place.line - 1]
        assert each.path.rpartition(".")[2] in line
        assert each.value in line


def test_values_keep_the_order_of_what_is_extended() -> None:
    for name in SHIPPED:
        found = [each.path for each in explain(shelf(), name)]
        ours = [path for path in found if not path.startswith(("fit.", "accepts."))]
        standard = [each.path for each in explain(shelf(), "standard")]
        assert ours == [path for path in standard if path in ours]
        assert {"fit"} >= {*standard} - {*ours}


def test_a_list_is_one_value() -> None:
    found = {each.path: each for each in explain(shelf(), "large-print")}
    assert (found["run-in"].value, found["run-in"].place.file) == ("[]", "layouts/large-print.yaml")
    assert found["fonts.fallback"].value == "[fira-sans]"


def test_what_is_accepted_is_told() -> None:
    made = "extends: standard\nsays: Made.\naccepts:\n  - code: L264\n    reason: Small.\n"
    found = {each.path: each.value for each in explain(shelf(made=made), "made")}
    assert (found["accepts.1.code"], found["accepts.1.reason"]) == ("L264", "Small.")
