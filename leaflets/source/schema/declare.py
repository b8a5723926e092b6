"""How a shape is declared: a frozen record whose fields each say what they hold."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

from ...base.record import MISSING, Declared, made_record

__all__ = ["InvalidText", "field", "shape"]

C = TypeVar("C", bound=type)


class InvalidText(Exception):
    """What a scalar class raises in `from_text` for a text that it cannot take.

    number: of the code, without its letter. says and hint: as in a Fault.
    """

    def __init__(self, number: int, says: str, hint: str) -> None:
        self.number, self.says, self.hint = number, says, hint
        super().__init__(says)


def field(
    says: str,
    *,
    default: Any = MISSING,
    key: str | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Any:
    """Declare a field of a shape.

    says: what it holds, one sentence, shown by editors. default: for a field that may be left out.
    key: its name in YAML, where that is not the field's name with hyphens. least, most: bounds of
    a number's value, or of how many a list or mapping holds.
    """
    return Declared(default, {"says": says, "key": key, "least": least, "most": most})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def shape(cls: C) -> C:
    """Make a class a shape: a frozen record whose values are given by name."""
    return made_record(cls, kw_only=True)
