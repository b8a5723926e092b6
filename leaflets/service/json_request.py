"""Requests whose JSON is read as all JSON of other systems is: nothing in it may be ambiguous."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import Any

from litestar import Request
from msgspec import MsgspecError, json

from ..base.errors import Fault, JsonError, Place
from ..source.json import parse

__all__ = ["JsonRequest"]

BODY = Place("request")


class JsonRequest(Request[Any, Any, Any]):
    """A request. A key that is there twice is refused, because either value could be lost."""

    def accepted(self, forms: Iterable[str]) -> str | None:
        """Return the media type among some that the caller likes best; None if it takes none."""
        try:
            return self.accept.best_match(list(forms))
        except OverflowError:  # of a weight that has no end, such as q=1e999
            return None

    async def json(self) -> Any:
        """Return the value of the body. Raises JsonError."""
        body = await self.body()
        parse(body, BODY)
        try:
            return json.decode(body.removeprefix(BOM_UTF8))
        except MsgspecError:  # what `parse` reads as it was typed
            message, hint = "A number is too large to be read.", "Send the number that was meant."
            raise JsonError([Fault("J290", BODY, message, hint)]) from None
