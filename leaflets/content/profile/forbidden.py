"""The words that a profile forbids, wherever they come from: a monograph, a pharmacy, a patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...base.errors import Fault, Place, ProfileError

if TYPE_CHECKING:
    from ...source.yaml import Text
    from .order import ProfileRef

__all__ = ["ForbiddenWords"]


class ForbiddenWords(NamedTuple):
    """What is forbidden. profile: its name. words: the name of each rule, and its words."""

    profile: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, profile: ProfileRef) -> ForbiddenWords:
        """What a profile forbids."""
        rules = profile.profile.forbidden.items()
        words = ((f"forbidden.{id_}", str(said)) for id_, rule in rules for said in rule.words)
        return cls(profile.name, tuple(words))

    def faults(self, text: str, place: Place, where: str = "here") -> Iterator[Fault]:
        """Each rule that a text breaks, once. where: it stands, as the message says it."""
        plain = _plain(text) if self.words else ""
        told: set[str] = set()
        for rule, words in self.words:
            if _plain(words) in plain and rule not in told:
                told.add(rule)
                says = f"“{words}” stands {where}, which the rule '{rule}' of the profile "
                yield Fault("P291", place, f"{says}{self.profile} forbids.", "Write it otherwise.")

    def check(self, particulars: Mapping[str, Text]) -> None:
        """ProfileError for what a patient's particulars, by field, must not say."""
        if self.words and (faults := [*self._in_fields(particulars)]):
            raise ProfileError(faults)

    def _in_fields(self, particulars: Mapping[str, Text]) -> Iterator[Fault]:
        for field, value in particulars.items():
            yield from self.faults(value, value.place, f"in '{field}'")


def _plain(text: str) -> str:
    """Words for comparing: small letters, one space between two words, also for a hyphen."""
    return " ".join(text.casefold().replace("\u2011", "-").replace("-", " ").split())
