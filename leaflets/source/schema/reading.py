"""From nodes to values of a declared shape, with every fault of the file told together.

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
from .kinds import Choice, Items, Kind, Named, Record, Scalar, Slot, Whole, Words
from .kinds import Union as OneOf

__all__ = ["read", "record_of"]

T = TypeVar("T", bound=FileShape)

_records: dict[type[FileShape], Record] = {}


def read(
    shape: type[T], node: Mapping, error: type[SourceError], faults: Iterable[Fault] = ()
) -> T:
    """A value of the shape, or `error` with all faults: those given, and those found here."""
    found = list(faults)
    value = record_of(shape).read(node, "", Faults(error.letter, found))
    if found or value is BROKEN:
        raise error(found)
    return cast(T, value)


def record_of(shape: type[FileShape]) -> Record:
    """How the shape is read; worked out once for each class."""
    known = _records.get(shape)
    if known is None:
        # noted before its fields are, because a shape may hold itself
        known = _records[shape] = Record(shape)
        try:
            declared = shape.__declared__
            known.declare([_slot(each, declared[each.name]) for each in fields(shape)])
        except BaseException:
            del _records[shape]
            raise
    return known


def _slot(field: FieldInfo, declared: Declared) -> Slot:
    kind = kind_of(field.type, declared.least, declared.most)
    return Slot(field.name, field.encode_name, kind, declared.says, field.required)


def kind_of(hint: Any, least: float | None = None, most: float | None = None) -> Kind:
    """The kind of value that a type hint stands for."""
    origin = get_origin(hint)
    if origin is None:
        return _plain_kind(hint, least, most)
    inside = get_args(hint)
    if origin is Literal:
        return Choice(inside)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return Items(kind_of(inside[0]), least, most)
    if origin is dict:
        return Named(kind_of(inside[0]), kind_of(inside[1]), least, most)
    if origin in (Union, types.UnionType):
        kinds = [kind_of(one, least, most) for one in inside if one is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else OneOf(kinds)
    raise TypeError(f"no kind of value for {hint!r}")


def _plain_kind(hint: Any, least: float | None, most: float | None) -> Kind:
    if hint is Text:
        return Words()
    if hasattr(hint, "from_text"):
        return Scalar(hint, least, most)
    if hint is int:
        return Whole(least, most)
    if isinstance(hint, type) and issubclass(hint, FileShape):
        return record_of(hint)
    raise TypeError(f"no kind of value for {hint!r}")
