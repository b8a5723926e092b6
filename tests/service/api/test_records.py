"""Records over HTTP: attached once and durably, found, got back byte for byte, recalled."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from leaflets.exchange.open_store import open_store

from ..clients import client_of

ATTACHMENTS = "/api/v1/attachments"
PARTICULARS = {"patient": "Ada Exempel", "directions": "Take 1 tablet once a day."}
ORDER = {"monograph": "acetylcysteine", "particulars": PARTICULARS}
REQUEST: dict[str, Any] = {
    "dispense": "D-1",
    "by": "J. Doe",
    "leaflet": ORDER,
    "how": "paper",
    "products": ["GTIN|04012345678901"],
    "lots": ["A123"],
}

Client = TestClient[Litestar]


@pytest.fixture(params=["sqlite:///{}/records.db", "folder:{}/records"])
def client(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Client]:
    store = request.param.format(tmp_path)
    with client_of(store=store, state=tmp_path / "state") as client:
        yield client


def test_a_leaflet_is_attached_once_and_got_back_byte_for_byte(client: Client) -> None:
    first = client.post(ATTACHMENTS, json=REQUEST)
    assert first.status_code == 201, first.text
    attachment = first.json()["attachment"]
    assert attachment["particulars"] == ["patient", "directions"]
    assert attachment["how"] == "paper"
    assert "Exempel" not in first.text
    again = client.post(ATTACHMENTS, json=REQUEST | {"how": "electronic"})
    assert again.status_code == 200
    assert again.json() == {"is_new": False, "differs": ["how"], "attachment": attachment}
    got = client.get(first.headers["location"])
    made = client.post("/api/v1/leaflets", json=ORDER)
    assert got.content == made.content
    assert got.headers["etag"] == first.headers["etag"] == f'"{attachment["sha256"]}"'
    assert got.headers["cache-control"] == "no-store"
    unchanged = client.get(
        first.headers["location"], headers={"If-None-Match": got.headers["etag"]}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_a_leaflet_that_was_made_before_is_attached(client: Client) -> None:
    pdf = client.post("/api/v1/leaflets", json=ORDER).content
    request = {"dispense": "D-1", "by": "J. Doe", "pdf": b64encode(pdf).decode()}
    answer = client.post(ATTACHMENTS, json=request)
    assert answer.status_code == 201, answer.text
    assert client.get(answer.headers["location"]).content == pdf


def test_a_key_gives_the_first_answer_again(client: Client) -> None:
    key = {"Idempotency-Key": '"k-1"'}
    first = client.post(ATTACHMENTS, json=REQUEST, headers=key)
    again = client.post(ATTACHMENTS, json=REQUEST, headers=key)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]
    other = client.post(ATTACHMENTS, json=REQUEST | {"dispense": "D-2"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "Y912")
    refused = {"Idempotency-Key": "k-2"}
    assert client.post(ATTACHMENTS, json=REQUEST | {"by": ""}, headers=refused).status_code == 422
    assert client.post(ATTACHMENTS, json=REQUEST, headers=refused).status_code == 200


def test_a_request_that_was_killed_after_attaching_says_what_it_would_have_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"Idempotency-Key": "k-1"}
    with monkeypatch.context() as killed:
        killed.setattr("leaflets.service.api.idempotency.Work.finish", _die)
        killed.setattr("leaflets.service.api.idempotency.Work.forget", _die)
        assert client.post(ATTACHMENTS, json=REQUEST, headers=key).status_code == 500
    again = client.post(ATTACHMENTS, json=REQUEST, headers=key)
    assert (again.status_code, again.json()["is_new"]) == (201, True)
    found = client.post(f"{ATTACHMENTS}/search", json={"dispense": "D-1"}).json()
    assert found["count"] == 1


def _die(*_: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"pdf": "AAAA"}, 422, "U201"),
        ({"leaflet": None, "pdf": "no base64"}, 422, "U201"),
        ({"leaflet": {"monograph": "nothing-like-it"}}, 404, "N401"),
        ({"leaflet": {"monograph": "acetylcysteine", "layout": "large-print"}}, 201, None),
        ({"leaflet": ORDER | {"particulars": {"patient": "Bo Exempel"}}}, 409, "R701"),
        ({"replaces": "ab" * 32, "leaflet": {"monograph": "acetylcysteine"}}, 409, "R709"),
        ({"how": "by pigeon"}, 422, "U201"),
        ({"Ada Exempel": "x"}, 400, "Y902"),
    ],
)
def test_what_cannot_be_attached_is_refused_with_the_reason(
    client: Client, change: dict[str, Any], status: int, code: str | None
) -> None:
    client.post(ATTACHMENTS, json=REQUEST)
    answer = client.post(ATTACHMENTS, json=REQUEST | change)
    assert answer.status_code == status, answer.text
    assert answer.json().get("code") == code
    assert "Exempel" not in answer.text


def test_what_was_attached_is_found_and_recalled(client: Client) -> None:
    client.post(ATTACHMENTS, json=REQUEST)
    client.post(ATTACHMENTS, json=REQUEST | {"dispense": "D-2", "lots": []})
    for route, criteria, dispenses in (
        (f"{ATTACHMENTS}/search", {"dispense": "D-2"}, ["D-2"]),
        (f"{ATTACHMENTS}/search", {"monograph": "NAC", "since": "2026-11-30"}, ["D-1", "D-2"]),
        ("/api/v1/recall", {"product": "4012345678901", "lot": "a-123"}, ["D-1"]),
        ("/api/v1/recall", {"lot": "A123", "or_unrecorded": True}, ["D-1", "D-2"]),
        ("/api/v1/recall", {"until": "2026-11-29"}, []),
    ):
        found = client.post(route, json=criteria)
        assert [item["dispense"] for item in found.json()["attachments"]] == dispenses, criteria
    assert client.post("/api/v1/recall", json={"lot": "A123"}).json()["unrecorded"] == 1
    assert client.post("/api/v1/recall", json={}).json()["code"] == "U201"
    unknown = client.post("/api/v1/recall", json={"monograph": "nothing-like-it"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "N401")


def test_records_are_verified_up_to_a_noted_entry(client: Client) -> None:
    client.post(ATTACHMENTS, json=REQUEST)
    sound = client.post("/api/v1/verify", json={}).json()
    assert (sound["findings"], sound["sound"]) == ([], True)
    noted = client.post("/api/v1/verify", json={"noted": sound["noted"]}).json()
    assert noted["sound"]
    forged = client.post("/api/v1/verify", json={"noted": f"1:{'0' * 64}"}).json()
    assert not forged["sound"]


def test_without_a_store_there_are_no_records(tmp_path: Path) -> None:
    with client_of(state=tmp_path / "state") as client:
        answer = client.post(ATTACHMENTS, json=REQUEST)
        assert (answer.status_code, answer.json()["code"]) == (404, "Y930")
    assert not (tmp_path / "state").exists()


def test_a_store_that_is_moved_away_stays_refused_until_it_is_back(tmp_path: Path) -> None:
    path, moved = tmp_path / "records.db", tmp_path / "moved.db"
    store = f"sqlite:///{path}"
    with client_of(store=store, state=tmp_path / "state") as client:
        assert client.post(ATTACHMENTS, json=REQUEST).status_code == 201
        path.rename(moved)
        for number, code in enumerate(("R702", "R708", "R708")):
            answer = client.post(ATTACHMENTS, json=REQUEST | {"dispense": f"D-9{number}"})
            assert (answer.status_code, answer.json()["code"]) == (503, code)
        assert not path.exists()
        moved.rename(path)
        answer = client.post(ATTACHMENTS, json=REQUEST | {"dispense": "D-93"})
        assert answer.status_code == 201
    with open_store(store) as records:
        assert [item.dispense for item in records.attachments()] == ["D-1", "D-93"]
