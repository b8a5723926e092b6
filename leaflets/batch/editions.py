"""What a batch must know of each monograph that it needs; every file is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..base.errors import Fault, UsageError
from ..content.library.titles import Titles
from ..content.monograph.reading import Reading
from .model import LeafletKey, Setup

__all__ = ["Edition", "Editions"]


class Edition(NamedTuple):
    """A monograph in one language. sha256: of its file. is_draft: nobody has approved it.

    titles: the names of its medicine. warnings: what is doubtful in it.
    """

    sha256: str
    is_draft: bool
    titles: Titles
    warnings: tuple[Fault, ...]


class Editions:
    """The editions of monographs in a setup, by name and language."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._editions: dict[tuple[str, str], Edition] = {}

    def edition(self, monograph: str, language: str) -> Edition:
        """Return an edition, also a draft. Raises MonographError, NotFoundError."""
        name = monograph, language
        if name not in self._editions:
            reading = self._setup.read(monograph, language, approved_only=False)
            is_draft = reading.monograph.review.status == "draft"
            warnings = (*reading.warnings, *self._safety_errors(reading))
            edition = Edition(reading.sha256, is_draft, reading.titles, warnings)
            self._editions[name] = edition
        return self._editions[name]

    def _safety_errors(self, reading: Reading) -> list[Fault]:
        if not self._setup.strict or self._setup.today is None:
            return []
        from ..authoring.check import safety_errors  # takes 10 ms

        return safety_errors(reading, self._setup.today)

    def check_approved(self, monograph: str, language: str) -> None:
        """Raise UsageError M292 for a draft, and what reading it raises."""
        if self.edition(monograph, language).is_draft:
            message = f"'{monograph}' ({language}) is a draft, and only approved ones are wanted."
            hint = "Have a health professional review it, or allow drafts."
            raise UsageError(message, hint, code="M292")

    def drafts(self, counts: Mapping[LeafletKey, int]) -> int:
        """Count the leaflets that are drafts. counts: how many leaflets have each key."""
        return sum(
            count
            for key, count in counts.items()
            if any(self.edition(key.monograph, tag).is_draft for tag in key.languages)
        )

    def warnings(self, keys: Iterable[LeafletKey]) -> tuple[Fault, ...]:
        """Return what is doubtful in the monographs of these keys, in the order of their files."""
        names = {(key.monograph, language) for key in keys for language in key.languages}
        warnings = (warning for name in names for warning in self.edition(*name).warnings)
        return tuple(sorted(warnings, key=lambda warning: warning.place))
