"""The store on a FHIR server whose answers go wrong: nothing twice, nothing lost, nothing told."""

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
    """An empty server with one dispense; nobody waits long."""
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    shared.kept.clear()
    shared.asked.clear()
    shared.spoil, shared.undoes = lambda _: None, True
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


def spoil_first(server: Server, many: int, answer: Answer, method: str, path: str) -> None:
    """The first requests of a kind get another answer."""
    left = [answer] * many

    def spoil(request: Request) -> Answer | None:
        return left.pop() if left and (request.method, request.path) == (method, path) else None

    server.spoil = spoil


def links(server: Server) -> list[str]:
    [dispense] = server.of("MedicationDispense")
    return [each["reference"] for each in dispense.get("supportingInformation", [])]


def test_attachment_and_bytes_are_read_back(store: Store, server: Server) -> None:
    wanted = attachment("https://example.org|D-1", patient="Patient/9")
    assert store.attach(wanted, PDF) == Attached(wanted, True)
    assert store.attach(wanted, PDF) == Attached(wanted, False)
    assert list(store.attachments()) == [wanted]
    assert list(store.attachments(monograph="acetylcysteine", edition="1")) == [wanted]
    assert list(store.attachments(monograph="acetylcysteine", edition="2")) == []
    assert list(store.attachments(dispense="D-2")) == []
    assert store.pdf(wanted.sha256) == PDF
    assert list(store.verify()) == []
    [document] = server.of("DocumentReference")
    assert links(server) == [f"DocumentReference/{document['id']}"]
    assert SECRET not in str(document)
    [held] = server.of("Binary")
    assert held["securityContext"] == {"reference": "MedicationDispense/7"}


