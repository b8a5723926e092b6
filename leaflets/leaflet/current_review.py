"""Whether an approval still holds: it holds for exactly the words that were approved."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from ..base.errors import Fault, LeafletsError, MonographError
from ..content.monograph.model import Review
from ..content.monograph.reading import Reading
from ..content.monograph.sections import load_sections
from ..content.profile.model import ProfileRef
from ..content.profile.reading import load_profile
from ..content.wording import load_wording
from .model import Leaflet
from .reviewed_words import UNREVIEWED, reviewed_leaflets, reviewed_words_digest

__all__ = ["LAPSED", "digest_for_review", "leaflets_for_review", "with_current_review"]

LAPSED: Final = "M293"
PROFILE: Final = "generic"


def leaflets_for_review(reading: Reading) -> tuple[Leaflet, ...]:
    """Compose what a reviewer reads: the leaflet in full, as a summary, and for some patients.

    Raises WordingError, ProfileError, NotFoundError.
    """
    library, monograph = reading.library, reading.monograph
    rules = ProfileRef(PROFILE, load_profile(library, PROFILE))
    wording = load_wording(library, monograph.language)
    return reviewed_leaflets(monograph, wording, load_sections(library), rules, reading.figures)


def digest_for_review(reading: Reading) -> str:
    """Return the digest of the words that a reviewer approves. Raises as `leaflets_for_review`."""
    return reviewed_words_digest(leaflets_for_review(reading))


def with_current_review(reading: Reading, approved_only: bool) -> Reading:
    """Return a reading whose monograph is a draft if its words are no longer those approved.

    approved_only: refuse it then (M292). A warning (M293) says who had approved which words. Raises
    MonographError.
    """
    review = reading.monograph.review
    if review.status == "draft" or not review.on:
        return reading
    try:
        digest = digest_for_review(reading)
    except LeafletsError:  # no leaflet can be made of it, approved or not
        return reading
    if digest == review.words:
        return reading
    if approved_only:
        message = (
            "The words have changed since they were approved, and only approved ones are wanted."
        )
        hint = "Have a health professional review them ('leaflets review'), or allow drafts."
        raise MonographError([Fault("M292", review.on.place, message, hint)])
    monograph = replace(reading.monograph, review=UNREVIEWED)
    warnings = sorted((*reading.warnings, _lapsed(review)), key=lambda warning: warning.place)
    return replace(reading, monograph=monograph, warnings=tuple(warnings))


def _lapsed(review: Review) -> Fault:
    assert review.on
    return Fault(
        LAPSED,
        review.on.place,
        f"The words have changed since {review.by} approved them on {review.on}: a draft again.",
        "Raise the number of the edition, and have it reviewed anew ('leaflets review').",
    )
