"""Requests with a whole body, whose JSON is read as that of other systems: nothing is ambiguous."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from functools import lru_cache
from math import inf
from typing import Any, Final, cast

from litestar import Request
from litestar.datastructures.headers import Accept
from msgspec import MsgspecError, json

from ..base.errors import Fault, JsonError, Place
from ..source.json import parse
from .guard.answers import Receive, Scope, header
from .guard.bodies import whole_body

__all__ = ["JsonRequest"]

BODY = Place("request")
CACHED_ACCEPTS: Final = 64  # headers of callers, of whom each sends the same again and again


class JsonRequest(Request[Any, Any, Any]):
    """A request. A key that is there twice is refused, because either value could be lost."""

    _whole_body: bytes | None = None

    def accepted(self, forms: Iterable[str]) -> str | None:
        """Return the media type among some that the caller likes best; None if it takes none."""
        return _best_match(header(cast(Scope, self.scope), b"accept") or "*/*", tuple(forms))

    async def body(self) -> bytes:
        """Return the body. The guard has bounded it, and passes it on in one message."""
        if self._whole_body is None:
            self._whole_body = await whole_body(cast(Receive, self.receive), inf)
        return self._whole_body

    async def json(self) -> Any:
        """Return the value of the body. Raises JsonError."""
        body = await self.body()
        parse(body, BODY)
        try:
            return json.decode(body.removeprefix(BOM_UTF8))  # which msgspec does not know
        except MsgspecError:  # what `parse` reads as it was typed
            message, hint = "A number is too large to be read.", "Send the number that was meant."
            raise JsonError([Fault("J290", BODY, message, hint)]) from None


@lru_cache(CACHED_ACCEPTS)
def _best_match(accept: str, forms: tuple[str, ...]) -> str | None:
    try:
        return Accept(accept).best_match(list(forms))
    except OverflowError:  # of a weight that has no end, such as q=1e999
        return None
