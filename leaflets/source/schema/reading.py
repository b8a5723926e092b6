"""Read the nodes of a file as a value of a declared shape, and raise all faults together.

`msgspec.convert` cannot read them: it stops at the first fault, and knows no lines and columns.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin

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
    TextKind,
)
from .shape_kinds import ShapeField, ShapeKind, UnionKind

__all__ = ["read", "shape_kind"]

T = TypeVar("T", bound=FileShape)

GROUP_FAULTS: Final = ("102", "108")  # of a whole group or list, placed where it begins

_shape_kinds: dict[type[FileShape], ShapeKind] = {}


def read(
    shape: type[T], node: Mapping, error: type[SourceError], faults: Iterable[Fault] = ()
) -> T:
    """Read a mapping as a shape. Raises `error` with all faults: earlier ones and its own.

    faults: the earlier ones, of the same file.
    """
    earlier, own = list(faults), Faults(error.letter, [])
    value = shape_kind(shape).read(node, "", own)
    if earlier or own.faults or value is BROKEN:
        raise error(earlier + _not_yet_reported(own.faults, earlier))
    return cast(T, value)


def _not_yet_reported(faults: list[Fault], earlier: list[Fault]) -> list[Fault]:
    """Return the faults without those about a word whose meaning an earlier fault already denies.

    Earlier faults of syntax, with numbers below 100, say nothing about a meaning.
    """
    places = {fault.place for fault in earlier if fault.code[1] != "0"}
    return [
        fault for fault in faults if fault.place not in places or fault.code[1:] in GROUP_FAULTS
    ]


def shape_kind(shape: type[FileShape]) -> ShapeKind:
    """Return the kind that reads a shape; it is built once for each class."""
    kind = _shape_kinds.get(shape)
    if kind is None:
        kind = _shape_kinds[shape] = ShapeKind(shape, _shape_fields)
    return kind


def _shape_fields(shape: type[FileShape]) -> list[ShapeField]:
    return [_shape_field(field, shape.__declared__[field.name]) for field in fields(shape)]


def _shape_field(field: FieldInfo, declaration: Declared) -> ShapeField:
    kind = _kind_of(field.type, declaration.least, declaration.most, declaration.hint)
    return ShapeField(field.name, field.encode_name, kind, declaration.says, field.required)


def _kind_of(
    annotation: Any, least: float | None = None, most: float | None = None, hint: str = ""
) -> Kind:
    """Return the kind of value that an annotation stands for. hint: as in `field`."""
    origin = get_origin(annotation)
    if origin is None:
        return _class_kind(annotation, least, most)
    arguments = get_args(annotation)
    if origin is Literal:
        return ChoiceKind(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return ListKind(_kind_of(arguments[0]), least, most)
    if origin is dict:
        value = _kind_of(arguments[1], hint=hint)
        return MappingKind(_kind_of(arguments[0]), value, least, most)
    if origin in (Union, types.UnionType):
        members = [member for member in arguments if member is not types.NoneType]
        # beside a list or mapping, whose size they bound, the bounds mean nothing for a text
        bounded_members = [
            member for member in members if get_origin(member) in (tuple, dict)
        ] or members
        kinds = [
            _kind_of(member, least, most) if member in bounded_members else _kind_of(member)
            for member in members
        ]
        return kinds[0] if len(kinds) == 1 else UnionKind(kinds, hint)
    raise TypeError(f"no kind of value for {annotation!r}")


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
