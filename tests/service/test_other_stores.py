"""The service with records in PostgreSQL, and on a FHIR server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..exchange.fhir.record_store.server import TOKEN, running
from ..records.stores.test_postgresql import Postgresql, database, server
from .clients import client_of

__all__ = ["database", "server"]  # fixtures

DISPENSE = {
    "resourceType": "MedicationDispense",
    "id": "7",
    "identifier": [{"system": "https://example.org", "value": "D-1"}],
    "status": "completed",
    "subject": {"reference": "Patient/9"},
    "note": [],
}


@pytest.fixture
def postgresql(database: Postgresql) -> str:
    database.run("DROP SCHEMA IF EXISTS leaflets CASCADE")
    return database.address


@pytest.fixture
def fhir() -> Iterator[str]:
    with running() as own:
        own.put(DISPENSE)
        yield f"fhir+{own.base}"


@pytest.mark.parametrize("kind", ["postgresql", "fhir"])
def test_leaflets_are_attached_found_and_got_back(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(kind)
    token = TOKEN if kind == "fhir" else None
    with client_of(store=store, store_token=token, state=tmp_path / "state") as client:
        assert client.get("/ready").json()["store"] == "ok"
        dispense = "https://example.org|D-1"
        order = {"dispense": dispense, "by": "JM", "leaflet": {"monograph": "NAC"}}
        answers = [client.post("/api/v1/attachments", json=order) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 200], answers[0].text
        sha256 = answers[0].json()["attachment"]["sha256"]
        made = client.post("/api/v1/leaflets", json={"monograph": "NAC"})
        assert client.get(f"/api/v1/attachments/{sha256}").content == made.content
        found = client.post("/api/v1/attachments/search", json={"dispense": dispense}).json()
        assert [item["sha256"] for item in found["attachments"]] == [sha256]
        given = {"dispense": dispense, "sha256": sha256, "how": "paper", "by": "JM"}
        handed_over = client.post("/api/v1/handovers", json=given)
        if kind == "fhir":  # it has no log of ours
            assert handed_over.json()["code"] == "R727"
        else:
            assert handed_over.status_code == 201
            assert client.post("/api/v1/verify", json={}).json()["sound"]
