"""Leaflets over HTTP are those of the commands, in every form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import leaflets
from leaflets.leaflet.plain import plain

from .clients import client_of

LEAFLETS = "/api/v1/leaflets"
PARTICULARS = {"patient": "Ada Example", "directions": "Take one tablet in the morning."}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Litestar]]:
    with client_of() as client:
        yield client


def test_a_leaflet_for_a_patient_is_byte_for_byte_that_of_the_straight_line(
    client: TestClient[Litestar],
) -> None:
    order = {"monograph": "NAC", "layout": "compact", "particulars": PARTICULARS}
    answer = client.post(LEAFLETS, json=order)
    reading = leaflets.read("NAC")
    particulars = leaflets.Particulars.from_mapping(PARTICULARS, language="en")
    leaflet = leaflets.compose(reading, particulars=particulars)
    assert answer.content == leaflets.typeset(leaflet, "compact").pdf
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"


def test_text_and_json_have_the_words_of_the_leaflet(client: TestClient[Litestar]) -> None:
    order = {"monograph": "acetylcysteine", "language": "es"}
    text = client.post(LEAFLETS, json=order, headers={"Accept": "text/plain"})
    words = plain(leaflets.compose(leaflets.read("acetylcysteine", language="es")))
    assert text.text.strip() == words.strip()
    facts = client.post(LEAFLETS, json=order, headers={"Accept": "application/json"}).json()
    assert facts["words"] == text.text
    assert (facts["monograph"], facts["status"]) == ("acetylcysteine", "draft")


@pytest.mark.parametrize(
    ("order", "status", "code"),
    [
        ({"monograph": "nothing-like-it"}, 404, "N401"),
        ({"monograph": "NAC", "layout": "nowhere"}, 404, "N405"),
        ({"monograph": "NAC", "particulars": {"directions": "Take 1.0 mg qd"}}, 422, "C301"),
        ({"monograph": "NAC", "particulars": {"Ada Example": "x"}}, 422, "A101"),
        ({"monograph": "NAC", "Ada Example": "x"}, 400, "Y902"),
        ({"monograph": 7}, 400, "Y901"),
        (["NAC"], 400, "Y901"),
    ],
)
def test_what_is_wrong_comes_as_a_problem_that_names_no_patient(
    client: TestClient[Litestar], order: Any, status: int, code: str
) -> None:
    answer = client.post(LEAFLETS, json=order)
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"]
    assert problem["hint"]
    assert "Ada" not in answer.text


def test_a_request_without_a_body_is_told_that_it_is_missing(client: TestClient[Litestar]) -> None:
    answer = client.post(LEAFLETS)
    assert (answer.status_code, answer.json()["detail"]) == (400, "'body': It is missing.")


def test_a_key_that_is_there_twice_is_refused(client: TestClient[Litestar]) -> None:
    answer = client.post(LEAFLETS, content=b'{"monograph": "NAC", "monograph": "warfarin"}')
    assert (answer.status_code, answer.json()["code"][0]) == (400, "J")


def test_a_byte_order_mark_is_skipped(client: TestClient[Litestar]) -> None:
    answer = client.post(LEAFLETS, content=b'\xef\xbb\xbf{"monograph": "NAC"}')
    assert answer.status_code == 200, answer.text


def test_no_problem_names_a_path_of_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "monographs" / "brokenamine"
    folder.mkdir(parents=True)
    (folder / "en.yaml").write_text("identity: [\n")
    with client_of(folder=tmp_path) as client:
        answer = client.post(LEAFLETS, json={"monograph": "brokenamine"})
    problem = answer.json()
    assert problem["faults"][0]["file"] == "monographs/brokenamine/en.yaml"
    assert str(tmp_path) not in answer.text


def test_the_document_describes_every_form_of_the_answer(client: TestClient[Litestar]) -> None:
    document = client.get("/openapi.json").json()
    operation = document["paths"][LEAFLETS]["post"]
    assert document["openapi"].startswith("3.1")
    assert set(operation["responses"]["200"]["content"]) == {
        "application/pdf", "text/plain", "text/html", "application/json",
    }  # fmt: skip
    assert "application/problem+json" in operation["responses"]["422"]["content"]


def test_what_is_not_there_is_a_problem_too(client: TestClient[Litestar]) -> None:
    assert client.get("/nowhere").json()["code"] == "Y900"
    assert client.get(LEAFLETS).status_code == 405
    asked = client.post(LEAFLETS, json={"monograph": "NAC"}, headers={"Accept": "image/png"})
    assert asked.status_code == 406
    asked = client.get(f"{LEAFLETS}/NAC", headers={"Accept": "text/plain;q=1e999"})
    assert asked.status_code == 406


def test_who_has_the_leaflet_already_is_told_so(client: TestClient[Litestar]) -> None:
    path, text = f"{LEAFLETS}/NAC", {"Accept": "text/plain"}
    tag = client.get(path, headers=text).headers["etag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = client.get(path, headers={**text, "If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b""), known
    assert client.get(path, headers={**text, "If-None-Match": '"other"'}).status_code == 200


def test_health_and_readiness(client: TestClient[Litestar]) -> None:
    assert client.get("/health").json()["status"] == "ok"
    assert client.get("/ready").json()["monographs"] >= 6


def test_json_refuses_what_cannot_be_printed_as_the_pdf_does(client: TestClient[Litestar]) -> None:
    order = {"monograph": "NAC", "particulars": {"patient": "Ada \U0001f600"}}
    answers = [
        client.post(LEAFLETS, json=order, headers={"Accept": form})
        for form in ("application/pdf", "application/json")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json() == answers[1].json()


def test_json_tells_how_many_pages_the_pdf_has(client: TestClient[Litestar]) -> None:
    order = {"monograph": "NAC", "layout": "large-print", "particulars": PARTICULARS}
    pdf = client.post(LEAFLETS, json=order, headers={"Accept": "application/pdf"})
    facts = client.post(LEAFLETS, json=order, headers={"Accept": "application/json"}).json()
    assert facts["pages"] == int(pdf.headers["Leaflets-Pages"]) > 2
