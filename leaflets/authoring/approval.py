"""Write an approval into the file of a monograph, and leave every other line as it is."""

from __future__ import annotations

from msgspec import Struct

from ..base.errors import UsageError
from ..content.monograph.review_lines import with_review_lines
from ..content.monograph.scalars import Date, Reviewer
from ..source.schema import InvalidText
from ..source.yaml import Text

__all__ = ["Approval", "with_approval"]


class Approval(Struct, frozen=True):
    """Who approved which words, and when.

    words: the digest of the words. again_by: the day of the next review; None: the usual one.
    """

    by: Reviewer
    on: Date
    words: str
    again_by: Date | None = None

    @classmethod
    def of(cls, by: str, on: str, words: str, again_by: str | None) -> Approval:
        """Make an approval of what a person typed. Raises UsageError."""
        try:
            day = Date.from_text(Text(on))
            next_day = None if again_by is None else Date.from_text(Text(again_by))
            reviewer = Reviewer.from_text(Text(" ".join(by.split())))
        except InvalidText as error:
            raise UsageError(error.says, error.hint) from None
        if next_day and next_day <= day:
            message = f"The next review, by {next_day}, is not after the day of this one."
            raise UsageError(message, "Give a later day with --again-by.")
        return cls(reviewer, day, words, next_day)

    @property
    def lines(self) -> list[str]:
        """The lines of the key `review`."""
        by = '"' + self.by.replace("\\", "\\\\").replace('"', '\\"') + '"'
        lines = ["review:", "  status: approved", f"  by: {by}", f"  on: {self.on}"]
        if self.again_by:
            lines.append(f"  again-by: {self.again_by}")
        return [*lines, f"  words: {self.words}"]


def with_approval(source: bytes, approval: Approval) -> bytes:
    """Return the file with the approval in place of its review; comments in it stay.

    Raises UsageError if the key `review` does not stand at the beginning of a line of its own.
    """
    approved = with_review_lines(source, approval.lines)
    if approved is None:
        message = "The key review: does not stand at the beginning of one line."
        raise UsageError(message, "Write it so, with status: draft below it.")
    return approved
