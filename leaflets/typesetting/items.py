"""List items: a label with what it says beside it, and short items side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable


class ListItemFlowable(LeafletFlowable):
    """A list item: its label, and what it says beside it. label None: the item goes on."""

    def __init__(
        self,
        context: TypesettingContext,
        path: str,
        label: TextFlowable | None,
        body: LeafletFlowable,
        indent: float,
    ) -> None:
        super().__init__(path)
        self.context, self.label, self.body, self.indent = context, label, body, indent

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return self.body.height_for(width - self.indent)

    def cut(
        self, width: float, height: float, *, relax: bool = False
    ) -> tuple[LeafletFlowable, LeafletFlowable] | None:
        """See LeafletFlowable."""
        halves = self.body.cut(width - self.indent, height, relax=relax)
        if halves is None:
            return None
        first = ListItemFlowable(self.context, self.path, self.label, halves[0], self.indent)
        rest = ListItemFlowable(self.context, self.path, None, halves[1], self.indent)
        return first._spaced_like(self, first=True), rest._spaced_like(self, first=False)

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        if self.label is not None:
            self.label.draw_at(canvas, x, top, self.indent, as_artifact=as_artifact)
        self.body.draw_at(
            canvas, x + self.indent, top, width - self.indent, as_artifact=as_artifact
        )


class ColumnsOfItems(LeafletFlowable):
    """Short list items side by side in columns of the same width."""

    def __init__(self, path: str, items: Sequence[LeafletFlowable], columns: int) -> None:
        super().__init__(path)
        self.items, self.columns = items, columns

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return max([item.height_for(width / self.columns) for item in self.items])

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See LeafletFlowable. One line is not cut."""
        return

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        column = width / self.columns
        for index, item in enumerate(self.items):
            item.draw_at(canvas, x + index * column, top, column, as_artifact=as_artifact)
