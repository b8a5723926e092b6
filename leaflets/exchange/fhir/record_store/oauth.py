"""Tokens of an authorization server, by OAuth 2 client credentials.

A client shows who it is by a secret (RFC 6749, 2.3.1), or by a signed assertion as SMART Backend
Services asks for (RFC 7523; hl7.org/fhir/smart-app-launch/backend-services).
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, Final
from urllib.parse import quote_plus, urlencode

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749 import OAuth2Token
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7523.assertion import private_key_jwt_sign

from ....base.errors import JsonError, Place, StoreError, UsageError
from ....source.json import parse
from .address import check_token, is_private
from .errors import OutcomeUnknown, unreachable
from .login import OAuthClient, ServerLogin, signing_key
from .transport import RawResponse, connect, receive

__all__ = ["AccessTokens"]

SERVER: Final = "The authorization server"
ANSWER_BYTES: Final = 100_000
ASSERTION_SECONDS: Final = 240  # SMART allows five minutes
REFUSAL_SECONDS: Final = 30
LEEWAY_SECONDS: Final = 30  # a token that ends so soon is not used any more
ERRORS: Final = frozenset(  # of RFC 6749, 5.2; other words may hold anything
    {
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client",
        "unsupported_grant_type", "invalid_scope",
    }
)  # fmt: skip


class AccessTokens(httpx.Auth):
    """Puts a token on every request, and gets a new one before it ends, and once after a 401.

    base: URL of the FHIR server.
    """

    def __init__(self, base: str, client: OAuthClient, login: ServerLogin) -> None:
        self._base, self._client = base, client
        self._http = connect(
            client.token_url or base, login.certificate, headers={"Accept": "application/json"}
        )
        self._authentication = _authentication(client)
        self._url = client.token_url
        self._token: OAuth2Token | None = None
        self._refused: tuple[int, Any] | None = None  # status and error of the last answer
        self._refused_until = 0.0

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with a token, and once more with a new one if it was not accepted.

        Raises StoreError R714, OutcomeUnknown.
        """
        if self._token is None or self._token.is_expired(LEEWAY_SECONDS):
            self._token = self._fetch()
        response = yield _with_token(request, self._token)
        if response.status_code == 401:
            self._token = self._fetch()
            yield _with_token(request, self._token)

    def _fetch(self) -> OAuth2Token:
        """Return a new token. A refusal holds a while, so that many leaflets do not repeat it."""
        if self._refused is not None and time.monotonic() < self._refused_until:
            raise _refusal(*self._refused)
        self._refused = None
        self._url = self._url or self._discover()
        body = urlencode({"grant_type": "client_credentials", "scope": self._client.scope})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        url, headers, body = self._authentication.prepare("POST", self._url, headers, body)
        response = self._receive("POST", url, content=body, headers=headers)
        values = _values(response)
        if response.status != 200:
            self._refused_until = time.monotonic() + REFUSAL_SECONDS
            self._refused = response.status, values.get("error")
            raise _refusal(*self._refused)
        try:
            check_token(str(values.get("access_token", "")))
            if str(values.get("token_type", "")).lower() == "bearer":
                return OAuth2Token(values)
        except (UsageError, ValueError, TypeError):
            pass
        raise unreachable("gave no bearer token", SERVER)

    def _discover(self) -> str:
        """Return the token endpoint that the FHIR server names (SMART App Launch 2, discovery)."""
        response = self._receive("GET", f"{self._base}/.well-known/smart-configuration")
        url = _values(response).get("token_endpoint") if response.status == 200 else None
        if not isinstance(url, str) or not is_private(url):
            hint = "Ask who runs the server, and write token-url into the login."
            message = "The FHIR server does not tell where tokens are given."
            raise StoreError(message, hint, code="R714")
        return url

    def _receive(self, method: str, url: str, **arguments: Any) -> RawResponse:
        response = receive(self._http, method, url, ANSWER_BYTES, server=SERVER, **arguments)
        if response.status >= 500 or response.status == 429:
            raise OutcomeUnknown(unreachable(f"failed ({response.status})", SERVER))
        return response


class _Assertion(PrivateKeyJWT):  # type: ignore[misc]
    """An assertion that is valid as long as SMART allows, not for an hour."""

    def sign(self, auth: ClientAuth, token_endpoint: str) -> Any:
        return private_key_jwt_sign(
            auth.client_secret,
            client_id=auth.client_id,
            token_endpoint=token_endpoint,
            alg=self.alg,
            header=dict(self.headers),
            expires_in=ASSERTION_SECONDS,
        )


def _authentication(client: OAuthClient) -> ClientAuth:
    """Return how a client shows who it is. Raises UsageError R713."""
    if client.secret:
        if client.secret_in == "body":
            return ClientAuth(client.id, client.secret, "client_secret_post")
        # RFC 6749, 2.3.1: encoded as in a form before they are joined, which the library leaves out
        name, secret = quote_plus(client.id), quote_plus(client.secret)
        return ClientAuth(name, secret, "client_secret_basic")
    key, algorithm, name = signing_key(client)
    return ClientAuth(client.id, key, _Assertion(headers={"kid": name}, alg=algorithm))


def _with_token(request: httpx.Request, token: OAuth2Token) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {token['access_token']}"
    return request


def _values(response: RawResponse) -> dict[str, Any]:
    """Return the members of an answer in JSON; {} if it is none."""
    try:
        value = parse(response.content, Place("answer"))
    except JsonError:
        return {}
    return dict(value) if isinstance(value, dict) else {}


def _refusal(status: int, error: Any) -> StoreError:
    code = f": {error}" if error in ERRORS else ""
    message = f"{SERVER} refused ({status}{code})."
    hint = "Check client, secret or key, and scope in the login; see 'leaflets help exchange'."
    return StoreError(message, hint, code="R714")
