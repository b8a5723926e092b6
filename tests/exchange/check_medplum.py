"""The FHIR store on a real R4 server; run by `python -m pytest tests/exchange/check_*.py`.

Medplum's router and validator check every resource against the official definitions. Not run by
default, because it needs Node and 104 MB; without them these tests fail, because they were asked
for.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

import leaflets
from leaflets.base.errors import StoreError
from leaflets.exchange.open_store import open_store
from leaflets.records import Store

from ..records.contract import Contract
from ..records.samples import PDF, attachment, identity
from .peers import started

TOKEN = "for-tests-alone"


class Medplum:
    """A store on the server. Dispenses are kept elsewhere, because the contract makes up many."""

    def __init__(self, port: int, folder: Path) -> None:
        self.base = f"http://127.0.0.1:{port}/fhir"
        token = folder / "token"
        token.write_text(TOKEN)
        self.options = f"token-file={token}"
        self.address = f"fhir+{self.base}?dispense=elsewhere&{self.options}"
        self.linked = f"fhir+{self.base}?{self.options}"
        self.http = httpx.Client(
            base_url=self.base, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False
        )

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request to the server directly, not through the store."""
        answer = self.http.request(method, f"/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def all_of(self, kind: str) -> list[Any]:
        found = self.ask("GET", f"{kind}?_count=100")
        return [entry["resource"] for entry in found.get("entry", [])]

    def empty(self) -> None:
        for kind in ("DocumentReference", "Binary", "MedicationDispense"):
            for each in self.all_of(kind):
                self.ask("DELETE", f"{kind}/{each['id']}")

    def _bytes(self, sha256: str) -> Any:
        for document in self.all_of("DocumentReference"):
            if sha256 in json.dumps(document):
                return self.ask("GET", document["content"][0]["attachment"]["url"])
        raise AssertionError("not there")

    def alter_pdf(self, sha256: str) -> None:
        binary = self._bytes(sha256)
        changed = {**binary, "data": b64encode(PDF + b"!").decode()}
        self.ask("PUT", f"Binary/{binary['id']}", changed)

    def delete_pdf(self, sha256: str) -> None:
        self.ask("DELETE", f"Binary/{self._bytes(sha256)['id']}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Medplum]:
    with started("server.mjs", TOKEN=TOKEN) as (port, _):
        yield Medplum(port, tmp_path_factory.mktemp("token"))


class TestMedplum(Contract):
    """The contract, but for what a server keeps for itself: its log, orphans, locks, versions."""

    @pytest.fixture
    def target(self, server: Medplum) -> Medplum:
        server.empty()
        return server

    test_the_log_lists_attachments_in_order = None
    test_a_later_handover_is_an_entry_of_its_own = None
    test_a_handover_of_what_is_not_attached_is_refused = None
    test_orphans_of_a_crash_are_listed_and_collected = None
    test_orphaned_bytes_can_be_attached = None
    test_a_changed_entry_is_reported = None
    test_a_removed_entry_is_reported = None
    test_a_wrong_entry_can_be_explained_as_long_as_it_stays_as_it_is = None
    test_a_check_can_go_on_from_an_entry = None
    test_a_newer_store_is_refused = None
    test_a_store_of_version_1_stays_as_it_was_and_takes_lots_and_encounters = None
    test_a_store_in_use_is_refused_after_the_timeout = None


DISPENSE = {
    "resourceType": "MedicationDispense",
    "identifier": [{"system": "https://example.org/dispense", "value": "D-1"}],
    "status": "completed",
    "medicationCodeableConcept": {"text": "Testine"},
    "quantity": {"value": 1.50, "unit": "mL"},
    "subject": {"reference": "Patient/9", "display": "Kim Sample"},
    "context": {"reference": "Encounter/4"},
}


@pytest.fixture
def record(server: Medplum) -> Any:
    server.empty()
    return server.ask("POST", "MedicationDispense", DISPENSE)


@pytest.fixture
def store(server: Medplum, record: Any) -> Iterator[Store]:  # noqa: ARG001 - it must be there
    with open_store(server.linked) as store:
        yield store


def test_a_leaflet_is_attached_and_linked(server: Medplum, record: Any, store: Store) -> None:
    made = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine")))
    name = "https://example.org/dispense|D-1"
    given = leaflets.attach(made, name, store, when="2026-11-24T10:00:00Z", by="Practitioner/5")
    again = leaflets.attach(made, name, store, when="2026-11-24T11:00:00Z", by="Practitioner/6")
    assert (given.is_new, again) == (True, leaflets.Attached(given.attachment, False))
    assert store.pdf(given.attachment.sha256) == made.pdf
    [document] = server.all_of("DocumentReference")
    assert document["subject"] == {"reference": "Patient/9"}
    assert "Kim" not in json.dumps(document)
    [dispense] = server.all_of("MedicationDispense")
    wanted = [{"reference": f"DocumentReference/{document['id']}"}]
    assert dispense["supportingInformation"] == wanted
    assert {**dispense, "meta": 0} == {**record, "supportingInformation": wanted, "meta": 0}


def test_single_requests_write_the_same_resources(server: Medplum, record: Any) -> None:
    made = attachment(f"MedicationDispense/{record['id']}", by="Practitioner/5")
    parties = "author=Organization/1&custodian=Organization/2"
    with open_store(f"{server.linked}&post=plain&{parties}") as store:
        given = [store.attach(made, PDF).is_new for _ in range(2)]
        assert given == [True, False]
        assert store.pdf(made.sha256) == PDF
    [document] = server.all_of("DocumentReference")
    assert document["context"]["encounter"] == [{"reference": "Encounter/4"}]
    assert document["custodian"] == {"reference": "Organization/2"}
    [dispense] = server.all_of("MedicationDispense")
    wanted = [{"reference": f"DocumentReference/{document['id']}"}]
    assert dispense["supportingInformation"] == wanted
    assert len(server.all_of("Binary")) == 1


def test_several_leaflets_go_in_one_transaction(server: Medplum) -> None:
    server.empty()
    pairs = [(attachment(f"D-{number}"), PDF) for number in range(25)]
    with open_store(server.address) as store:
        for is_new in (True, False):
            results = list(store.attach_many(pairs))
            assert results == [leaflets.Attached(each, is_new) for each, _ in pairs]
        assert len(list(store.attachments())) == 25
        assert list(store.verify()) == []
    assert len(server.all_of("Binary")) == 25


def test_leaflets_of_several_dispenses_are_linked_in_one_transaction(server: Medplum) -> None:
    server.empty()
    ids = [server.ask("POST", "MedicationDispense", DISPENSE)["id"] for _ in range(5)]
    pairs = [(attachment(f"MedicationDispense/{name}"), PDF) for name in ids]
    with open_store(server.linked) as store:
        assert all(isinstance(each, leaflets.Attached) for each in store.attach_many(pairs))
    documents = {f"DocumentReference/{each['id']}" for each in server.all_of("DocumentReference")}
    dispenses = server.all_of("MedicationDispense")
    links = [each["supportingInformation"] for each in dispenses]
    assert {link["reference"] for [link] in links} == documents
    assert len(documents) == len(server.all_of("Binary")) == 5


def test_concurrent_attachments_and_notes_are_all_kept(
    server: Medplum, store: Store, record: Any
) -> None:
    """Eight leaflets and eight notes for one dispense, all at the same time."""

    def leaflet(number: int) -> bool:
        pdf = PDF + str(number).encode()
        which = identity(layout=f"l{number}")
        made = attachment(f"MedicationDispense/{record['id']}", pdf, which)
        with open_store(server.linked) as store:
            for _ in range(8):
                with suppress(StoreError):  # R725: others were quicker five times
                    return store.attach(made, pdf).is_new
        raise AssertionError("the dispense never rested")

    def note(number: int) -> None:
        path = f"MedicationDispense/{record['id']}"
        for _ in range(200):
            there = server.ask("GET", path)
            there["note"] = [*there.get("note", []), {"text": str(number)}]
            match = {"If-Match": f'W/"{there["meta"]["versionId"]}"'}
            if server.http.put(f"/{path}", json=there, headers=match).status_code == 200:
                return
        raise AssertionError("the dispense never rested")

    with ThreadPoolExecutor(16) as pool:
        leaflet_acts = [pool.submit(leaflet, number) for number in range(8)]
        note_acts = [pool.submit(note, number) for number in range(8)]
        for act in (*leaflet_acts, *note_acts):
            act.result()
    [dispense] = server.all_of("MedicationDispense")
    assert sorted(each["text"] for each in dispense["note"]) == list("01234567")
    documents = {f"DocumentReference/{each['id']}" for each in server.all_of("DocumentReference")}
    assert len(documents) == 8
    assert {each["reference"] for each in dispense["supportingInformation"]} == documents
    assert list(store.verify()) == []


def test_refusals_are_worded_by_this_program(server: Medplum, record: Any, store: Store) -> None:
    path = f"MedicationDispense/{record['id']}"
    wrong = attachment(path, prescription="https://example.org/rx|" + " ")
    with pytest.raises(StoreError) as error:
        store.attach(wrong, PDF)
    assert error.value.code == "R719"
    assert "DocumentReference" in str(error.value)
    with open_store(f"fhir+{server.base}", token="wrong") as stranger:
        with pytest.raises(StoreError) as error:
            stranger.attach(attachment(path), PDF)
        assert error.value.code == "R722"
