"""Rules of provenance: how old the sources and the review are, and to whom names belong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..base.errors import LeafletsError
from ..content.monograph.proposals import proposals
from ..content.monograph.scalars import Date
from ..leaflet.current_review import digest_for_review
from ..source.schema import quoted
from .editions import edition_file, read_edition
from .model import Match, Rule, Subject

__all__ = ["PROVENANCE"]

SOURCE_YEARS: Final = 5
REVIEW_YEARS: Final = 2  # unless the review names a day of its own


def undated_sources(subject: Subject) -> Iterator[Match]:
    """Yield sources of which nobody can tell how old they are."""
    for source in subject.monograph.sources:
        if source.date is None:
            message = f"The source {quoted(source.id)} has no date."
            yield Match(
                source.id.place, message, "Add date: with the day that it bears.", source.id
            )


def old_sources(subject: Subject) -> Iterator[Match]:
    """Yield sources that may have been overtaken."""
    for source in subject.monograph.sources:
        if source.date and _years_after(source.date, SOURCE_YEARS) <= subject.today:
            message = f"The source {quoted(source.id)} is of {source.date}."
            hint = "Look for a newer edition, and compare it with these words."
            yield Match(source.date.place, message, hint, source.id)


def old_review(subject: Subject) -> Iterator[Match]:
    """Yield a review whose time has passed."""
    review = subject.monograph.review
    if review.status != "approved" or not review.on:
        return
    due = str(review.again_by or _years_after(review.on, REVIEW_YEARS))
    if due <= subject.today:
        message = f"The review of {review.on} was to be done again by {due}."
        yield Match(review.on.place, message, "Review this edition anew.", str(review.on))


def drafts(subject: Subject) -> Iterator[Match]:
    """Yield an edition that nobody has approved."""
    if subject.monograph.review.status == "draft":
        message = "This edition is a draft; every page says so."
        yield Match(subject.start, message, "When it is ready: leaflets review.")


def unraised_edition(subject: Subject) -> Iterator[Match]:
    """Yield an edition whose number was approved with other words."""
    reading, edition = subject.reading, subject.monograph.edition
    file = Path(reading.file)
    if not edition_file(file, edition.number).is_file():
        return
    try:
        approved = read_edition(file, edition.number, None, subject.today)
        words = [digest_for_review(edition_reading) for edition_reading in (approved, reading)]
    except LeafletsError:  # a copy that cannot be read proves nothing
        return
    if words[0] != words[1]:
        message = f"Edition {edition.number} was approved with other words."
        hint = "Raise the number and the date of the edition; 'leaflets diff' shows what changed."
        yield Match(edition.date.place, message, hint)


def open_proposals(subject: Subject) -> Iterator[Match]:
    """Yield what an import proposes, and nobody has accepted."""
    for proposal in proposals(subject.monograph):
        message = f"The import takes this for {proposal.kind} ({quoted(proposal.value)})."
        hint = "Accept it by removing 'proposed-' from the key, or remove the line."
        yield Match(proposal.place, message, hint)


def shared_names(subject: Subject) -> Iterator[Match]:
    """Yield names and codes that belong to another medicine of the library, too."""
    if subject.names is None:
        return
    reading = subject.reading
    identity = subject.monograph.identity
    for text, place in subject.names.others(reading.name, subject.monograph.language, identity):
        message = f"{quoted(text)} stands in another monograph, too: {place}."
        yield Match(text.place, message, "Make sure to whom it belongs.", text)


def idle_acceptances(subject: Subject) -> Iterator[Match]:
    """Yield acceptances whose words stand nowhere in the monograph."""
    monograph = subject.monograph
    places = [text.text.lower() for text in subject.texts]
    places += [*monograph.sections, *(source.id for source in monograph.sources)]
    for acceptance in monograph.accepts:
        words = acceptance.words
        if words and not any(words.lower() in place for place in places):
            message = f"{quoted(words)} is accepted, but stands nowhere."
            yield Match(words.place, message, "Remove it from accepts.", words)


def _years_after(date: Date, years: int) -> str:
    """Return the ISO date that many years later, which sorts as a text; 29 February stays so."""
    return f"{date.year + years}{date[4:]}"


PROVENANCE: Final = (
    Rule("E301", "note", "Keystone criteria for written information: up to date", undated_sources),
    Rule("E302", "warning", "Keystone criteria for written information: up to date", old_sources),
    Rule("E303", "warning", "own", old_review),
    Rule("E304", "note", "own", drafts),
    Rule("E305", "warning", "own", shared_names),
    Rule("E306", "warning", "own", idle_acceptances),
    Rule("E307", "error", "own", unraised_edition),
    Rule("E308", "note", "own", open_proposals),
)
