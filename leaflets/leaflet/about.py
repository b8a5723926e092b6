"""The section "about this leaflet": edition, review, sources, provenance and codes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..content.monograph.model import Monograph, Review, SourceWork
from .blocks import bullets, paragraph
from .model import Block, Paragraph, Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words

__all__ = ["about", "fingerprint", "is_approved", "is_draft", "is_for_professionals"]


def is_draft(monograph: Monograph) -> bool:
    """Return whether the leaflet must be marked as a draft.

    It is a draft unless its review has the status approved, a reviewer and a date.
    """
    return not is_approved(monograph.review)


def is_approved(review: Review) -> bool:
    """Return whether a named person has approved something on a day."""
    return bool(review.status == "approved" and review.by and review.on)


def is_for_professionals(monograph: Monograph) -> bool:
    """Return whether the source wrote the text for health professionals."""
    text = monograph.as_given
    return text is not None and text.written_for == "professionals"


def about(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """Build the blocks: edition, review and codes; then the sources and their kind."""
    texts, codes = phrases.wording.about, monograph.identity.codes
    codes_in_words = [fill(texts.code, system=code.system, value=code.value) for code in codes]
    code_list = (
        fill(texts.codes, names=phrases.join_commas(codes_in_words)) if codes_in_words else None
    )
    edition = join_sentences(_edition(phrases, monograph), code_list)
    yield paragraph(f"{path}/edition", edition, "note")
    origin = getattr(texts.origin, monograph.provenance.origin.replace("-", "_"))
    first_note, *other_notes = monograph.provenance.notes or (None,)
    provenance = join_sentences(origin, first_note)
    sources = [_source(phrases, source) for source in monograph.sources]
    if len(sources) == 1:
        source = fill(texts.source, name=sources[0])
        yield paragraph(f"{path}/source", join_sentences(source, provenance), "note")
    else:
        yield paragraph(f"{path}/sources-lead", texts.sources, "note")
        yield bullets(phrases, f"{path}/sources", sources, "note")
        yield paragraph(f"{path}/provenance", provenance, "note")
    for number, note in enumerate(other_notes, 2):
        yield Paragraph(f"{path}/note-{number}", note, "note")


def _edition(phrases: Phrasebook, monograph: Monograph) -> Words:
    texts, edition = phrases.wording.about, monograph.edition
    number, date = phrases.number(edition.number), phrases.date(edition.date)
    translation = None
    if edition.translation_of:
        translation = fill(texts.translation, name=fingerprint(edition.translation_of))
    edition_line = fill(texts.edition, number=number, date=date)
    printed = fill(texts.printed, date=phrases.date(phrases.printed)) if phrases.printed else None
    return join_sentences(edition_line, translation, printed, _review(phrases, monograph))


def _review(phrases: Phrasebook, monograph: Monograph) -> Words:
    texts, review = phrases.wording.about, monograph.review
    if is_draft(monograph) or not review.by or not review.on:
        return to_words(texts.not_approved)
    return fill(texts.approved, name=review.by, date=phrases.date(review.on))


def _source(phrases: Phrasebook, source: SourceWork) -> Words:
    """Name a source by title, publisher and date. The title is a link if the source has one."""
    title = to_words(source.title)
    link, language = (str(value) if value else None for value in (source.link, source.language))
    runs = tuple(replace(run, link=link, language=language) for run in title.runs)
    title = Words(runs, title.place)
    date = phrases.date(source.date) if source.date else None
    return phrases.join_commas([part for part in (title, source.publisher, date) if part])


def fingerprint(digest: str) -> str:
    """Return the first twelve digits of a checksum in groups of four, easy to read out."""
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))
