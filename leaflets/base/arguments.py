"""Check the types of arguments that callers from outside give."""

from __future__ import annotations

from .errors import UsageError

__all__ = ["check_type"]


def check_type(argument: str, value: object, *types: type) -> None:
    """Raise UsageError unless the value is of one of these types."""
    if isinstance(value, types):
        return
    names = [kind.__name__ for kind in types if kind is not type(None)]
    raise UsageError(
        f"'{argument}' must be a {' or a '.join(names)}, not a {type(value).__name__}.",
        "See 'leaflets help python'.",
    )
