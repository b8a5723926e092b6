"""A server without transactions: whatever breaks off, nothing is lost, doubled or left over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leaflets.base.errors import StoreError
from leaflets.exchange.open_store import open_store
from leaflets.records import Attached, Store

from ....records.samples import PDF, attachment, identity
from .server import TOKEN, Answer, Request, Server, running

OTHER = PDF + b"other\n%%EOF\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    with running() as server:
        server.transactions = False
        server.put(
            {
                "resourceType": "MedicationDispense",
                "id": "7",
                "identifier": [{"value": "D-1"}],
                "status": "completed",
                "subject": {"reference": "Patient/9"},
                "context": {"reference": "Encounter/4", "display": "Kim Sample"},
            }
        )
        yield server


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    with open_store(f"fhir+{server.base}?post=plain", token=TOKEN) as store:
        yield store


def counts(server: Server) -> tuple[int, int, int]:
    """How many Binaries, documents and links there are."""
    [dispense] = server.of("MedicationDispense")
    links = dispense.get("supportingInformation", [])
    return len(server.of("Binary")), len(server.of("DocumentReference")), len(links)


def code_of(store: Store) -> StoreError:
    with pytest.raises(StoreError) as caught:
        store.attach(attachment("D-1"), PDF)
    return caught.value


def test_bytes_come_first_then_the_document_then_the_link(store: Store, server: Server) -> None:
    assert store.attach(attachment("D-1"), PDF) == Attached(attachment("D-1"), True)
    writes = [each for each in server.received if not each.path.endswith("_search")]
    assert [(each.method, each.path) for each in writes] == [
        ("POST", "Binary"), ("POST", "DocumentReference"), ("PUT", "MedicationDispense/7"),
    ]  # fmt: skip
    assert store.attach(attachment("D-1"), PDF) == Attached(attachment("D-1"), False)
    assert counts(server) == (1, 1, 1)
    assert store.pdf(attachment("D-1").sha256) == PDF
    [document] = server.of("DocumentReference")
    assert document["context"]["encounter"] == [{"reference": "Encounter/4"}]


def test_a_new_edition_supersedes_the_old_one(store: Store, server: Server) -> None:
    store.attach(attachment("D-1"), PDF)
    new = attachment("D-1", OTHER, identity(edition="2"), replaces=attachment("D-1").sha256)
    assert store.attach(new, OTHER).is_new
    assert [each["status"] for each in server.of("DocumentReference")] == ["superseded", "current"]
    assert counts(server) == (2, 2, 2)


@pytest.mark.parametrize("executed", [True, False])
@pytest.mark.parametrize("path", ["Binary", "DocumentReference", "MedicationDispense/7"])
def test_a_lost_answer_doubles_nothing(
    store: Store, server: Server, path: str, executed: bool
) -> None:
    """The answer is lost once, whether or not the request was executed."""
    left = [True]

    def intercept(request: Request) -> Answer | None:
        if request.path == path and request.method != "GET" and left:
            left.clear()
            if executed:
                server.execute(request)
            return Answer(502)
        return None

    server.intercept = intercept
    store.attach(attachment("D-1"), PDF)
    binaries, documents, links = counts(server)
    assert (documents, links) == (1, 1)
    # of bytes whose answer was lost the server told no name, so that they cannot be removed
    assert binaries == (2 if path == "Binary" and executed else 1)
    assert list(store.verify()) == []


def test_a_refused_document_leaves_no_bytes(store: Store, server: Server) -> None:
    server.intercept = lambda asked: Answer(422) if asked.path == "DocumentReference" else None
    error = code_of(store)
    assert error.code == "R719"
    assert error.says.startswith("The document of the leaflet was not written. ")
    assert counts(server) == (0, 0, 0)


def test_bytes_of_a_document_that_may_be_there_are_kept(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document is written, but the answer is too large to be read."""
    left = [True]

    def intercept(request: Request) -> Answer | None:
        if request.path == "DocumentReference" and left:
            left.clear()
            server.execute(request)
            monkeypatch.setattr("leaflets.base.limits.JSON_BYTES", 10)
            return Answer(200, {"resourceType": "OperationOutcome"})
        return None

    server.intercept = intercept
    assert code_of(store).code == "R721"
    monkeypatch.undo()
    assert not store.attach(attachment("D-1"), PDF).is_new
    assert counts(server) == (1, 1, 1)


def test_refused_bytes_are_told(store: Store, server: Server) -> None:
    server.intercept = lambda asked: Answer(403) if asked.path == "Binary" else None
    error = code_of(store)
    assert error.code == "R722"
    assert error.says.startswith("The bytes of the leaflet were not written. ")


def test_a_refused_link_is_told_and_can_be_written_later(store: Store, server: Server) -> None:
    server.intercept = lambda asked: Answer(403) if asked.method == "PUT" else None
    error = code_of(store)
    assert error.code == "R712"
    assert "is on the server as DocumentReference/" in error.says
    assert "not the link from the dispense" in error.says
    assert counts(server) == (1, 1, 0)
    server.intercept = lambda _: None
    assert not store.attach(attachment("D-1"), PDF).is_new
    assert counts(server) == (1, 1, 1)


def test_of_two_concurrent_attachments_one_is_made(store: Store, server: Server) -> None:
    """Another client attaches other bytes between our bytes and our document."""

    def intercept(request: Request) -> Answer | None:
        if request.path == "DocumentReference":
            server.intercept = lambda _: None
            with open_store(f"fhir+{server.base}?post=plain", token=TOKEN) as another:
                another.attach(attachment("D-1", OTHER, by="A. Other"), OTHER)
        return None

    server.intercept = intercept
    assert code_of(store).code == "R701"
    assert counts(server) == (1, 1, 1)


def test_a_server_that_names_no_place_raises_r721(store: Store, server: Server) -> None:
    server.intercept = lambda asked: Answer(201) if asked.path == "Binary" else None
    assert code_of(store).code == "R721"
    assert counts(server) == (0, 0, 0)
