"""Requests whose JSON is read as all JSON of other systems is: nothing in it may be ambiguous."""

from __future__ import annotations

from typing import Any

from litestar import Request
from msgspec import json

from ..base.errors import Place
from ..source.json import parse

__all__ = ["JsonRequest"]

BODY = Place("request")


class JsonRequest(Request[Any, Any, Any]):
    """A request. A key that is there twice is refused, because either value could be lost."""

    async def json(self) -> Any:
        """Return the value of the body. Raises JsonError."""
        body = await self.body()
        parse(body, BODY)
        return json.decode(body)
