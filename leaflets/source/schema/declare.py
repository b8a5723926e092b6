"""How a shape is declared: a frozen struct whose fields each say what they hold."""

from typing import Any, ClassVar, dataclass_transform

import msgspec
from msgspec import NODEFAULT, Struct, StructMeta

__all__ = ["Declared", "FileShape", "InvalidText", "field"]


class InvalidText(Exception):
    """Raised by `from_text` of a scalar class for a text that it cannot accept.

    number: of the fault's code, without its letter. says, hint: as in a Fault.
    """

    def __init__(self, number: int, says: str, hint: str) -> None:
        self.number, self.says, self.hint = number, says, hint
        super().__init__(says)


class Declared(Struct, frozen=True, kw_only=True):
    """The declaration of a field; see `field`."""

    says: str
    default: Any
    key: str | None
    least: float | None
    most: float | None
    hint: str


def field(
    says: str,
    *,
    default: Any = NODEFAULT,
    key: str | None = None,
    least: float | None = None,
    most: float | None = None,
    hint: str = "",
) -> Any:
    """Declare a field of a shape.

    says: what it holds, one sentence, shown by editors. default: makes the key optional. key: the
    name in YAML, if it is not the field's name with hyphens. least, most: bounds of a number's
    value, or of the size of a list or mapping. hint: the next step in a
    message about a wrong word, where the value may be a word or a group of keys.
    """
    return Declared(says=says, default=default, key=key, least=least, most=most, hint=hint)


class _FileShapeMeta(StructMeta):
    """Keeps the declarations of `field`, and passes their defaults and keys on to msgspec.

    Sentences and bounds are not kept in `Annotated[..., msgspec.Meta(...)]`, because evaluating
    300 of those takes three times as long.
    """

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> "_FileShapeMeta":
        declared = {
            attribute: value for attribute, value in namespace.items() if type(value) is Declared
        }
        fields = {
            attribute: msgspec.field(default=value.default, name=value.key)
            for attribute, value in declared.items()
        }
        values = {**namespace, **fields, "__declared__": declared}
        return super().__new__(mcls, name, bases, values, kw_only=True, **options)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class FileShape(Struct, metaclass=_FileShapeMeta, frozen=True, rename="kebab"):
    """Base class of shapes: what a file, or a part of one, may hold. Frozen; values by keyword.

    A module of shapes does without `from __future__ import annotations`, which would leave
    annotations as texts: evaluating those of 94 shapes takes 5 % of a cold render.

    __elsewhere__: for keys that people try here in vain, the hint that leads to the right place.
    """

    __declared__: ClassVar[dict[str, Declared]]
    __elsewhere__: ClassVar[dict[str, str]] = {}
