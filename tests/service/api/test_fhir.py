"""The FHIR door: the leaflet of a dispense as a Bundle or a PDF, and what is wrong as issues."""

from __future__ import annotations

import re
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fhirkit
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from leaflets.content.library import Library
from leaflets.content.library.indexing import write_index
from leaflets.exchange.fhir.record_store.resources import attachment_in
from leaflets.service import dispense_orders
from leaflets.service.shelf import SECONDS_TO_HOLD_NAMES

from ..clients import client_of
from ..test_shelf import Time

DOOR = "/api/v1/fhir/MedicationDispense"
FHIR, PDF = "application/fhir+json", "application/pdf"
DISPENSE: dict[str, Any] = {
    "resourceType": "MedicationDispense",
    "id": "d7",
    "status": "completed",
    "identifier": [{"system": "https://example.org/dispenses", "value": "D/7"}],
    "medicationCodeableConcept": {"text": "acetylcysteine"},
    "subject": {"reference": "Patient/9", "display": "Ada Exempel"},
    "performer": [{"actor": {"reference": "Practitioner/5"}}],
    "dosageInstruction": [{"text": "Take 1 tablet once a day."}],
}
IN_XML = """<MedicationDispense xmlns="http://hl7.org/fhir"><id value="d7"/>
<status value="completed"/>
<medication><concept><text value="acetylcysteine"/></concept></medication></MedicationDispense>"""

Client = TestClient[Litestar]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with client_of(store=f"sqlite:///{tmp_path}/r.db", state=tmp_path / "state") as client:
        yield client


def post(client: Client, accept: str = FHIR, query: str = "", **change: Any) -> Any:
    """Send the dispense, with some elements changed."""
    headers = {"Content-Type": FHIR, "Accept": accept}
    return client.post(f"{DOOR}{query}", json=DISPENSE | change, headers=headers)


def test_a_leaflet_comes_back_as_a_document_and_its_bytes_and_is_attached(client: Client) -> None:
    answer = post(client)
    assert answer.status_code == 201, answer.text
    assert answer.headers["content-type"] == "application/fhir+json; fhirVersion=4.0"
    assert fhirkit.validate(answer.json()) == []
    document, binary = (entry["resource"] for entry in answer.json()["entry"])
    attachment = attachment_in(document)
    assert attachment.dispense == "https://example.org/dispenses|D/7"
    assert (attachment.patient, attachment.by) == ("Patient/9", "Practitioner/5")
    assert set(attachment.particulars) >= {"patient", "directions"}
    pdf = b64decode(binary["data"])
    assert client.get(answer.headers["location"]).content == pdf
    again = post(client, PDF)
    assert (again.status_code, again.content) == (200, pdf)


def test_a_leaflet_is_made_without_being_attached(client: Client) -> None:
    answer = post(client, PDF, "?attach=false&layout=compact")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "location" not in answer.headers
    found = client.post("/api/v1/attachments/search", json={"monograph": "acetylcysteine"})
    assert found.json()["count"] == 0


def test_a_record_of_r5_in_xml_is_read(client: Client) -> None:
    headers = {"Content-Type": "application/fhir+xml", "Accept": PDF}
    answer = client.post(DOOR, content=IN_XML, headers=headers)
    assert answer.status_code == 201, answer.text


def test_a_key_gives_the_first_answer_again(client: Client) -> None:
    headers = {"Content-Type": FHIR, "Accept": FHIR, "Idempotency-Key": "k-1"}
    first, again = (client.post(DOOR, json=DISPENSE, headers=headers) for _ in range(2))
    assert (again.status_code, again.content) == (201, first.content)


@pytest.mark.parametrize(
    ("change", "status", "kind", "code"),
    [
        ({"status": "entered-in-error"}, 422, "invalid", "D204"),
        ({"medicationCodeableConcept": {"text": "nothing-like-it"}}, 422, "not-found", "N420"),
        ({"dosageInstruction": [{"text": "Take 1.0 mg qd."}]}, 422, "invalid", "C301"),
        ({"resourceType": "Patient"}, 422, "invalid", "D201"),
    ],
)
def test_what_cannot_be_used_is_told_as_issues(
    client: Client, change: dict[str, Any], status: int, kind: str, code: str
) -> None:
    answer = post(client, **change)
    outcome = answer.json()
    assert answer.status_code == status, answer.text
    assert fhirkit.validate(outcome) == []
    issue = outcome["issue"][0]
    assert (issue["code"], issue["details"]["coding"][0]["code"]) == (kind, code)
    assert "Exempel" not in answer.text
    problem = post(client, PDF, **change)
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["code"] == code


@pytest.mark.parametrize("accept", [FHIR, PDF])
def test_a_store_that_is_gone_is_worth_another_attempt(tmp_path: Path, accept: str) -> None:
    with client_of(store=f"sqlite:///{tmp_path}/r.db", state=tmp_path / "state") as client:
        (tmp_path / "r.db").unlink()
        answer = post(client, accept)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_other_forms_are_refused(client: Client) -> None:
    assert post(client, "image/png").status_code == 406
    answer = client.post(DOOR, content=b"x", headers={"Content-Type": "text/csv"})
    assert answer.status_code == 415


MONOGRAPH = Path(__file__).parents[3] / "data/monographs/acetylcysteine/en.yaml"


def test_a_name_that_was_added_on_the_disk_is_known_to_the_next_request(tmp_path: Path) -> None:
    words = MONOGRAPH.read_text("utf-8")
    file = tmp_path / "our/monographs/acetylcysteine/en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(words, "utf-8")
    with client_of(folder=tmp_path / "our", state=tmp_path / "state") as client:
        named = {"medicationCodeableConcept": {"text": "Newname"}}
        assert post(client, PDF, **named).status_code == 422
        assert post(client, PDF).status_code == 200
        file.write_text(words.replace("also-called: [", "also-called: [Newname, ", 1), "utf-8")
        answer = post(client, PDF, **named)
        assert answer.status_code == 200, answer.text


def test_a_name_that_has_become_ambiguous_on_the_disk_is_refused_after_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Time()
    monkeypatch.setattr(dispense_orders, "monotonic", clock)
    our, words = tmp_path / "our", MONOGRAPH.read_text("utf-8")
    for name, synonym in (("ouramine", "Ourname"), ("theiramine", "Theirname")):
        own = re.sub(r"also-called: \[.*\]", f"also-called: [{synonym}]", words)
        own = own.replace("name: Acetylcysteine", f"name: {name}").replace(
            "generic-name: acetylcysteine", f"generic-name: {name}"
        )
        file = our / "monographs" / name / "en.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(own, "utf-8")
    library = Library(our)
    assert library.own_folder
    write_index(library, library.own_folder, time.time_ns() + 10**11)
    with client_of(folder=our, state=tmp_path / "state") as client:
        named = {"medicationCodeableConcept": {"text": "Ourname"}}
        answer = post(client, PDF, **named)
        assert answer.status_code == 200, answer.text
        theirs = our / "monographs/theiramine/en.yaml"
        theirs.write_text(theirs.read_text("utf-8").replace("Theirname", "Ourname"), "utf-8")
        clock.now += SECONDS_TO_HOLD_NAMES + 1
        assert post(client, PDF, **named).status_code == 422
