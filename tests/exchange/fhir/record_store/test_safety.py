"""Requests go only to a server that proves its identity, and nothing of them is logged."""

from __future__ import annotations

import sys

import pytest

from leaflets.base.errors import LeafletsError
from leaflets.exchange.open_store import open_store
from leaflets.records import Store

from ....records.samples import attachment
from ....records.tls import Authority, authority
from .server import TOKEN, running

__all__ = ["authority"]  # the fixture


def refusal(store: Store) -> str:
    with pytest.raises(LeafletsError) as error:
        list(store.attachments())
    assert error.value.code == "R721"
    return error.value.says


def test_the_certificate_must_be_trusted_and_match_the_host(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    with running(authority.context()) as server:
        address = f"fhir+{server.base}?dispense=elsewhere"
        with open_store(address, token=TOKEN) as store:
            assert "no certificate that this machine trusts" in refusal(store)
        authority.trust()
        with open_store(address, token=TOKEN) as store:
            assert list(store.attachments()) == []
        assert len(server.received) == 1, "nothing is sent before the certificate is trusted"
    with running(authority.context("fhir.example.org")) as server:
        with open_store(f"fhir+{server.base}", token=TOKEN) as store:
            assert "no certificate that this machine trusts" in refusal(store)
        assert server.received == []


def test_without_httpx_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [
        name for name in sys.modules if name.startswith("leaflets.exchange.fhir.record_store")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(LeafletsError) as error:
        open_store("fhir+https://fhir.example.org", token=TOKEN)
    assert (error.value.code, error.value.exit_code) == ("R706", 2)
    assert "leaflets[fhir]" in error.value.hint


def test_neither_token_nor_dispense_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with running() as server, open_store(f"fhir+{server.base}", token=TOKEN) as store:
        list(store.attachments(dispense=attachment().dispense))
    assert TOKEN not in caplog.text
    assert attachment().dispense not in caplog.text
