"""Other machines reach the service only with tokens, TLS and a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import trustme

from leaflets.base.errors import UsageError
from leaflets.service.guard.exposure import check_exposure, served_names
from leaflets.service.guard.rights import Right
from leaflets.service.guard.token_file import add_token
from leaflets.service.settings import ServiceSettings

from ..clients import CLOCK

EVERYWHERE = {"host": "0.0.0.0", "names": ("leaflets.example",)}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Tokens, and a certificate with its key."""
    issued = trustme.CA().issue_cert("leaflets.example")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "certificate.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    add_token(tmp_path / "tokens.json", "counter-1", (Right.RENDER,), bytes(32))
    return {
        "tokens": tmp_path / "tokens.json", "key": tmp_path / "key.pem",
        "certificate": tmp_path / "certificate.pem",
    }  # fmt: skip


def check(**options: Any) -> str:
    """The code of what is wrong; empty if the service may start."""
    try:
        check_exposure(ServiceSettings(clock=CLOCK, **options))
    except UsageError as error:
        return error.code
    return ""


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "::1"])
def test_this_machine_needs_nothing(host: str) -> None:
    assert check(host=host) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "leaflets.example"])
def test_other_machines_need_tokens_and_tls(host: str, files: dict[str, Path]) -> None:
    names = ("leaflets.example",)
    assert check(host=host, names=names) == "Y961"
    assert check(host=host, names=names, tokens=files["tokens"]) == "Y962"
    assert check(host=host, names=names, **files) == ""


def test_a_proxy_needs_tokens_and_a_name_even_on_this_machine(files: dict[str, Path]) -> None:
    names, tokens = EVERYWHERE["names"], files["tokens"]
    assert check(behind_proxy=True, names=names) == "Y961"
    assert check(behind_proxy=True, tokens=tokens) == "Y964"
    assert check(behind_proxy=True, tokens=tokens, names=names) == ""


def test_files_that_are_given_must_be_sound(files: dict[str, Path]) -> None:
    assert check(key=files["key"]) == "Y963"
    assert check(tokens=files["key"].with_name("absent")) == "Y951"
    assert check(**(files | {"key": files["certificate"]})) == "Y957"
    assert check(**(EVERYWHERE | files | {"names": ()})) == "Y964"


def test_a_service_goes_by_its_names_and_its_address() -> None:
    def names(**options: Any) -> tuple[str, ...]:
        return served_names(ServiceSettings(clock=CLOCK, **options))

    assert names(**EVERYWHERE) == ("leaflets.example",)
    assert names(host="192.168.1.5", names=("a",)) == ("a", "192.168.1.5")
    assert names(host="fe80::1") == ("[fe80::1]",)
