"""What goes to a FHIR server goes to that server alone."""

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


def told(store: Store) -> str:
    with pytest.raises(LeafletsError) as caught:
        list(store.attachments())
    assert caught.value.code == "R721"
    return caught.value.says


def test_the_certificate_must_be_trusted_and_match_the_host(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    with running(authority.context()) as server:
        address = f"fhir+{server.base}?dispense=elsewhere"
        with open_store(address, token=TOKEN) as store:
            assert "no certificate that this machine trusts" in told(store)
        authority.trust()
        with open_store(address, token=TOKEN) as store:
            assert list(store.attachments()) == []
        assert len(server.asked) == 1, "nothing was said before"
    with running(authority.context("fhir.example.org")) as server:
        with open_store(f"fhir+{server.base}", token=TOKEN) as store:
            assert "no certificate that this machine trusts" in told(store)
        assert server.asked == []


def test_without_httpx_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [
        name for name in sys.modules if name.startswith("leaflets.exchange.fhir.record_store")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(LeafletsError) as caught:
        open_store("fhir+https://fhir.example.org", token=TOKEN)
    assert (caught.value.code, caught.value.exit_code) == ("R706", 2)
    assert "leaflets[fhir]" in caught.value.hint


def test_neither_token_nor_dispense_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with running() as server, open_store(f"fhir+{server.base}", token=TOKEN) as store:
        list(store.attachments(dispense=attachment().dispense))
    assert TOKEN not in caplog.text
    assert attachment().dispense not in caplog.text
