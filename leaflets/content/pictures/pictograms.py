"""Reads the program's pictograms from data/pictograms.yaml."""

from __future__ import annotations

from typing import Any, Self

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, InvalidText, field, read
from ...source.yaml import Text, parse
from .model import Drawing, Outline, Shape
from .paths import read_outline

__all__ = ["PictogramEntry", "PictogramSet", "read_pictograms"]


class PathData(Text):
    """The `d` attribute of an SVG path. outline: what it draws."""

    outline: Outline

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read path data. Raises InvalidText (107)."""
        try:
            outline = read_outline(text)
        except InvalidText as why:
            raise InvalidText(107, why.says, "Copy the path data again.") from None
        path = cls(text, text.place)
        path.outline = outline
        return path

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema with which an editor checks path data."""
        return {"type": "string", "pattern": "^[Mm]"}


class PictogramEntry(FileShape):
    """A pictogram in the file."""

    shows: Text = field("What is seen in it.")
    source: Text = field("The file of the source from which it was taken.")
    sha256: Text = field("Of that file.")
    paths: tuple[PathData, ...] = field("Its outlines, drawn in ink, holes left out.", least=1)


class PictogramSet(FileShape):
    """The file of pictograms, with its source and licence."""

    source: Text = field("The collection, its version, and where it is.")
    licence: Text = field("On what terms it may be used.")
    size: int = field("Width and height of the square in which each is drawn.", least=1)
    pictograms: dict[Text, PictogramEntry] = field("Each pictogram by its name.", least=1)

    def drawing(self, name: str) -> Drawing:
        """Return the drawing of a pictogram by its name."""
        paths = self.pictograms[Text(name)].paths
        shapes = tuple(Shape(path.outline, even_odd=True) for path in paths)
        return Drawing(float(self.size), float(self.size), shapes)


def read_pictograms(source: bytes, file: str) -> PictogramSet:
    """Read the file of pictograms. Raises VocabularyError with all faults."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    return read(PictogramSet, node, VocabularyError, faults)
