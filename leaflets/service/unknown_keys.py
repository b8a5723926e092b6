"""Keys that no route knows: in the query of an address, and in JSON.

A misspelt key that is ignored would give another leaflet than the caller meant. A message names a
key only if it is written as keys are, because it could be the name of a patient.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final, get_args

from litestar import Litestar, Request
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from msgspec import Struct
from msgspec.structs import fields

from ..base.errors import UsageError
from ..source.schema.faults import nearest, suggestion

__all__ = ["refuse_unknown_query", "unknown_json_key"]

KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
UNKNOWN_FIELD: Final = re.compile(r"unknown field `([^`]*)`")
BODY: Final = "data"  # what Litestar calls the body of a request


async def refuse_unknown_query(request: Request[Any, Any, Any]) -> None:
    """Raise UsageError Y902 if the query of an address has a key that its route does not take."""
    if not request.scope["query_string"]:
        return
    known = _query_keys(request.app, request.route_handler)
    for key in request.query_params:
        if key not in known:
            says, hint = _says_and_hint(key, known, "The address has a key that its route does")
            raise UsageError(says, hint, code="Y902")


@cache
def _query_keys(app: Litestar, own_route: HTTPRouteHandler) -> tuple[str, ...]:
    """Return the keys that a route takes in the query of its address, sorted."""
    models = (
        model
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for own, model in route.route_handler_map.values()
        if own is own_route
    )
    return tuple(
        sorted({key.field_alias for model in models for key in model.expected_query_params})
    )


def unknown_json_key(
    request: Request[Any, Any, Any], place: str, message: str
) -> tuple[str, str] | None:
    """Return the sentence on a key that a body may not have, and the next step.

    place: the path of the object with that key, joined by dots. message: of msgspec. Returns None
    if the message is about something else.
    """
    match = UNKNOWN_FIELD.search(message)
    if match is None:
        return None
    path = [name for name in place.split(".") if name not in ("", BODY)]
    parameter = request.route_handler.parsed_fn_signature.parameters.get(BODY)
    known = _json_keys(parameter.annotation if parameter else None, path)
    return _says_and_hint(match[1], known, "The body has a key that its route does")


def _json_keys(shape: Any, path: list[str]) -> tuple[str, ...]:
    """Return the keys of the object at a path in a body of a shape; none if it has no shape."""
    for name in path:
        types = {key.encode_name: key.type for struct in _structs(shape) for key in fields(struct)}
        shape = types.get(name)
    return tuple(key.encode_name for struct in _structs(shape) for key in fields(struct))


def _structs(shape: Any) -> Iterator[type[Struct]]:
    for kind in (shape, *get_args(shape)):
        if isinstance(kind, type) and issubclass(kind, Struct):
            yield kind


def _says_and_hint(key: str, known: Collection[str], begin: str) -> tuple[str, str]:
    is_shown = KEY.fullmatch(key) is not None
    says = f"{begin} not take{f': {key!r}' if is_shown else ''}."
    if not known:
        return says, "Leave it out: the route takes none there."
    return says, suggestion(nearest(key, known) if is_shown else [], known)
