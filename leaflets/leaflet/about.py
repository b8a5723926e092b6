"""What a leaflet says of itself: edition, review, sources, provenance, codes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..content.monograph.model import Monograph, SourceWork
from .model import Block, Words
from .phrasebook import Phrasebook, fill, join_sentences, to_words
from .prose import bullets, paragraph

__all__ = ["about", "fingerprint", "is_draft"]


def is_draft(monograph: Monograph) -> bool:
    """Whether the leaflet must say that nobody, with a name and a day, has approved it."""
    review = monograph.review
    return not (review.status == "approved" and review.by and review.on)


def about(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """Edition and review, sources and what kind of sources they are, codes."""
    says, codes = phrases.wording.about, monograph.identity.codes
    each = [fill(says.code, system=code.system, value=code.value) for code in codes]
    listed = fill(says.codes, names=phrases.join_commas(each)) if each else None
    edition = join_sentences(_edition(phrases, monograph), listed)
    yield paragraph(f"{path}/edition", edition, "note")
    origin = getattr(says.origin, monograph.provenance.origin.replace("-", "_"))
    kind = join_sentences(origin, monograph.provenance.note)
    sources = [_source(phrases, source) for source in monograph.sources]
    if len(sources) == 1:
        only = fill(says.source, name=sources[0])
        yield paragraph(f"{path}/source", join_sentences(only, kind), "note")
    else:
        yield paragraph(f"{path}/sources-lead", says.sources, "note")
        yield bullets(phrases, f"{path}/sources", sources, "note")
        yield paragraph(f"{path}/provenance", kind, "note")


def _edition(phrases: Phrasebook, monograph: Monograph) -> Words:
    says, edition = phrases.wording.about, monograph.edition
    number, date = phrases.number(edition.number), phrases.date(edition.date)
    translation = None
    if edition.translation_of:
        translation = fill(says.translation, name=fingerprint(edition.translation_of))
    first = fill(says.edition, number=number, date=date)
    printed = fill(says.printed, date=phrases.date(phrases.printed)) if phrases.printed else None
    return join_sentences(first, translation, printed, _review(phrases, monograph))


def _review(phrases: Phrasebook, monograph: Monograph) -> Words:
    says, review = phrases.wording.about, monograph.review
    if is_draft(monograph) or not review.by or not review.on:
        return to_words(says.not_approved)
    return fill(says.approved, name=review.by, date=phrases.date(review.on))


def _source(phrases: Phrasebook, source: SourceWork) -> Words:
    """A source with what is known of it; its title leads there if that can be read."""
    title = to_words(source.title)
    link, language = (str(value) if value else None for value in (source.link, source.language))
    runs = tuple(replace(run, link=link, language=language) for run in title.runs)
    title = Words(runs, title.place)
    date = phrases.date(source.date) if source.date else None
    return phrases.join_commas([part for part in (title, source.publisher, date) if part])


def fingerprint(digest: str) -> str:
    """The first twelve digits of a checksum, in groups that can be read out."""
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))
