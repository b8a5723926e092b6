"""List items: a label with what it says beside it, and short items side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ..pdf.canvas import TaggedCanvas
from .flowables import Part, TextPart
from .setting import Setting


class ItemPart(Part):
    """A list item: its label, and what it says beside it. label None: the item goes on."""

    def __init__(
        self, setting: Setting, path: str, label: TextPart | None, body: Part, indent: float
    ) -> None:
        super().__init__(path)
        self.setting, self.label, self.body, self.indent = setting, label, body, indent

    def tall(self, width: float) -> float:
        """See Part."""
        return self.body.tall(width - self.indent)

    def cut(self, width: float, height: float, *, relax: bool = False) -> tuple[Part, Part] | None:
        """See Part."""
        halves = self.body.cut(width - self.indent, height, relax=relax)
        if halves is None:
            return None
        first = ItemPart(self.setting, self.path, self.label, halves[0], self.indent)
        rest = ItemPart(self.setting, self.path, None, halves[1], self.indent)
        return first._like(self, first=True), rest._like(self, first=False)

    def place(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, ghost: bool = False
    ) -> None:
        """See Part."""
        if self.label is not None:
            self.label.place(canvas, x, top, self.indent, ghost=ghost)
        self.body.place(canvas, x + self.indent, top, width - self.indent, ghost=ghost)


class Abreast(Part):
    """Short list items side by side in columns of the same width."""

    def __init__(self, path: str, items: Sequence[Part], columns: int) -> None:
        super().__init__(path)
        self.items, self.columns = items, columns

    def tall(self, width: float) -> float:
        """See Part."""
        return max([item.tall(width / self.columns) for item in self.items])

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See Part. One line is not cut."""
        return

    def place(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, ghost: bool = False
    ) -> None:
        """See Part."""
        column = width / self.columns
        for index, item in enumerate(self.items):
            item.place(canvas, x + index * column, top, column, ghost=ghost)
