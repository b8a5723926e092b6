"""Read the items of a list in a JSON text of any size, one after the other, with a kept parser.

What other programs read differently (a repeated key) is refused, as in `json`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final

from ..base.errors import Fault, JsonError, Place, UsageError

__all__ = ["first_value", "stream_items"]

BLOCK_BYTES: Final = 256 * 1024  # read at a time


def _parser() -> Any:
    """Return the kept parser. Raises UsageError if it is not installed."""
    try:
        import ijson  # only large files need it
    except ImportError:
        message = "Downloads of labels need the package ijson, which is not installed."
        raise UsageError(message, "pip install 'leaflets[import]'", code="U209") from None
    return ijson


def stream_items(stream: IO[bytes], name: str, place: Place) -> Iterator[Any]:
    """Yield the items of the list that the outermost object holds under a name.

    place: of the text, for messages. Raises JsonError where it is damaged, after the items before.
    """
    parser, count, repeated = _parser(), 0, []

    class Object(dict[str, Any]):
        """An object that notes keys that it is given twice."""

        def __setitem__(self, key: str, value: Any) -> None:
            if key in self:
                repeated.append(key)
            super().__setitem__(key, value)

    items = parser.items(stream, f"{name}.item", map_type=Object, buf_size=BLOCK_BYTES)
    try:
        for item in items:
            if repeated:
                message = f"'{repeated[0]}' is given twice in one object."
                raise _error("J204", place, f"{name}[{count}]", message, "Keep one.")
            yield item
            count += 1
    except (parser.JSONError, UnicodeDecodeError, ValueError):
        message = "This is not JSON from here on, or it is cut."
        again = "Export the file again."
        raise _error("J201", place, f"{name}[{count}]", message, again) from None


def _error(code: str, place: Place, path: str, message: str, hint: str) -> JsonError:
    return JsonError([Fault(code, place._replace(path=path), message, hint)])


def first_value(beginning: bytes, name: str) -> Any:
    """Return what the outermost object holds under a name, or None.

    beginning: of a text, which may be cut behind it.
    """
    parser = _parser()
    with suppress(parser.JSONError, UnicodeDecodeError, ValueError):
        return next(parser.items(io.BytesIO(beginning), name), None)
    return None
