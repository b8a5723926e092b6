"""Later handovers over HTTP: an entry of their own, once, and found by the dispense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from ..clients import client_of

HANDOVERS = "/api/v1/handovers"
Client = TestClient[Litestar]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with client_of(store=f"sqlite:///{tmp_path}/r.db", state=tmp_path / "state") as client:
        yield client


def test_a_leaflet_that_was_declined_and_then_given_has_both_on_record(client: Client) -> None:
    order = {
        "dispense": "D-1", "by": "JM", "how": "declined", "leaflet": {"monograph": "NAC"},
    }  # fmt: skip
    attachment = client.post("/api/v1/attachments", json=order).json()["attachment"]
    given = {"dispense": "D-1", "sha256": attachment["sha256"], "how": "paper", "by": "AN"}
    answers = [client.post(HANDOVERS, json=given) for _ in range(2)]
    assert [(one.status_code, one.json()["is_new"]) for one in answers] == [
        (201, True),
        (200, False),
    ]
    found = client.post(f"{HANDOVERS}/search", json={"dispense": "D-1"}).json()["handovers"]
    assert [(one["how"], one["by"]) for one in found] == [("paper", "AN")]
    kept = client.post("/api/v1/attachments/search", json={"dispense": "D-1"}).json()
    assert kept["attachments"][0]["how"] == "declined"
    assert client.post("/api/v1/verify", json={}).json()["sound"]


def test_a_handover_of_what_was_not_attached_is_refused(client: Client) -> None:
    given = {"dispense": "D-1", "sha256": "ab" * 32, "how": "paper", "by": "AN"}
    answer = client.post(HANDOVERS, json=given)
    assert (answer.status_code, answer.json()["code"]) == (404, "R708")
    assert "/api/v1/attachments/search" in answer.json()["hint"]
    assert client.post(HANDOVERS, json=given | {"how": "by pigeon"}).status_code == 400
