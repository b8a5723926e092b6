"""Frozen records: dataclasses of which no code is compiled when the program starts.

A frozen dataclass with slots costs 0.4 ms of every cold start, because its methods are written as
text and compiled, and `dataclasses` itself, with what it loads, 8 ms. Here all classes share the
same few methods, and a class costs 0.02 ms. The tools for dataclasses (`fields`, `asdict`, …) work
on records: what they look for is made when they look for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import replace as replace  # so that names and types are checked
else:

    def replace(record: Any, /, **changes: Any) -> Any:
        """A record with other values in some of its fields, as `dataclasses.replace` makes it."""
        return type(record)(**{**record.__dict__, **changes})


__all__ = ["MISSING", "Declared", "fields_of", "made_record", "record", "replace"]

C = TypeVar("C", bound=type)
MISSING: Final = object()  # in the place of a default: there is none


class Declared:
    """What is declared of a field. default: MISSING if it must be given. said: of what it holds."""

    __slots__ = ("default", "said")

    def __init__(self, default: Any, said: dict[str, Any]) -> None:
        self.default, self.said = default, said


@dataclass_transform(frozen_default=True)
def record(cls: C) -> C:
    """Make a class a frozen record, as `dataclass(frozen=True)` does."""
    return made_record(cls, kw_only=False)


def made_record(cls: C, *, kw_only: bool) -> C:
    """Give a class its fields and the shared methods."""
    made: Any = cls
    declared = {name: _declared(made.__dict__.get(name, MISSING)) for name in made.__annotations__}
    for name, each in declared.items():
        if each.default is not MISSING:
            setattr(made, name, each.default)
        elif name in made.__dict__:
            delattr(made, name)
    made._fields = declared
    made._names = tuple(declared)
    made.__match_args__ = made._in_order = () if kw_only else made._names  # type: ignore[misc]
    made._given = {
        name: each.default for name, each in declared.items() if each.default is not MISSING
    }
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return cls


def _declared(given: Any) -> Declared:
    return given if isinstance(given, Declared) else Declared(given, {})


def fields_of(cls: Any) -> dict[str, Declared] | None:
    """The fields of a record by name; None if the class is none."""
    return cls.__dict__.get("_fields") if isinstance(cls, type) else None


class _Fields:
    """By what the tools for dataclasses know one, made when they ask."""

    def __get__(self, _: object, cls: Any) -> Any:
        import dataclasses

        fields = [
            (name, cls.__annotations__[name], _field(each)) for name, each in cls._fields.items()
        ]
        made: Any = dataclasses.make_dataclass(
            cls.__name__, fields, init=False, repr=False, eq=False, kw_only=not cls._in_order
        )
        cls.__dataclass_fields__ = made.__dataclass_fields__
        return made.__dataclass_fields__


def _field(declared: Declared) -> Any:
    import dataclasses

    if declared.default is MISSING:
        return dataclasses.field(metadata=declared.said)
    return dataclasses.field(default=declared.default, metadata=declared.said)


def _init(self: Any, /, *in_order: Any, **named: Any) -> None:
    if in_order:
        names = self._in_order
        if len(in_order) > len(names) or any(name in named for name in names[: len(in_order)]):
            raise TypeError(f"{type(self).__name__} was given too many values: {in_order}")
        named.update(zip(names, in_order, strict=False))
    values = {**self._given, **named}
    if values.keys() != self._fields.keys():
        wrong = sorted(values.keys() ^ self._fields.keys())
        raise TypeError(f"{type(self).__name__} has missing or unknown fields: {wrong}")
    self.__dict__.update(values)


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._names)
    return f"{type(self).__qualname__}({values})"


def _eq(self: Any, other: object) -> bool:
    if type(other) is not type(self):
        return NotImplemented  # type: ignore[no-any-return]
    return bool(self.__dict__ == other.__dict__)


def _hash(self: Any) -> int:
    return hash(tuple(self.__dict__[name] for name in self._names))


def _setattr(self: Any, name: str, _value: object) -> None:
    _refuse(f"cannot set {name!r} of a {type(self).__name__}")


def _delattr(self: Any, name: str) -> None:
    _refuse(f"cannot delete {name!r} of a {type(self).__name__}")


def _refuse(says: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(says)


_SHARED = {
    "__dataclass_fields__": _Fields(),
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
}
