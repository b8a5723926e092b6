"""Words that a profile forbids, in a monograph, a pharmacy's file or a patient's particulars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ...base.errors import Fault, Place, ProfileError

if TYPE_CHECKING:  # frozen bodies use this module and do without the others
    from ..particulars import Particulars
    from .model import ProfileRef

__all__ = ["ForbiddenWords"]


class ForbiddenWords(NamedTuple):
    """The forbidden words of a profile. profile: its name. words: pairs of rule and words."""

    profile: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, profile: ProfileRef) -> ForbiddenWords:
        """Take the forbidden words from a profile."""
        rules = profile.profile.forbidden.items()
        words = ((f"forbidden.{id_}", str(text)) for id_, rule in rules for text in rule.words)
        return cls(profile.name, tuple(words))

    def faults(self, text: str, place: Place, where: str = "here") -> Iterator[Fault]:
        """Yield a fault for each rule that a text breaks. where: names the text in the message."""
        normalized_text = _normalize(text) if self.words else ""
        broken_rules: set[str] = set()
        for rule, words in self.words:
            if rule not in broken_rules and _normalize(words) in normalized_text:
                broken_rules.add(rule)
                message = (
                    f"“{words}” stands {where}, which the rule '{rule}' of the profile "
                    f"{self.profile} forbids."
                )
                yield Fault("P291", place, message, "Write it otherwise.")

    def check(self, particulars: Particulars) -> None:
        """Check a patient's particulars. Raises ProfileError."""
        if not self.words:
            return
        faults = [
            fault
            for field, value in particulars.values.items()
            for fault in self.faults(value, particulars.place_of(field), f"in '{field}'")
        ]
        if faults:
            raise ProfileError(faults)


def _normalize(text: str) -> str:
    """Return a text in small letters, with one space for any white space or hyphen."""
    return " ".join(text.casefold().replace("\u2011", "-").replace("-", " ").split())
