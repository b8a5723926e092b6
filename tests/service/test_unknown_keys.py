"""A key that a route does not take is refused, and the one that was meant is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from .clients import client_of

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with client_of() as client:
        yield client


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/api/v1/leaflets/NAC?langauge=es", "Did you mean 'language'?"),
        ("/api/v1/monographs?mots=2", "Did you mean 'most'?"),
        ("/api/v1/languages?language=es", "Leave it out: the route takes none there."),
    ],
)
def test_a_key_of_an_address_that_no_route_takes_is_refused(
    client: Client, address: str, hint: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (400, "Y902")
    assert answer.json()["hint"] == hint
    assert address.partition("?")[2].partition("=")[0] in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body", "key", "meant"),
    [
        ("leaflets", {"monograph": "NAC", "layuot": "compact"}, "layuot", "layout"),
        ("attachments", {"dispense": "D-1", "lost": ["A"]}, "lost", "lots"),
        (
            "attachments",
            {"dispense": "D-1", "leaflet": {"monograph": "NAC", "langage": "es"}},
            "langage",
            "language",
        ),
    ],
)
def test_a_key_of_a_body_that_no_route_takes_is_refused(
    tmp_path: Path, path: str, body: Any, key: str, meant: str
) -> None:
    with client_of(store=f"folder:{tmp_path}/records") as client:
        answer = client.post(f"/api/v1/{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "Y902")
    assert key in answer.json()["detail"]
    assert answer.json()["hint"] == f"Did you mean '{meant}'?"


def test_a_key_that_could_be_a_name_is_not_repeated(client: Client) -> None:
    asked = client.get("/api/v1/leaflets/NAC?Ada%20Exempel=1")
    given = client.post("/api/v1/leaflets", json={"monograph": "NAC", "Ada Exempel": 1})
    assert (asked.status_code, given.status_code) == (400, 400)
    assert "Ada" not in asked.text + given.text
