"""The particulars in their box: one below the other, with lines kept free for longer ones."""

from __future__ import annotations

from collections.abc import Sequence

from .parts import Part, Stack, TextPart
from .setting import Setting


class FieldStack(Stack):
    """Particulars. It is as high as if each took one line, and some to spare; or higher.

    least: that height in points, without the space between; 0 for a part that was cut off. at:
    where it was placed last: its left edge, its top and its width in points.
    """

    def __init__(self, setting: Setting, path: str, parts: Sequence[Part], least: float) -> None:
        super().__init__(setting, path, parts)
        self.least = least
        self.at: tuple[float, float, float] | None = None

    @classmethod
    def kept_free(cls, setting: Setting, path: str, parts: Sequence[TextPart]) -> FieldStack:
        """The particulars of a box, with the reserve of the layout."""
        layout = setting.layout
        lines = sum([part.style.leading for part in parts])
        spare = layout.dispensing.spare * layout.styles["directions"].leading
        return cls(setting, path, parts, lines + spare)

    def tall(self, width: float) -> float:
        """See Part."""
        if not self.least:
            return super().tall(width)
        return max(self.least + sum([gap for gap, _ in self.with_gaps()]), super().tall(width))

    def of(self, parts: list[Part]) -> FieldStack:
        """See Stack."""
        return FieldStack(self.setting, self.path, parts, 0.0)
