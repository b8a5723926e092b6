"""The program's pictograms, read from data/pictograms.yaml."""

from __future__ import annotations

from typing import Any, Self

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, InvalidText, field, read
from ...source.yaml import Text, parse
from .model import Drawing, Outline, Shape
from .paths import outline

__all__ = ["Drawn", "Pictograms", "read_pictograms"]


class PathData(Text):
    """The `d` attribute of an SVG path; `outline` is what it draws."""

    outline: Outline

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read path data."""
        try:
            drawn = outline(text)
        except InvalidText as why:
            raise InvalidText(107, why.says, "Copy the path data again.") from None
        made = cls(text, text.place)
        made.outline = drawn
        return made

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """What an editor may check."""
        return {"type": "string", "pattern": "^[Mm]"}


class Drawn(FileShape):
    """One pictogram."""

    shows: Text = field("What is seen in it.")
    source: Text = field("The file of the source from which it was taken.")
    sha256: Text = field("Of that file.")
    paths: tuple[PathData, ...] = field("Its outlines, drawn in ink, holes left out.", least=1)


class Pictograms(FileShape):
    """The pictograms, with where they are from."""

    source: Text = field("The collection, its version, and where it is.")
    licence: Text = field("On what terms it may be used.")
    size: int = field("Width and height of the square in which each is drawn.", least=1)
    pictograms: dict[Text, Drawn] = field("Each pictogram by its name.", least=1)

    def drawing(self, name: str) -> Drawing:
        """What is to be drawn for a name."""
        paths = self.pictograms[Text(name)].paths
        shapes = tuple(Shape(path.outline, even_odd=True) for path in paths)
        return Drawing(float(self.size), float(self.size), shapes)


def read_pictograms(source: bytes, file: str) -> Pictograms:
    """The pictograms that a YAML file holds, or VocabularyError."""
    found: list[Fault] = []
    node = parse(source, file, VocabularyError, found)
    return read(Pictograms, node, VocabularyError, found)
