"""Requests whose JSON is read as all JSON of other systems is: nothing in it may be ambiguous."""

from __future__ import annotations

from typing import Any

from litestar import Request
from msgspec import MsgspecError, json

from ..base.errors import Fault, JsonError, Place
from ..source.json import parse

__all__ = ["JsonRequest"]

BODY = Place("request")


class JsonRequest(Request[Any, Any, Any]):
    """A request. A key that is there twice is refused, because either value could be lost."""

    async def json(self) -> Any:
        """Return the value of the body. Raises JsonError."""
        body = await self.body()
        parse(body, BODY)
        try:
            return json.decode(body)
        except MsgspecError:  # what `parse` reads as it was typed
            message, hint = "A number is too large to be read.", "Send the number that was meant."
            raise JsonError([Fault("J290", BODY, message, hint)]) from None
