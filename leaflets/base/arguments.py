"""Check the types of arguments of the public functions."""

from __future__ import annotations

from .errors import UsageError

__all__ = ["check_type"]


def check_type(argument: str, value: object, *types: type) -> None:
    """Raise UsageError unless the value is of one of these types. argument: its name."""
    if isinstance(value, types):
        return
    names = [type_.__name__ for type_ in types if type_ is not type(None)]
    raise UsageError(
        f"'{argument}' must be a {' or a '.join(names)}, not a {type(value).__name__}.",
        "See 'leaflets help python'.",
    )
