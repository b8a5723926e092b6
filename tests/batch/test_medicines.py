"""The product of each request is compared with the medicine of its leaflet, in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..cli import program
from .running import dispense

RIGHT, DOUBTFUL, WRONG = "NAC 400 mg tablets", "NAC 600 mg tablets", "Examplamine 5 mg tablets"


def csv(*products: str) -> str:
    """Requests as a table."""
    rows = (f"acetylcysteine,{number},{product}" for number, product in enumerate(products))
    return "\n".join(["monograph,identifier,product", *rows])


def json_lines(*products: str) -> str:
    """Requests as JSON Lines."""
    return "\n".join(
        json.dumps({"code": "atc|R05CB01", "identifier": str(number), "product": product})
        for number, product in enumerate(products)
    )


def batch(path: Path, requests: str, *options: str) -> tuple[int, str]:
    """Run a batch and give its exit code and what it prints as messages."""
    (path / "requests").write_text(requests, "utf-8")
    done = program.leaflets("batch", "requests", "--out", "out", "--jobs", "1", *options, cwd=path)
    return done.code, done.err


@pytest.mark.parametrize("form", [csv, json_lines])
def test_the_product_of_another_medicine_is_refused_with_its_line(
    form: Callable[..., str], tmp_path: Path
) -> None:
    code, messages = batch(tmp_path, form(RIGHT, WRONG))
    line = 3 if form is csv else 2
    assert code == 3
    assert messages.startswith(f"requests:{line}: A293 It is not certain that 'product'")
    assert "xamplamine" not in messages
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", [csv, json_lines])
def test_a_doubtful_product_is_told_once_and_refused_if_strict(
    form: Callable[..., str], tmp_path: Path
) -> None:
    requests = form(RIGHT, DOUBTFUL, DOUBTFUL)
    code, messages = batch(tmp_path, requests, "--strict")
    assert code == 3
    assert "A294" in messages
    assert not (tmp_path / "out").exists()
    code, messages = batch(tmp_path, requests)
    assert code == 0
    assert messages.count("Warning: requests:") == messages.count("A294") == 1
    assert batch(tmp_path, csv(RIGHT), "--dry-run", "--strict")[0] == 0


def test_a_record_in_fhir_has_code_and_name_of_one_medicine(tmp_path: Path) -> None:
    concept = {"coding": [{"system": "http://www.whocc.no/atc", "code": "R05CB01"}]}
    record = dispense(medicationCodeableConcept=concept)
    for name, refusal in (
        ("Examplomuc 400 mg", "N424 Whether the product's name is that of the monograph"),
        ("Ibuprofen 200 mg", "N422 The product's code means 'acetylcysteine', but its name"),
    ):
        concept["text"] = name  # type: ignore[assignment]
        code, messages = batch(tmp_path, json.dumps(record))
        assert code == 3
        assert refusal in messages
    concept["text"] = DOUBTFUL  # type: ignore[assignment]
    code, messages = batch(tmp_path, json.dumps(record), "--strict")
    assert code == 3
    assert "A294" in messages
    concept["text"] = RIGHT  # type: ignore[assignment]
    assert batch(tmp_path, json.dumps(record))[0] == 0


def test_an_override_lets_an_unknown_name_pass(tmp_path: Path) -> None:
    rows = "monograph,product,overrides\nNAC,Examplomuc,A293: a brand of it\n"
    assert batch(tmp_path, rows)[0] == 0


def test_notation_that_may_be_misread_is_told_in_a_batch(tmp_path: Path) -> None:
    rows = "monograph,directions\nNAC,Take ½ tablet.\n"
    assert "requests:2: C316" in batch(tmp_path, rows)[1]
    code, messages = batch(tmp_path, rows, "--strict")
    assert (code, "C316" in messages) == (3, True)
