"""List items: a label with a body beside it, and rows of short items in columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..pdf.canvas import TaggedCanvas
from .context import TypesettingContext
from .flowables import LeafletFlowable, TextFlowable

__all__ = ["ColumnsOfItems", "ListItemFlowable"]


class ListItemFlowable(LeafletFlowable):
    """A list item. label: None in a part that continues an item from an earlier page."""

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
        parts = self.body.cut(width - self.indent, height, relax=relax)
        if parts is None:
            return None
        first_part = ListItemFlowable(self.context, self.path, self.label, parts[0], self.indent)
        remainder = ListItemFlowable(self.context, self.path, None, parts[1], self.indent)
        return (
            first_part.inherit_spacing(self, is_first=True),
            remainder.inherit_spacing(self, is_first=False),
        )

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
    """One row of short list items or pictograms, in columns of equal width."""

    def __init__(self, path: str, items: Sequence[LeafletFlowable], columns: int) -> None:
        super().__init__(path)
        self.items, self.columns = items, columns

    def height_for(self, width: float) -> float:
        """See LeafletFlowable."""
        return max(item.height_for(width / self.columns) for item in self.items)

    def cut(self, width: float, height: float, *, relax: bool = False) -> None:  # noqa: ARG002
        """See LeafletFlowable. A row is not split."""
        return

    def draw_at(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, *, as_artifact: bool = False
    ) -> None:
        """See LeafletFlowable."""
        column = width / self.columns
        for index, item in enumerate(self.items):
            item.draw_at(canvas, x + index * column, top, column, as_artifact=as_artifact)
