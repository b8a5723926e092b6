"""Several leaflets at a time: few requests, and what one lacks keeps none of the others away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leaflets.base import limits
from leaflets.exchange.fhir.record_store.groups import in_groups
from leaflets.exchange.open_store import open_store
from leaflets.records import Attached, Refused, Store

from ....records.samples import PDF, attachment
from .server import TOKEN, Answer, Request, Server, running

MANY = 45
PAIRS = [(attachment(f"D-{number}"), PDF) for number in range(MANY)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    with running() as server:
        yield server


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    with open_store(f"fhir+{server.base}?dispense=elsewhere", token=TOKEN) as store:
        yield store


def test_a_transaction_holds_several_leaflets(store: Store, server: Server) -> None:
    assert list(store.attach_many(PAIRS)) == [Attached(item, True) for item, _ in PAIRS]
    assert len(server.received) == 6, "for each 20 leaflets a search and a transaction"
    assert list(store.attach_many(PAIRS)) == [Attached(item, False) for item, _ in PAIRS]
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == MANY
    assert [item.sha256 for item in store.attachments(dispense="D-7")] == [PAIRS[7][0].sha256]


def test_a_lost_answer_doubles_nothing(store: Store, server: Server) -> None:
    left = [True]

    def intercept(request: Request) -> Answer | None:
        if request.path == "" and left:
            left.clear()
            server.execute(request)
            return Answer(502)
        return None

    server.intercept = intercept
    assert [type(item) for item in store.attach_many(PAIRS)] == [Attached] * MANY
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == MANY


def test_a_refused_leaflet_keeps_no_other_away(store: Store, server: Server) -> None:
    """The server refuses one dispense; another has the same leaflet with other bytes."""

    def intercept(request: Request) -> Answer | None:
        return Answer(422) if request.path == "" and "D-3" in str(request.body) else None

    server.intercept = intercept
    other = PDF + b"!\n%%EOF\n"
    pairs = [*PAIRS[:6], (attachment("D-5", other), other), PAIRS[6]]
    results = list(store.attach_many(pairs))
    refused = [item.attachment.dispense for item in results if isinstance(item, Refused)]
    assert refused == ["D-3", "D-5"]
    kept = [item.dispense for item in store.attachments()]
    assert sorted(kept) == ["D-0", "D-1", "D-2", "D-4", "D-5", "D-6"]


def test_documents_that_another_client_made_meanwhile_are_kept(
    store: Store, server: Server
) -> None:
    def intercept(request: Request) -> Answer | None:
        if request.path == "":
            server.intercept = lambda _: None
            with open_store(f"fhir+{server.base}?dispense=elsewhere", token=TOKEN) as another:
                another.attach(attachment("D-1", by="A. Other"), PDF)
        return None

    server.intercept = intercept
    results = [item for item in store.attach_many(PAIRS[:3]) if isinstance(item, Attached)]
    assert [item.is_new for item in results] == [True, False, True]
    assert results[1].attachment.by == "A. Other"
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 3


def test_a_group_is_bounded_and_of_different_dispenses() -> None:
    large = b" " * (limits.FHIR_GROUP_BYTES // 2)
    names = ["A", "B", "B", "C", "D", "E", "F"]
    pairs = [(attachment(name), large if name in "DEF" else PDF) for name in names]
    groups = [[item.dispense for item, _ in group] for group in in_groups(pairs, 3)]
    assert groups == [["A", "B"], ["B", "C", "D"], ["E", "F"]]
    assert list(in_groups([], 3)) == []
