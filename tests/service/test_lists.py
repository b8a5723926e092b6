"""What there is to choose from, and what is dangerous in directions, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from .clients import client_of

API = "/api/v1"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Litestar]]:
    with client_of() as client:
        yield client


def test_monographs_are_found_by_any_name_and_listed_page_by_page(
    client: TestClient[Litestar],
) -> None:
    found = client.get(f"{API}/monographs", params={"find": "n-acetyl"}).json()
    assert [item["name"] for item in found["monographs"]] == ["acetylcysteine"]
    assert {"en", "es"} <= {item["language"] for item in found["monographs"][0]["languages"]}
    first = client.get(f"{API}/monographs", params={"most": 1}).json()
    (name,) = (item["name"] for item in first["monographs"])
    assert first["count"] >= 6
    after = client.get(f"{API}/monographs", params={"most": 1, "after": name}).json()
    assert after["monographs"][0]["name"] > name
    assert client.get(f"{API}/monographs", params={"most": 0}).status_code == 400


@pytest.mark.parametrize(
    ("kind", "name"),
    [("layouts", "large-print"), ("profiles", "eu"), ("languages", "es"), ("pharmacies", None)],
)
def test_there_are_lists_of_what_a_leaflet_can_be(
    client: TestClient[Litestar], kind: str, name: str | None
) -> None:
    items = client.get(f"{API}/{kind}").json()[kind]
    names = {item.get("name") if kind != "languages" else item["language"] for item in items}
    assert name in names if name else not names


def test_dangerous_notation_is_found_with_its_place(client: TestClient[Litestar]) -> None:
    words = {"directions": "Take 1.0 mg qd", "patient": "Ada Example"}
    checked = client.post(f"{API}/directions/check", json={"particulars": words}).json()
    assert not checked["fit_to_print"]
    spans = {
        item["code"]: words[item["field"]][item["start"] : item["end"]]
        for item in checked["findings"]
    }
    assert spans == {"C301": "1.0", "C331": "qd"}


def test_sound_directions_have_no_findings_and_unknown_keys_are_not_repeated(
    client: TestClient[Litestar],
) -> None:
    sound = {"particulars": {"directions": "Take 1 tablet once a day."}}
    answer = client.post(f"{API}/directions/check", json=sound).json()
    assert answer == {"fit_to_print": True, "findings": []}
    wrong = {"particulars": {"Ada Example": "x"}}
    refused = client.post(f"{API}/directions/check", json=wrong)
    assert [item["code"] for item in refused.json()["findings"]] == ["A101"]
    assert "Ada" not in refused.text
