"""Let pass who has a token with the right that the path needs."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from .answers import App, Receive, Refusal, Scope, Send, header, refuse
from .rights import Right, needed_right
from .token_file import TokenFile

__all__ = ["CALLER", "TokenGuard"]

CALLER: Final = "leaflets.caller"  # key of the ASGI scope: the name of the token
BASIC: Final = (b"www-authenticate", b'Basic realm="leaflets", charset="UTF-8"')
BEARER: Final = (b"www-authenticate", b'Bearer realm="leaflets"')


class TokenGuard:
    """Passes on requests with a token, as Bearer or as the password of Basic.

    Browsers ask people for Basic's name and password by themselves, send them to nobody else, and
    forget them when they close; there is no cookie.
    """

    def __init__(self, app: App, tokens: TokenFile) -> None:
        self.app, self.tokens = app, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or refuse it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        right = needed_right(scope["path"])
        if right is not None and (refusal := self._refusal(scope, right)):
            return await refuse(refusal, scope, receive, send)
        return await self.app(scope, receive, send)

    def _refusal(self, scope: Scope, right: Right) -> Refusal | None:
        secret = _secret(header(scope, b"authorization") or "")
        caller = self.tokens.find(secret) if secret else None
        if caller is None:
            return _unknown(scope)
        if right not in caller.rights:
            return Refusal(
                status=403,
                code="Y944",
                says=f"The token does not have the right '{right}'.",
                hint="Use a token that has it, or ask whoever runs the service for one.",
            )
        scope[CALLER] = caller.name
        return None


def _unknown(scope: Scope) -> Refusal:
    challenge = BEARER if scope["path"].startswith("/api/") else BASIC
    return Refusal(
        status=401,
        code="Y943",
        says="The service needs a token, and there was none that it knows.",
        hint="Send it as 'Authorization: Bearer', or type it as the password.",
        headers=(challenge,),
    )


def _secret(authorization: str) -> str:
    """Return the token of an Authorization header; empty if it holds none."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        pair = base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return pair.partition(":")[2]
