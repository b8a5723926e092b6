"""Tokens by OAuth 2: got with a secret or a signed assertion, renewed in time, never shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwk

from leaflets.base.errors import LeafletsError
from leaflets.exchange.open_store import open_store
from leaflets.records import Refused

from ....records.samples import PDF, attachment
from ....records.tls import Authority, authority
from .authorization_server import SECRET, AuthorizationServer, authorizing
from .server import Answer, Request, Server, running

__all__ = ["authority"]  # the fixture


@pytest.fixture
def authorization() -> Iterator[AuthorizationServer]:
    with authorizing() as server:
        yield server


@pytest.fixture
def server(authorization: AuthorizationServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A FHIR server that accepts the newest token of the authorization server."""
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    with running() as server:

        def intercept(_: Request) -> Answer | None:
            server.token = f"token-{authorization.tokens}"
            return None

        server.intercept = intercept
        yield server


@pytest.fixture
def login(tmp_path: Path, authorization: AuthorizationServer) -> Path:
    """A login with a secret in a file beside it."""
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    file = tmp_path / "login.yaml"
    file.write_text(f"client-id: our-client\nsecret-file: secret\ntoken-url: {authorization.url}\n")
    return file


def attach(server: Server, login: Path, *names: str) -> list[bool]:
    """Attach leaflets one after the other in one store; return which are new."""
    address = f"fhir+{server.base}?dispense=elsewhere&login={login}"
    with open_store(address) as store:
        return [store.attach(attachment(name), PDF).is_new for name in names]


def refusal(server: Server, login: Path) -> LeafletsError:
    with pytest.raises(LeafletsError) as caught:
        attach(server, login, "D-1")
    assert SECRET not in f"{caught.value!s}{caught.value!r}{caught.value.__cause__!r}"
    return caught.value


@pytest.mark.parametrize("place", ["header", "body"])
def test_one_token_serves_many_leaflets(
    server: Server, authorization: AuthorizationServer, login: Path, place: str
) -> None:
    login.write_text(f"{login.read_text()}secret-in: {place}\nscope: system/*.crus\n")
    assert attach(server, login, *"ABCDE") == [True] * 5
    assert len(authorization.forms) == 1
    assert authorization.forms[0]["scope"] == "system/*.crus"
    assert ("client_secret" in authorization.forms[0]) == (place == "body")


@pytest.mark.parametrize("form", ["pem", "jwk"])
@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_smart_backend_services_sign_an_assertion(
    server: Server, authorization: AuthorizationServer, login: Path, kind: str, form: str
) -> None:
    options: dict[str, Any] = {"parameters": {"kid": "key-1"}}
    key = jwk.RSAKey.generate_key(2048, **options) if kind == "RSA" else (
        jwk.ECKey.generate_key("P-384", **options)
    )  # fmt: skip
    authorization.key = key
    content = key.as_pem(private=True) if form == "pem" else str(key.as_dict(private=True))
    if isinstance(content, str):
        content = content.replace("'", '"').encode()
    (login.parent / "key").write_bytes(content)
    name = "key-id: key-1\n" if form == "pem" else ""
    login.write_text(
        f"client-id: our-client\nkey-file: key\ntoken-url: {authorization.url}\n{name}"
    )
    assert attach(server, login, "A", "B") == [True, True]
    assert "system/DocumentReference.crus" in authorization.forms[0]["scope"]
    ids = {form["client_assertion"] for form in authorization.forms}
    assert len(ids) == len(authorization.forms) == 1


def test_the_server_tells_where_tokens_are_given(
    server: Server, authorization: AuthorizationServer, login: Path
) -> None:
    login.write_text("client-id: our-client\nsecret-file: secret\n")
    inner = server.intercept
    found: list[Any] = [{"token_endpoint": authorization.url}]

    def intercept(request: Request) -> Answer | None:
        known = request.path == ".well-known/smart-configuration"
        return Answer(200, found[0]) if known else inner(request)

    server.intercept = intercept
    assert attach(server, login, "A") == [True]
    assert "Authorization" not in server.received[0].headers
    for wrong in ({}, [], {"token_endpoint": "http://auth.example.org/token"}):
        found[0] = wrong
        assert refusal(server, login).code == "R714"


def test_a_token_is_renewed_before_it_ends(
    server: Server, authorization: AuthorizationServer, login: Path
) -> None:
    authorization.seconds = 20  # less than a token must hold to be used
    assert attach(server, login, "A", "B") == [True, True]
    assert authorization.tokens == len(server.received)
    assert all(each.headers["Authorization"] for each in server.received)


def test_a_token_is_renewed_once_when_it_is_not_accepted(
    server: Server, authorization: AuthorizationServer, login: Path
) -> None:
    inner, revoked = server.intercept, [True]

    def intercept(request: Request) -> Answer | None:
        if request.path == "" and revoked:
            revoked.clear()
            return Answer(401)
        return inner(request)

    server.intercept = intercept
    assert attach(server, login, "A") == [True]
    assert authorization.tokens == 2
    assert len(server.of("DocumentReference")) == len(server.of("Binary")) == 1
    server.intercept = lambda _: Answer(401)
    assert refusal(server, login).code == "R722"
    assert authorization.tokens == 4


def test_a_refused_client_is_told_without_the_words_of_the_server(
    server: Server, authorization: AuthorizationServer, login: Path
) -> None:
    (login.parent / "secret").write_text("another")
    error = refusal(server, login)
    assert (error.code, error.says) == (
        "R714", "The authorization server refused (401: invalid_client).",
    )  # fmt: skip
    address = f"fhir+{server.base}?dispense=elsewhere&login={login}"
    asked = len(authorization.forms)
    with open_store(address) as store:
        results = list(store.attach_many([(attachment(f"D-{n}"), PDF) for n in range(30)]))
    assert {each.why.code for each in results if isinstance(each, Refused)} == {"R714"}
    assert len(results) == 30
    assert len(authorization.forms) == asked + 1, "a refused client does not ask again and again"
    authorization.answers = [(400, {"error": SECRET})]
    assert refusal(server, login).says == "The authorization server refused (400)."
    assert server.received == []


def test_a_failing_authorization_server_is_asked_again(
    server: Server, authorization: AuthorizationServer, login: Path
) -> None:
    authorization.answers = [(503, {}), (429, {})]
    assert attach(server, login, "A") == [True]
    for answer in ({}, {"access_token": "x"}, {"access_token": "a b", "token_type": "bearer"}, []):
        authorization.answers = [(200, answer)] * 30
        assert refusal(server, login).code == "R721"


def test_neither_secret_nor_token_is_logged(
    server: Server, login: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    attach(server, login, "A")
    assert SECRET not in caplog.text
    assert "token-1" not in caplog.text


def test_a_server_may_ask_for_our_certificate(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.base.limits.SECONDS_BETWEEN_ATTEMPTS", 0.001)
    authority.trust()
    certificate, key = authority.client_certificate(tmp_path)
    context = authority.context()
    authority.ask_for_certificates(context)
    login = tmp_path / "login.yaml"
    login.write_text(f"certificate: {certificate.name}\ncertificate-key: {key.name}\n")
    with running(context) as server:
        options = f"dispense=elsewhere&login={login}"
        with open_store(f"fhir+{server.base}?{options}", token=server.token) as store:
            assert store.attach(attachment("D-1"), PDF).is_new
        bare = open_store(f"fhir+{server.base}?dispense=elsewhere", token=server.token)
        with bare as store, pytest.raises(LeafletsError) as caught:
            store.attach(attachment("D-2"), PDF)
        assert caught.value.code == "R721"
        assert len(server.of("DocumentReference")) == 1
