"""Tokens of an authorization server of others; run by `pytest tests/exchange/check_*.py`.

It checks secrets and signed assertions by its own code. Not run by default, because it needs Node;
without it these tests fail, because they were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc import jwk

from leaflets.base.errors import StoreError
from leaflets.exchange.open_store import open_store

from ..records.samples import PDF, attachment
from .fhir.record_store.server import Answer, Request, Server, running
from .peers import started

SECRET = "a secret of these tests: + & %"
KEYS = {
    "RSA": jwk.RSAKey.generate_key(2048, parameters={"kid": "key-1"}),
    "EC": jwk.ECKey.generate_key("P-384", parameters={"kid": "key-2"}),
}
SCOPE = "system/DocumentReference.crus system/Binary.crd system/MedicationDispense.rus"


@pytest.fixture(scope="module")
def authorization() -> Iterator[tuple[str, Iterator[str]]]:
    """The address of the token endpoint, and a line for each token."""
    public = {"keys": [key.as_dict(private=False) for key in KEYS.values()]}
    with started("authorization.mjs", SECRET=SECRET, KEYS=json.dumps(public)) as (port, lines):
        yield f"http://127.0.0.1:{port}/token", lines


@pytest.fixture
def server() -> Iterator[Server]:
    """A FHIR server that accepts every token, but not without one."""

    def intercept(request: Request) -> Answer | None:
        server.token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return None if server.token else Answer(401)

    with running() as server:
        server.intercept = intercept
        yield server


def attach(server: Server, folder: Path, login: str) -> list[bool]:
    (folder / "login.yaml").write_text(login)
    address = f"fhir+{server.base}?dispense=elsewhere&login={folder / 'login.yaml'}"
    with open_store(address) as store:
        return [store.attach(attachment(name), PDF).is_new for name in "AB"]


@pytest.mark.parametrize(("client", "place"), [("our-client", "header"), ("our-client-2", "body")])
def test_a_client_with_a_secret_gets_a_token(
    authorization: tuple[str, Iterator[str]],
    server: Server,
    tmp_path: Path,
    client: str,
    place: str,
) -> None:
    url, lines = authorization
    (tmp_path / "secret").write_text(SECRET)
    login = f"client-id: {client}\nsecret-file: secret\nsecret-in: {place}\ntoken-url: {url}\n"
    assert attach(server, tmp_path, login) == [True, True]
    assert next(lines) == f"{client} {SCOPE}\n"


@pytest.mark.parametrize("kind", KEYS)
def test_a_client_with_a_key_gets_a_token(
    authorization: tuple[str, Iterator[str]], server: Server, tmp_path: Path, kind: str
) -> None:
    url, lines = authorization
    key = KEYS[kind]
    (tmp_path / "key").write_bytes(key.as_pem(private=True))
    login = f"client-id: our-backend-{kind}\nkey-file: key\nkey-id: {key.kid}\ntoken-url: {url}\n"
    assert attach(server, tmp_path, login) == [True, True]
    assert next(lines) == f"our-backend-{kind} {SCOPE}\n"


def test_another_key_is_refused(
    authorization: tuple[str, Iterator[str]], server: Server, tmp_path: Path
) -> None:
    url, lines = authorization
    (tmp_path / "key").write_bytes(jwk.RSAKey.generate_key(2048).as_pem(private=True))
    login = f"client-id: our-backend-RSA\nkey-file: key\nkey-id: key-1\ntoken-url: {url}\n"
    with pytest.raises(StoreError) as caught:
        attach(server, tmp_path, login)
    assert (caught.value.code, caught.value.says) == (
        "R714", "The authorization server refused (401: invalid_client).",
    )  # fmt: skip
    assert next(lines) == "refused invalid_client\n"
