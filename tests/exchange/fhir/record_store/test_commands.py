"""The commands that send many leaflets to a server do so with one token and few requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflets.exchange.open_store import open_store
from leaflets.records import LaterHandover

from ....cli.program import leaflets
from ....records.samples import PDF, WHEN, attachment
from .authorization_server import SECRET, authorizing
from .server import TOKEN, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def test_records_are_exported_with_one_token(server: Server, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        for number in range(30):
            store.attach(attachment(f"D-{number}", encounter="VISIT|1"), PDF)
    server.token = "token-1"
    with authorizing() as authorization:
        (tmp_path / "secret").write_text(SECRET)
        (tmp_path / "login.yaml").write_text(
            f"client-id: our-client\nsecret-file: secret\ntoken-url: {authorization.url}\n"
        )
        target = f"fhir+{server.base}?dispense=elsewhere&login=login.yaml"
        command = ("records", "export", "--store", "sqlite:///records.db", "--to", target)
        first = leaflets(*command, cwd=tmp_path)
        assert (first.text, authorization.tokens) == (
            "30 copied, 0 were there already, 0 refused.\n", 1,
        )  # fmt: skip
        server.token = "token-2"
        again = leaflets(*command, cwd=tmp_path)
        assert authorization.tokens == 2
    assert again.text == "0 copied, 30 were there already, 0 refused.\n"
    writes = [each for each in server.received if each.path == ""]
    assert len(writes) == 2
    documents = server.of("DocumentReference")
    visit = {"type": "Encounter", "identifier": {"system": "VISIT", "value": "1"}}
    assert [each["context"]["encounter"] for each in documents] == [[visit]] * 30


def test_a_batch_takes_the_token_of_the_environment(server: Server, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("monograph,identifier\nNAC,D-1\nNAC,D-2\n")
    address = f"fhir+{server.base}?dispense=elsewhere"
    leaflets(
        "batch", "rows.csv", "--out", address, "--by", "J. Doe", "--manifest", "journal",
        cwd=tmp_path, environ={"LEAFLETS_FHIR_TOKEN": TOKEN},
    )  # fmt: skip
    assert len(server.of("DocumentReference")) == 2


def test_only_some_dispenses_are_exported(server: Server, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        for number in range(4):
            store.attach(attachment(f"D-{number}"), PDF)
    target = f"fhir+{server.base}?dispense=elsewhere&post=plain"
    command = ("records", "export", "--store", "sqlite:///records.db", "--to", target)
    environ = {"LEAFLETS_FHIR_TOKEN": TOKEN}
    some = ("--dispense", "D-1", "--dispense", "D-3")
    done = leaflets(*command, *some, cwd=tmp_path, environ=environ)
    assert done.text == "2 copied, 0 were there already, 0 refused.\n"
    done = leaflets(*command, *some, "--dispense", "D-9", cwd=tmp_path, environ=environ)
    assert done.code == 4
    assert "no leaflet of dispense 3 of those" in done.err
    assert len(server.of("DocumentReference")) == 2


def test_later_handovers_that_a_server_cannot_keep_are_told(server: Server, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/records.db") as store:
        for number in range(2):
            made = attachment(f"D-{number}")
            store.attach(made, PDF)
            store.hand_over(
                LaterHandover(
                    dispense=made.dispense, sha256=made.sha256, how="paper", when=WHEN, by="J. Doe"
                )
            )
    target = f"fhir+{server.base}?dispense=elsewhere"
    command = ("records", "export", "--store", "sqlite:///records.db", "--to", target)
    done = leaflets(*command, cwd=tmp_path, environ={"LEAFLETS_FHIR_TOKEN": TOKEN})
    assert (done.code, done.text) == (7, "2 copied, 0 were there already, 0 refused.\n")
    assert done.err.count("Later handovers were not copied: R727") == 1
