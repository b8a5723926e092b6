"""The store on a FHIR server with faulty answers: nothing is doubled, lost or disclosed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from leaflets.base.errors import LeafletsError, StoreError
from leaflets.exchange.open_store import open_store
from leaflets.records import Attached, Refused, Store

from ....records.samples import PDF, attachment, identity
from .server import TOKEN, Answer, Request, Server, running

OTHER = PDF + b"other\n%%EOF\n"
SECRET = "Kim Sample"


@pytest.fixture(scope="module")
def shared() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def server(shared: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """An empty server with one dispense; pauses between attempts are short."""
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    shared.resources.clear()
    shared.received.clear()
    shared.intercept, shared.rolls_back = lambda _: None, True
    shared.put(
        {
            "resourceType": "MedicationDispense",
            "id": "7",
            "identifier": [{"system": "https://example.org", "value": "D-1"}],
            "status": "completed",
            "subject": {"reference": "Patient/9", "display": SECRET},
            "note": [],
        }
    )
    return shared


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    with open_store(f"fhir+{server.base}", token=TOKEN) as store:
        yield store


def refusal(act: Callable[[], Any]) -> LeafletsError:
    with pytest.raises(LeafletsError) as refused:
        act()
    assert SECRET not in str(refused.value)
    assert TOKEN not in str(refused.value)
    return refused.value


def answer_first(server: Server, many: int, answer: Answer, method: str, path: str) -> None:
    """Give another answer to the first requests with this method and path."""
    left = [answer] * many

    def intercept(request: Request) -> Answer | None:
        return left.pop() if left and (request.method, request.path) == (method, path) else None

    server.intercept = intercept


def links(server: Server) -> list[str]:
    [dispense] = server.of("MedicationDispense")
    return [item["reference"] for item in dispense.get("supportingInformation", [])]


def test_attachment_and_bytes_are_read_back(store: Store, server: Server) -> None:
    attached = attachment("https://example.org|D-1", patient="Patient/9")
    assert store.attach(attached, PDF) == Attached(attached, True)
    assert store.attach(attached, PDF) == Attached(attached, False)
    assert list(store.attachments()) == [attached]
    assert list(store.attachments(monograph="acetylcysteine", edition="1")) == [attached]
    assert list(store.attachments(monograph="acetylcysteine", edition="2")) == []
    assert list(store.attachments(dispense="D-2")) == []
    assert store.pdf(attached.sha256) == PDF
    assert list(store.verify()) == []
    [document] = server.of("DocumentReference")
    assert links(server) == [f"DocumentReference/{document['id']}"]
    assert SECRET not in str(document)
    [held] = server.of("Binary")
    assert held["securityContext"] == {"reference": "MedicationDispense/7"}


def test_search_parameters_are_not_in_urls(store: Store, server: Server) -> None:
    store.attach(attachment("https://example.org|D-1"), PDF)
    assert {request.path for request in server.received} == {
        "DocumentReference/_search", "MedicationDispense/_search", "",
    }  # fmt: skip
    assert {request.headers["Authorization"] for request in server.received} == {f"Bearer {TOKEN}"}


def test_a_new_edition_supersedes_the_old_document(store: Store, server: Server) -> None:
    old = attachment("MedicationDispense/7")
    store.attach(old, PDF)
    new = attachment("MedicationDispense/7", OTHER, identity(edition="2"), replaces=old.sha256)
    assert store.attach(new, OTHER).is_new
    first, second = server.of("DocumentReference")
    assert (first["status"], second["status"]) == ("superseded", "current")
    assert second["relatesTo"][0]["target"]["reference"] == f"DocumentReference/{first['id']}"
    assert store.pdf(old.sha256) == PDF
    assert len(links(server)) == 2


def test_the_rules_of_all_stores_apply(store: Store) -> None:
    old = attachment("D-1")
    store.attach(old, PDF)
    assert refusal(lambda: store.attach(attachment("D-1", OTHER), OTHER)).code == "R701"
    wrong = attachment("D-1", OTHER, replaces="ab" * 32)
    assert refusal(lambda: store.attach(wrong, OTHER)).code == "R709"
    assert refusal(lambda: store.attach(attachment("D-1"), OTHER)).code == "U201"
    pairs = [(attachment("D-1", OTHER), OTHER), (attachment("D-1"), PDF)]
    result = list(store.attach_many(pairs))
    assert [type(item) for item in result] == [Refused, Attached]
    assert refusal(lambda: list(store.entries())).code == "R727"
    assert (list(store.orphans()), store.collect(when="", by="")) == ([], [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(store: Store, server: Server, status: int) -> None:
    for method, path in (("POST", ""), ("POST", "DocumentReference/_search")):
        answer_first(server, 2, Answer(status, None, {"Retry-After": "0"}), method, path)
        store.attach(attachment("D-1"), PDF)
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1


def test_a_long_retry_after_is_not_waited_for(store: Store, server: Server) -> None:
    date = {"Date": "Tue, 24 Nov 2026 10:00:00 GMT", "Retry-After": "Tue, 24 Nov 2026 11:00:00 GMT"}
    for headers, seconds in (({"Retry-After": "86400"}, "86400"), (date, "3600")):
        answer_first(server, 1, Answer(503, None, headers), "POST", "")
        error = refusal(lambda: store.attach(attachment("D-1"), PDF))
        assert (error.code, f"asks for {seconds} seconds" in error.says) == ("R721", True)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_transaction_whose_answer_was_lost_is_not_repeated(
    store: Store, server: Server, status: int
) -> None:
    """The server executes the transaction, but its answer is lost."""
    lost = [True]

    def intercept(request: Request) -> Answer | None:
        if (request.method, request.path) == ("POST", "") and lost:
            lost.clear()
            server.execute(request)
            return Answer(status)
        return None

    server.intercept = intercept
    assert store.attach(attachment("D-1"), PDF) == Attached(attachment("D-1"), False)
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1
    assert len(links(server)) == 1


def test_a_server_that_keeps_failing_raises_r721(store: Store, server: Server) -> None:
    server.intercept = lambda _: Answer(500, {"issue": [{"diagnostics": SECRET}]})
    error = refusal(lambda: store.attach(attachment("D-1"), PDF))
    assert (error.code, error.exit_code) == ("R721", 7)
    assert 5 <= len(server.received) <= 25


def test_an_unreachable_server_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"fhir+http://127.0.0.1:{taken.getsockname()[1]}/fhir"
        with pytest.MonkeyPatch.context() as patch, open_store(address) as store:
            patch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
            assert refusal(lambda: list(store.attachments())).says == (
                "The FHIR server cannot be reached."
            )


@pytest.mark.parametrize("rolls_back", [True, False])
def test_concurrent_changes_of_the_dispense_are_kept(
    store: Store, server: Server, rolls_back: bool
) -> None:
    """Another client writes a note between our read and our write, twice.

    A server that does not roll back has the document before the link.
    """
    server.rolls_back = rolls_back
    notes = ["one", "two"]

    def intercept(request: Request) -> Answer | None:
        if (request.path == "" or request.method == "PUT") and notes:
            there = server.resources["MedicationDispense/7"]
            server.put({**there, "note": [*there["note"], {"text": notes.pop()}]})
        return None

    server.intercept = intercept
    store.attach(attachment("D-1"), PDF)
    [dispense] = server.of("MedicationDispense")
    assert [item["text"] for item in dispense["note"]] == ["two", "one"]
    assert len(links(server)) == 1
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1


def test_a_dispense_that_keeps_changing_raises_r725(store: Store, server: Server) -> None:
    def intercept(request: Request) -> Answer | None:
        if request.method == "PUT" or request.path == "":
            server.put(server.resources["MedicationDispense/7"])
        return None

    server.intercept = intercept
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R725"


@pytest.mark.parametrize("options", ["", "?dispense=elsewhere"])
def test_of_two_concurrent_attachments_one_is_made(server: Server, options: str) -> None:
    """Another client attaches between our read and our write: the same bytes, or others."""
    address = f"fhir+{server.base}{options}"

    def other(pdf: bytes) -> Callable[[Request], Answer | None]:
        def intercept(request: Request) -> Answer | None:
            if (request.method, request.path) == ("POST", ""):
                server.intercept = lambda _: None
                with open_store(address, token=TOKEN) as another:
                    another.attach(attachment("D-1", pdf, by="A. Other"), pdf)
            return None

        return intercept

    with open_store(address, token=TOKEN) as store:
        server.intercept = other(PDF)
        result = store.attach(attachment("D-1"), PDF)
        assert (result.is_new, result.attachment.by) == (False, "A. Other")
        assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1
        server.resources.pop(f"DocumentReference/{server.of('DocumentReference')[0]['id']}")
        server.intercept = other(OTHER)
        assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R701"


def test_a_refusal_repeats_only_codes_and_paths(store: Store, server: Server) -> None:
    issue = {
        "severity": "error", "code": "invalid", "diagnostics": f"{SECRET} is no Patient",
        "details": {"text": SECRET}, "expression": ["DocumentReference.subject", SECRET],
    }  # fmt: skip
    body = {"resourceType": "OperationOutcome", "issue": [issue, {"code": SECRET}, "x"]}
    for status in (400, 422):
        answer_first(server, 1, Answer(status, body), "POST", "")
        error = refusal(lambda: store.attach(attachment("D-1"), PDF))
        assert error.code == "R719"
        assert f"({status}: invalid DocumentReference.subject)" in error.says


@pytest.mark.parametrize("status", [401, 403])
def test_a_rejected_token_raises_r722(store: Store, server: Server, status: int) -> None:
    server.intercept = lambda _: Answer(status)
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R722"
    assert len(server.received) == 1


def test_the_dispense_must_exist_and_be_of_the_same_patient(store: Store, server: Server) -> None:
    assert refusal(lambda: store.attach(attachment("D-9"), PDF)).code == "R724"
    assert refusal(lambda: store.attach(attachment("MedicationDispense/9"), PDF)).code == "R724"
    other = attachment("D-1", patient="Patient/8")
    assert refusal(lambda: store.attach(other, PDF)).code == "R729"
    there = server.resources["MedicationDispense/7"]
    server.put(there | {"subject": {"identifier": {"system": "s", "value": "9"}}})
    assert refusal(lambda: store.attach(attachment("D-1", patient="s|8"), PDF)).code == "R729"
    assert store.attach(attachment("D-1", patient="s|9"), PDF).is_new
    server.put({key: value for key, value in there.items() if key != "id"})
    assert refusal(lambda: store.attach(attachment("D-1", OTHER), OTHER)).code == "R701"
    assert refusal(lambda: store.attach(attachment("https://example.org|D-1"), PDF)).code == "R724"
    assert len(server.of("Binary")) == 1


def test_a_stopped_dispense_is_refused_without_any_status(store: Store, server: Server) -> None:
    server.put(server.resources["MedicationDispense/7"] | {"status": "entered-in-error"})
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R728"
    with open_store(f"fhir+{server.base}?any-status", token=TOKEN) as willing:
        assert willing.attach(attachment("D-1"), PDF).is_new


def test_dispenses_may_be_kept_elsewhere(server: Server) -> None:
    with open_store(f"fhir+{server.base}?dispense=elsewhere", token=TOKEN) as store:
        attached = attachment("D-77", patient="s|9")
        assert store.attach(attached, PDF).is_new
        assert list(store.attachments(dispense="D-77")) == [attached]
    [document] = server.of("DocumentReference")
    assert document["context"]["related"][0]["identifier"] == {"value": "D-77"}
    assert document["subject"] == {
        "type": "Patient", "identifier": {"system": "s", "value": "9"},
    }  # fmt: skip


def test_altered_and_missing_bytes_are_reported(store: Store, server: Server) -> None:
    attached = attachment("D-1")
    store.attach(attached, PDF)
    [held] = server.of("Binary")
    name = f"Binary/{held['id']}"
    for data in ("JVBERi0=", "not base64"):
        server.resources[name] = held | {"data": data}
        assert refusal(lambda: store.pdf(attached.sha256)).code == "R703"
        assert refusal(lambda: store.attach(attached, PDF)).code == "R703"
        assert [item.kind for item in store.verify()] == ["altered"]
    del server.resources[name]
    assert [item.kind for item in store.verify()] == ["missing"]
    assert refusal(lambda: store.pdf("ab" * 32)).code == "R708"
    assert refusal(lambda: store.pdf("../x")).code == "R708"


def test_a_server_may_send_a_binary_without_json(store: Store, server: Server) -> None:
    store.attach(attachment("D-1"), PDF)
    server.intercept = lambda asked: Answer(200, PDF) if asked.path.startswith("Binary/") else None
    assert store.pdf(attachment("D-1").sha256) == PDF


def test_links_and_redirects_to_another_server_are_not_followed(
    store: Store, server: Server
) -> None:
    bundle = {"resourceType": "Bundle", "link": [{"relation": "next", "url": "http://h.example/"}]}
    answer_first(server, 1, Answer(200, bundle), "POST", "DocumentReference/_search")
    assert refusal(lambda: list(store.attachments())).code == "R703"
    answer_first(server, 1, Answer(307, None, {"Location": "http://h.example/"}), "POST", "")
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R719"


def test_searches_follow_the_link_to_the_next_page(store: Store, server: Server) -> None:
    store.attach(attachment("D-1"), PDF)
    following = {"relation": "next", "url": f"{server.base}/DocumentReference?page=2"}
    page = {"resourceType": "Bundle", "entry": [], "link": [following]}
    answer_first(server, 1, Answer(200, page), "POST", "DocumentReference/_search")
    found = server.find("DocumentReference", {})
    inner = server.intercept
    server.intercept = lambda asked: (
        Answer(200, found) if asked.path == "DocumentReference?page=2" else inner(asked)
    )
    assert list(store.attachments()) == [attachment("D-1")]


@pytest.mark.parametrize("body", [b"%PDF", [], {"entry": 7}, {"entry": [{"resource": "x"}]}])
def test_senseless_answers_raise_r721(store: Store, server: Server, body: object) -> None:
    answer_first(server, 99, Answer(200, body), "POST", "")
    with pytest.raises(StoreError) as caught:
        store.attach(attachment("D-1"), PDF)
    assert caught.value.code == "R721"
