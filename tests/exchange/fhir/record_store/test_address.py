"""The address of a FHIR server requires TLS and contains no secrets."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import UsageError
from leaflets.exchange.fhir.record_store.address import (
    ServerAddress,
    parse_server_address,
    read_token,
)
from leaflets.exchange.open_store import open_store


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("fhir+https://fhir.example.org/r4/", ServerAddress("https://fhir.example.org/r4")),
        ("fhir+http://127.0.0.1:8080/fhir", ServerAddress("http://127.0.0.1:8080/fhir")),
        ("fhir+http://localhost/fhir", ServerAddress("http://localhost/fhir")),
        ("fhir+http://[::1]:1/fhir", ServerAddress("http://[::1]:1/fhir")),
        (
            "fhir+https://h/b?dispense=elsewhere&any-status&token-file=t.txt",
            ServerAddress("https://h/b", linked=False, any_status=True, token_file="t.txt"),
        ),
        (
            "fhir+https://h/b?post=plain&login=l.yaml&author=Organization/1&custodian=urn:x|2",
            ServerAddress(
                "https://h/b",
                login_file="l.yaml",
                transactions=False,
                author="Organization/1",
                custodian="urn:x|2",
            ),
        ),
    ],
)
def test_an_address_gives_url_and_options(address: str, expected: ServerAddress) -> None:
    assert parse_server_address(*address.split(":", 1)) == expected


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("fhir+http://fhir.example.org/r4", "R726"),
        ("fhir+http://127.0.0.1.example.org/r4", "R726"),
        ("fhir+https://name:secret@h/b", "R705"),
        ("fhir+https:///b", "R705"),
        ("fhir+https:h/b", "R705"),
        ("fhir+https://h:x/b", "R705"),
        ("fhir+https://h/b#c", "R705"),
        ("fhir+https://h/b?token=secret", "R705"),
        ("fhir+https://h/b?dispense=here", "R705"),
        ("fhir+https://h/b?post=transaction", "R705"),
        ("fhir+https://h/b?login=absent.yaml", "R713"),
        ("fhir+https://h/b?token-file=absent", "R723"),
    ],
)
def test_an_invalid_address_is_refused(address: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        open_store(address, token="t")
    assert error.value.code == code
    assert "secret" not in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_parsed_or_refused(rest: str) -> None:
    address = "//h"
    with suppress(UsageError):
        address = parse_server_address("fhir+https", f"//{rest}").base
    assert address.startswith(("//h", "https://"))


def test_an_invalid_token_is_refused_and_never_repeated(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("  abc.DEF-123_~+/==\n")
    assert read_token(str(file)) == "abc.DEF-123_~+/=="
    for wrong in ("two words", "", "secret\r\nX-Header: 1", "sécret"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError) as error:
            read_token(str(file))
        assert error.value.code == "R723"
        assert "secret" not in str(error.value)
    with pytest.raises(UsageError):
        open_store("fhir+https://h/b", token="two words")
