"""`render --particulars` from a body that was kept: each patient's words are put behind it.

What is kept is the body, with room for certain particulars, and holds those of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..base.errors import DoesNotFit, LeafletsError, MissingGlyph, ParticularsError
from ..base.hashing import sha256
from ..cache.store import Cache, Kept
from ..content.library.asked import listening
from . import console
from .keeper import Line, Watched, deliver
from .target import Target, default_out, target_of

if TYPE_CHECKING:
    from ..content.particulars import Particulars
    from ..stamping.frozen import Frozen

__all__ = ["Bodies", "particulars_in", "warnings_of"]


class Bodies(Line):
    """What one command line made for every patient, or will have made. file: of one of them."""

    def __init__(self, cache: Cache, arguments: list[str], out: str | None, file: str) -> None:
        super().__init__(cache, ["for one patient", *arguments], out)
        self.file = file
        self._frozen: Frozen | None = None
        self._said: list[str] = []
        self._doubts = self._warnings = 0  # how many of them had been said

    def again(self) -> bool:
        """Put the patient's words behind the body; False if the leaflet must be made."""
        known = self.known()
        if known is None:
            return False
        about = known.about
        out = default_out("pdf") if self.out is None else self.out
        try:
            particulars = particulars_in(self.file, about["language"], strict=about["strict"])
        except LeafletsError:
            target_of(out, "pdf")  # what is wrong with it is told first
            for remark in about["doubts"]:
                console.remark(remark)
            raise
        content = self._stamped(particulars)
        if content is None:
            return False
        said = [*about["doubts"], *warnings_of(particulars), *about["after"]]
        deliver(content, about, target_of(out, "pdf"), said)
        return True

    def _stamped(self, particulars: Particulars) -> bytes | None:
        from ..stamping.frozen import Frozen

        kept = self.cache.get(self._key_for(particulars.fields))
        try:
            return Frozen.from_bytes(kept.content).stamp(particulars) if kept else None
        except (DoesNotFit, MissingGlyph):  # only a full render will do
            return None

    def _key_for(self, fields: Iterable[str]) -> str:
        return sha256("\0".join([self.key, *sorted(fields)]).encode()).hexdigest()

    @contextmanager
    def watching(self, target: Target, *, strict: bool, verbose: bool) -> Iterator[Target]:
        """Keep the body that is made meanwhile, with all that is read, and said of everybody."""
        watched = Watched(target)
        with listening() as asked, console.overheard() as self._said:
            yield watched
        frozen = self._frozen
        if frozen is None:
            return
        about = {
            **watched.about, "asked": list(asked), "language": frozen.plan.language,
            "doubts": self._said[: self._doubts], "after": self._said[self._warnings :],
            "strict": strict, "verbose": verbose,
        }  # fmt: skip
        self.cache.put(self.key, Kept(about, b""))
        self.cache.put(self._key_for(frozen.fields), Kept({}, frozen.to_bytes()))

    def doubted(self) -> None:
        """What was said until now is said of every patient."""
        self._doubts = len(self._said)

    def warned(self) -> None:
        """What was said since then was said of this patient alone."""
        self._warnings = len(self._said)

    def made(self, frozen: Frozen, particulars: Particulars) -> bytes | None:
        """The leaflet from a body that was made just now; None if it must be made in full."""
        try:
            pdf = frozen.stamp(particulars)
        except (DoesNotFit, MissingGlyph):
            return None
        self._frozen = frozen
        return pdf


def particulars_in(file: str, language: str, *, strict: bool) -> Particulars:
    """What is to be added for one patient. strict: warnings are errors.

    Raises ParticularsError, NotFoundError.
    """
    from ..content.particulars import read_particulars
    from .input_file import bytes_of

    found = read_particulars(bytes_of(file), "standard input" if file == "-" else file, language)
    if strict and found.warnings:
        raise ParticularsError(found.warnings)
    return found


def warnings_of(particulars: Particulars) -> list[str]:
    """What could be written better, as remarks."""
    return [f"Warning: {warning}" for warning in particulars.warnings]
