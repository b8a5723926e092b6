"""Inline text: strong, emphasis and links; everything else is a character and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import Place


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters with one meaning.

    link: an address (https, http, mailto or tel), or None. language: BCP 47 tag where it differs
    from the leaflet's, or None.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph's worth of runs, and where in the source it was written (None: our wording)."""

    runs: tuple[Run, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(str(self).strip())