def test_search_parameters_are_not_in_urls(store: Store, server: Server) -> None:
    store.attach(attachment("https://example.org|D-1"), PDF)
    assert {request.path for request in server.asked} == {
        "DocumentReference/_search", "MedicationDispense/_search", "",
    }  # fmt: skip
    assert {request.headers["Authorization"] for request in server.asked} == {f"Bearer {TOKEN}"}


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
    done = list(store.attach_many(pairs))
    assert [type(each) for each in done] == [Refused, Attached]
    assert refusal(lambda: list(store.entries())).code == "R727"
    assert (list(store.orphans()), store.collect(when="", by="")) == ([], [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(store: Store, server: Server, status: int) -> None:
    for method, path in (("POST", ""), ("POST", "DocumentReference/_search")):
        spoil_first(server, 2, Answer(status, None, {"Retry-After": "0"}), method, path)
        store.attach(attachment("D-1"), PDF)
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1


def test_a_long_retry_after_is_not_waited_for(store: Store, server: Server) -> None:
    date = {"Date": "Tue, 24 Nov 2026 10:00:00 GMT", "Retry-After": "Tue, 24 Nov 2026 11:00:00 GMT"}
    for headers, seconds in (({"Retry-After": "86400"}, "86400"), (date, "3600")):
        spoil_first(server, 1, Answer(503, None, headers), "POST", "")
        told = refusal(lambda: store.attach(attachment("D-1"), PDF))
        assert (told.code, f"asks for {seconds} seconds" in told.says) == ("R721", True)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_transaction_whose_answer_was_lost_is_not_repeated(
    store: Store, server: Server, status: int
) -> None:
    """The transaction was done, and its answer lost."""
    lost = [True]

    def spoil(request: Request) -> Answer | None:
        if (request.method, request.path) == ("POST", "") and lost:
            lost.clear()
            server._done(request)
            return Answer(status)
        return None

    server.spoil = spoil
    assert store.attach(attachment("D-1"), PDF) == Attached(attachment("D-1"), False)
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1
    assert len(links(server)) == 1


def test_a_server_that_keeps_failing_raises_r721(store: Store, server: Server) -> None:
    server.spoil = lambda _: Answer(500, {"issue": [{"diagnostics": SECRET}]})
    told = refusal(lambda: store.attach(attachment("D-1"), PDF))
    assert (told.code, told.exit_code) == ("R721", 7)
    assert 5 <= len(server.asked) <= 25


def test_an_unreachable_server_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"fhir+http://127.0.0.1:{taken.getsockname()[1]}/fhir"
        with pytest.MonkeyPatch.context() as patch, open_store(address) as store:
            patch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
            assert refusal(lambda: list(store.attachments())).says == (
                "The FHIR server cannot be reached."
            )


@pytest.mark.parametrize("undoes", [True, False])
def test_concurrent_changes_of_the_dispense_are_kept(
    store: Store, server: Server, undoes: bool
) -> None:
    """Somebody writes a note between our reading and our writing, twice.

    A server that leaves what a failed transaction had begun has the document before the link.
    """
    server.undoes = undoes
    notes = ["one", "two"]

    def spoil(request: Request) -> Answer | None:
        if (request.path == "" or request.method == "PUT") and notes:
            there = server.kept["MedicationDispense/7"]
            server.put({**there, "note": [*there["note"], {"text": notes.pop()}]})
        return None

    server.spoil = spoil
    store.attach(attachment("D-1"), PDF)
    [dispense] = server.of("MedicationDispense")
    assert [each["text"] for each in dispense["note"]] == ["two", "one"]
    assert len(links(server)) == 1
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1


def test_a_dispense_that_keeps_changing_raises_r725(store: Store, server: Server) -> None:
    def spoil(request: Request) -> Answer | None:
        if request.method == "PUT" or request.path == "":
            server.put(server.kept["MedicationDispense/7"])
        return None

    server.spoil = spoil
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R725"


@pytest.mark.parametrize("options", ["", "?dispense=elsewhere"])
def test_of_two_concurrent_attachments_one_is_made(server: Server, options: str) -> None:
    """Another attaches between our looking and our writing: the same bytes, or other ones."""
    address = f"fhir+{server.base}{options}"

    def other(pdf: bytes) -> Callable[[Request], Answer | None]:
        def spoil(request: Request) -> Answer | None:
            if (request.method, request.path) == ("POST", ""):
                server.spoil = lambda _: None
                with open_store(address, token=TOKEN) as another:
                    another.attach(attachment("D-1", pdf, by="A. Other"), pdf)
            return None

        return spoil

    with open_store(address, token=TOKEN) as store:
        server.spoil = other(PDF)
        done = store.attach(attachment("D-1"), PDF)
        assert (done.is_new, done.attachment.by) == (False, "A. Other")
        assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1
        server.kept.pop(f"DocumentReference/{server.of('DocumentReference')[0]['id']}")
        server.spoil = other(OTHER)
        assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R701"


def test_a_refusal_repeats_only_codes_and_paths(store: Store, server: Server) -> None:
    issue = {
        "severity": "error", "code": "invalid", "diagnostics": f"{SECRET} is no Patient",
        "details": {"text": SECRET}, "expression": ["DocumentReference.subject", SECRET],
    }  # fmt: skip
    body = {"resourceType": "OperationOutcome", "issue": [issue, {"code": SECRET}, "x"]}
    for status in (400, 422):
        spoil_first(server, 1, Answer(status, body), "POST", "")
        told = refusal(lambda: store.attach(attachment("D-1"), PDF))
        assert told.code == "R719"
        assert f"({status}: invalid DocumentReference.subject)" in told.says


@pytest.mark.parametrize("status", [401, 403])
def test_a_rejected_token_raises_r722(store: Store, server: Server, status: int) -> None:
    server.spoil = lambda _: Answer(status)
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R722"
    assert len(server.asked) == 1


def test_the_dispense_must_exist_and_be_of_the_same_patient(store: Store, server: Server) -> None:
    assert refusal(lambda: store.attach(attachment("D-9"), PDF)).code == "R724"
    assert refusal(lambda: store.attach(attachment("MedicationDispense/9"), PDF)).code == "R724"
    other = attachment("D-1", patient="Patient/8")
    assert refusal(lambda: store.attach(other, PDF)).code == "R729"
    there = server.kept["MedicationDispense/7"]
    server.put(there | {"subject": {"identifier": {"system": "s", "value": "9"}}})
    assert refusal(lambda: store.attach(attachment("D-1", patient="s|8"), PDF)).code == "R729"
    assert store.attach(attachment("D-1", patient="s|9"), PDF).is_new
    server.put({key: value for key, value in there.items() if key != "id"})
    assert refusal(lambda: store.attach(attachment("D-1", OTHER), OTHER)).code == "R701"
    assert refusal(lambda: store.attach(attachment("https://example.org|D-1"), PDF)).code == "R724"
    assert len(server.of("Binary")) == 1


def test_a_stopped_dispense_is_refused_without_any_status(store: Store, server: Server) -> None:
    server.put(server.kept["MedicationDispense/7"] | {"status": "entered-in-error"})
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R728"
    with open_store(f"fhir+{server.base}?any-status", token=TOKEN) as willing:
        assert willing.attach(attachment("D-1"), PDF).is_new


def test_dispenses_may_be_kept_elsewhere(server: Server) -> None:
    with open_store(f"fhir+{server.base}?dispense=elsewhere", token=TOKEN) as store:
        wanted = attachment("D-77", patient="s|9")
        assert store.attach(wanted, PDF).is_new
        assert list(store.attachments(dispense="D-77")) == [wanted]
    [document] = server.of("DocumentReference")
    assert document["context"]["related"][0]["identifier"] == {"value": "D-77"}
    assert document["subject"] == {
        "type": "Patient", "identifier": {"system": "s", "value": "9"},
    }  # fmt: skip


def test_altered_and_missing_bytes_are_reported(store: Store, server: Server) -> None:
    wanted = attachment("D-1")
    store.attach(wanted, PDF)
    [held] = server.of("Binary")
    name = f"Binary/{held['id']}"
    for data in ("JVBERi0=", "not base64"):
        server.kept[name] = held | {"data": data}
        assert refusal(lambda: store.pdf(wanted.sha256)).code == "R703"
        assert refusal(lambda: store.attach(wanted, PDF)).code == "R703"
        assert [each.kind for each in store.verify()] == ["altered"]
    del server.kept[name]
    assert [each.kind for each in store.verify()] == ["missing"]
    assert refusal(lambda: store.pdf("ab" * 32)).code == "R708"
    assert refusal(lambda: store.pdf("../x")).code == "R708"


def test_a_server_may_send_a_binary_without_json(store: Store, server: Server) -> None:
    store.attach(attachment("D-1"), PDF)
    server.spoil = lambda asked: Answer(200, PDF) if asked.path.startswith("Binary/") else None
    assert store.pdf(attachment("D-1").sha256) == PDF


def test_links_and_redirects_to_another_server_are_not_followed(
    store: Store, server: Server
) -> None:
    bundle = {"resourceType": "Bundle", "link": [{"relation": "next", "url": "http://h.example/"}]}
    spoil_first(server, 1, Answer(200, bundle), "POST", "DocumentReference/_search")
    assert refusal(lambda: list(store.attachments())).code == "R703"
    spoil_first(server, 1, Answer(307, None, {"Location": "http://h.example/"}), "POST", "")
    assert refusal(lambda: store.attach(attachment("D-1"), PDF)).code == "R719"


def test_searches_follow_the_link_to_the_next_page(store: Store, server: Server) -> None:
    store.attach(attachment("D-1"), PDF)
    following = {"relation": "next", "url": f"{server.base}/DocumentReference?page=2"}
    page = {"resourceType": "Bundle", "entry": [], "link": [following]}
    spoil_first(server, 1, Answer(200, page), "POST", "DocumentReference/_search")
    found = server._found("DocumentReference", {})
    inner = server.spoil
    server.spoil = lambda asked: (
        Answer(200, found) if asked.path == "DocumentReference?page=2" else inner(asked)
    )
    assert list(store.attachments()) == [attachment("D-1")]


@pytest.mark.parametrize("body", [b"%PDF", [], {"entry": 7}, {"entry": [{"resource": "x"}]}])
def test_senseless_answers_raise_r721(store: Store, server: Server, body: object) -> None:
    spoil_first(server, 99, Answer(200, body), "POST", "")
    with pytest.raises(StoreError) as caught:
        store.attach(attachment("D-1"), PDF)
    assert caught.value.code == "R721"
