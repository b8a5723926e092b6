"""What a leaflet says of itself: edition, review, sources, provenance, codes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..content.monograph.model import Monograph, SourceWork
from .model import Block, Words
from .phrasebook import Voice, filled, sentences, words
from .prose import bullets, paragraph

__all__ = ["about", "fingerprint", "is_draft"]


def is_draft(monograph: Monograph) -> bool:
    """Whether the leaflet must say that nobody, with a name and a day, has approved it."""
    review = monograph.review
    return not (review.status == "approved" and review.by and review.on)


def about(voice: Voice, monograph: Monograph, path: str) -> Iterator[Block]:
    """Edition and review, sources and what kind of sources they are, codes."""
    says, codes = voice.wording.about, monograph.identity.codes
    each = [filled(says.code, system=code.system, value=code.value) for code in codes]
    listed = filled(says.codes, names=voice.commas(each)) if each else None
    edition = sentences(_edition(voice, monograph), listed)
    yield paragraph(f"{path}/edition", edition, "note")
    origin = getattr(says.origin, monograph.provenance.origin.replace("-", "_"))
    kind = sentences(origin, monograph.provenance.note)
    sources = [_source(voice, source) for source in monograph.sources]
    if len(sources) == 1:
        only = filled(says.source, name=sources[0])
        yield paragraph(f"{path}/source", sentences(only, kind), "note")
    else:
        yield paragraph(f"{path}/sources-lead", says.sources, "note")
        yield bullets(voice, f"{path}/sources", sources, "note")
        yield paragraph(f"{path}/provenance", kind, "note")


def _edition(voice: Voice, monograph: Monograph) -> Words:
    says, edition = voice.wording.about, monograph.edition
    number, date = voice.number(edition.number), voice.date(edition.date)
    translation = None
    if edition.translation_of:
        translation = filled(says.translation, name=fingerprint(edition.translation_of))
    first = filled(says.edition, number=number, date=date)
    printed = filled(says.printed, date=voice.date(voice.printed)) if voice.printed else None
    return sentences(first, translation, printed, _review(voice, monograph))


def _review(voice: Voice, monograph: Monograph) -> Words:
    says, review = voice.wording.about, monograph.review
    if is_draft(monograph) or not review.by or not review.on:
        return words(says.not_approved)
    return filled(says.approved, name=review.by, date=voice.date(review.on))


def _source(voice: Voice, source: SourceWork) -> Words:
    """A source with what is known of it; its title leads there if that can be read."""
    title = words(source.title)
    link, language = (str(value) if value else None for value in (source.link, source.language))
    runs = tuple(replace(run, link=link, language=language) for run in title.runs)
    title = Words(runs, title.place)
    date = voice.date(source.date) if source.date else None
    return voice.commas([part for part in (title, source.publisher, date) if part])


def fingerprint(digest: str) -> str:
    """The first twelve digits of a checksum, in groups that can be read out."""
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))
