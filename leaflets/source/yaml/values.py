"""Values as they stand in a file: texts, mappings and lists, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from ...base.errors import Place

__all__ = ["Mapping", "Node", "Sequence", "Text"]

NOWHERE = Place("")


class Text(str):
    """A scalar exactly as typed (in Unicode's composed form), and where it stands.

    is_plain: it was typed without quotes, on one line or several.
    """

    __slots__ = ("is_plain", "place")
    place: Place
    is_plain: bool

    def __new__(cls, text: str, place: Place = NOWHERE, is_plain: bool = False) -> Text:
        self = str.__new__(cls, text)
        self.place, self.is_plain = place, is_plain
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[str, Place]]:
        return type(self), (str(self), self.place)


class Mapping(dict["Text", "Node"]):
    """Keys with their values, in file order, and where the first key stands."""

    __slots__ = ("place",)
    place: Place

    def __init__(self, place: Place) -> None:
        self.place = place

    def text(self, key: str) -> Text | None:
        """Return the text of a key; None if the key is absent or has another value."""
        value = self.get(key)  # type: ignore[call-overload]  # a str finds a Text
        return value if isinstance(value, Text) else None

    def group(self, key: str) -> Mapping:
        """Return the mapping of a key; an empty one if the key is absent or has another value."""
        value = self.get(key)  # type: ignore[call-overload]
        return value if isinstance(value, Mapping) else Mapping(self.place)

    def list(self, key: str) -> Sequence:
        """Return the list of a key; an empty one if the key is absent or has another value."""
        value = self.get(key)  # type: ignore[call-overload]
        return value if isinstance(value, Sequence) else Sequence(self.place)


class Sequence(list["Node"]):
    """Items in order, and where the first one stands. is_flow: they stand in brackets."""

    __slots__ = ("is_flow", "place")
    place: Place
    is_flow: bool

    def __init__(self, place: Place, *, is_flow: bool = False) -> None:
        self.place, self.is_flow = place, is_flow

    def texts(self) -> Iterator[Text]:
        """Iterate over the items that are texts."""
        return (item for item in self if isinstance(item, Text))

    def groups(self) -> Iterator[Mapping]:
        """Iterate over the items that are mappings."""
        return (item for item in self if isinstance(item, Mapping))


Node = Text | Mapping | Sequence
