"""Inline text: strong, emphasis and links; everything else is a character and nothing more."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ...base.errors import Place
from ...source.yaml import Text


class Run(Struct, frozen=True):
    """A stretch of characters with one meaning.

    link: an address (https, http, mailto or tel), or None. language: BCP 47 tag where it differs
    from the leaflet's, or None.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    language: str | None = None


class Words(Struct, frozen=True):
    """One paragraph's worth of runs, and where in the source it was written (None: our wording)."""

    runs: tuple[Run, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(str(self).strip())

    @classmethod
    def from_text(cls, text: Text) -> Words:
        """Read `**strong**`, `*emphasis*` and `[words](https://…)`; a backslash keeps a * or [."""
        from .marks import parsed  # who only holds words need not load it

        return cls(tuple([Run(*piece) for piece in parsed(text)]), text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """What an editor may check."""
        return {"type": ["string", "number", "boolean"]}
