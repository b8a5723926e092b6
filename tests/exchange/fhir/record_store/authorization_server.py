"""A small authorization server on loopback: it checks clients as RFC 6749 and SMART ask for."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from joserfc import jwt

SECRET = "a secret of tests: + & %"


class AuthorizationServer:
    """The server. key: the public key of its client, or None for one with a secret. seconds: how
    long its tokens hold. body: replaces the next answers. forms: what it was sent."""

    def __init__(self) -> None:
        self.url, self.forms, self.tokens = "", [], 0  # type: ignore[var-annotated]
        self.key: Any = None
        self.seconds = 300
        self.answers: list[tuple[int, Any]] = []

    def answer(self, form: dict[str, str], header: str) -> tuple[int, Any]:
        """Return status and JSON."""
        self.forms.append(form)
        if self.answers:
            return self.answers.pop(0)
        if form.get("grant_type") != "client_credentials":
            return 400, {"error": "unsupported_grant_type"}
        if not self._is_client(form, header):
            return 401, {"error": "invalid_client", "error_description": SECRET}
        self.tokens += 1
        token = {"access_token": f"token-{self.tokens}", "token_type": "Bearer"}
        return 200, token | {"expires_in": self.seconds, "scope": form["scope"]}

    def _is_client(self, form: dict[str, str], header: str) -> bool:
        if self.key is None:
            pair = unquote_plus(b64decode(header.removeprefix("Basic ")).decode())
            sent = form.get("client_id", ""), form.get("client_secret", "")
            return f"our-client:{SECRET}" in (pair, ":".join(sent))
        token = jwt.decode(form["client_assertion"], self.key, algorithms=["RS384", "ES384"])
        claims = token.claims
        return (
            token.header["kid"] == "key-1"
            and form["client_assertion_type"]
            == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            and (claims["iss"], claims["sub"], claims["aud"])
            == ("our-client", "our-client", self.url)
            and 0 < claims["exp"] - claims["iat"] <= 300
            and len(claims["jti"]) > 20
        )


@contextmanager
def authorizing() -> Iterator[AuthorizationServer]:
    """Run a server until the end of the block."""
    server = AuthorizationServer()

    class RequestHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            header = self.headers.get("Authorization", "")
            status, value = server.answer(dict(parse_qsl(text)), header)
            content = json.dumps(value).encode()
            self.send_response_only(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    http_server = ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler)
    server.url = f"http://127.0.0.1:{http_server.server_address[1]}/token"
    thread = Thread(target=http_server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http_server.shutdown()
        http_server.server_close()
        thread.join()
