"""Read the nodes of a file as a value of a declared shape, and raise all faults together.

`msgspec.convert` cannot read them: it stops at the first fault, and knows no lines and columns.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

from msgspec.structs import FieldInfo, fields

from ...base.errors import Fault, SourceError
from ..yaml import Mapping, Text
from .declare import Declared, FileShape
from .faults import BROKEN, Faults
from .kinds import (
    ChoiceKind,
    IntegerKind,
    Kind,
    ListKind,
    MappingKind,
    ScalarKind,
    ShapeField,
    ShapeKind,
    TextKind,
    UnionKind,
)

__all__ = ["read", "shape_kind"]

T = TypeVar("T", bound=FileShape)

_shape_kinds: dict[type[FileShape], ShapeKind] = {}


def read(
    shape: type[T], node: Mapping, error: type[SourceError], faults: Iterable[Fault] = ()
) -> T:
    """Read a mapping as a shape. Raises `error` with all faults: earlier ones and its own.

    faults: the earlier ones, of the same file.
    """
    collected = list(faults)
    value = shape_kind(shape).read(node, "", Faults(error.letter, collected))
    if collected or value is BROKEN:
        raise error(collected)
    return cast(T, value)


def shape_kind(shape: type[FileShape]) -> ShapeKind:
    """Return the kind that reads a shape; it is built once for each class."""
    kind = _shape_kinds.get(shape)
    if kind is None:
        # stored before its fields are declared, because a shape may hold itself
        kind = _shape_kinds[shape] = ShapeKind(shape)
        try:
            declared = shape.__declared__
            kind.declare([_shape_field(field, declared[field.name]) for field in fields(shape)])
        except BaseException:
            del _shape_kinds[shape]
            raise
    return kind


def _shape_field(field: FieldInfo, declared: Declared) -> ShapeField:
    kind = _kind_of(field.type, declared.least, declared.most)
    return ShapeField(field.name, field.encode_name, kind, declared.says, field.required)


def _kind_of(hint: Any, least: float | None = None, most: float | None = None) -> Kind:
    """Return the kind of value that a type hint stands for."""
    origin = get_origin(hint)
    if origin is None:
        return _class_kind(hint, least, most)
    arguments = get_args(hint)
    if origin is Literal:
        return ChoiceKind(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return ListKind(_kind_of(arguments[0]), least, most)
    if origin is dict:
        return MappingKind(_kind_of(arguments[0]), _kind_of(arguments[1]), least, most)
    if origin in (Union, types.UnionType):
        members = (member for member in arguments if member is not types.NoneType)
        kinds = [_kind_of(member, least, most) for member in members]
        return kinds[0] if len(kinds) == 1 else UnionKind(kinds)
    raise TypeError(f"no kind of value for {hint!r}")


def _class_kind(hint: Any, least: float | None, most: float | None) -> Kind:
    if hint is Text:
        return TextKind()
    if hasattr(hint, "from_text"):
        return ScalarKind(hint, least, most)
    if hint is int:
        return IntegerKind(least, most)
    if isinstance(hint, type) and issubclass(hint, FileShape):
        return shape_kind(hint)
    raise TypeError(f"no kind of value for {hint!r}")
