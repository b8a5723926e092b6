"""Compose: from what is known of a medicine to the exact words for one reader, in order."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.monograph.model import Monograph
from ..content.monograph.scalars import Date
from ..content.monograph.sections import Sections
from ..content.pharmacy.model import Pharmacy
from ..content.profile.order import ProfileRef, in_order
from ..content.profile.wording import profile_wording
from ..content.wording import Wording, check_complete
from ..source.schema import InvalidText
from ..source.yaml import Text
from .about import fingerprint, is_draft
from .addresses import with_addresses
from .letterhead import current_text, header, letterhead, with_current_text
from .model import Block, Furniture, Leaflet
from .opening import opening
from .phrasebook import Phrasebook, fill, to_words
from .plain import words as words_of
from .profile_rules import check_rules
from .sections import sections_of
from .summary import summary_of, summary_title

__all__ = ["compose"]

IDENTIFIER_DIGITS = 12


def compose(
    monograph: Monograph,
    wording: Wording,
    *,
    sections: Sections,
    profile: ProfileRef,
    name: str,
    source_sha256: str,
    date: str | None = None,
    stale: bool = False,
    pharmacy: Pharmacy | None = None,
    summary: bool = False,
) -> Leaflet:
    """The leaflet of a monograph, in the program's own words of the same language.

    sections: the agreed list. profile: whose rules the words keep, and its name. name: of the
    monograph in the library. source_sha256: of its file.
    date: ISO, printed as the day of printing; without it the leaflet has its edition's date.
    stale: it is a translation of something that has changed since, and says so at the top.
    pharmacy: who hands it over. summary: only the most important facts, for one page.

    Raises WordingError where the wording is in another language or has no words for a section or
    route, PharmacyError where the logo has none, ProfileError for a rule that the words cannot
    keep, UsageError for what is no date.
    """
    ids = [part.id for part in sections.walk()]
    check_complete(wording, monograph.language, ids, sections.routes)
    printed = _day(date) if date else None
    phrases = Phrasebook(
        wording,
        printed,
        stale=stale,
        profile=profile_wording(profile.profile, profile.name, monograph.language),
        given={"name": monograph.identity.name, "date": _month(monograph.edition.date)},
    )
    said = (
        *letterhead(phrases, pharmacy, monograph.language),
        *_body(phrases, monograph, sections, profile, summary),
    )
    said = with_current_text(phrases, said, current_text(monograph, name, pharmacy))
    check_rules(said, monograph, profile)
    leaflet = Leaflet(
        title=str(summary_title(phrases, monograph) if summary else monograph.identity.name),
        subject=str(fill(wording.subject, name=monograph.identity.generic_name)),
        language=str(monograph.language),
        monograph=name,
        edition=str(monograph.edition.number),
        date=str(printed or monograph.edition.date),
        status="draft" if is_draft(monograph) else "approved",
        identifier="",
        source=source_sha256,
        blocks=with_addresses(phrases, said),
        furniture=_furniture(phrases, monograph, pharmacy, ""),
        names=_names(monograph),
        profile=profile.name,
        extent="summary" if summary else "full",
    )
    identifier = _identifier(leaflet)
    furniture = _furniture(phrases, monograph, pharmacy, fingerprint(identifier))
    return replace(leaflet, identifier=identifier, furniture=furniture)


def _body(
    phrases: Phrasebook,
    monograph: Monograph,
    sections: Sections,
    profile: ProfileRef,
    summary: bool,
) -> Iterator[Block]:
    if summary:
        yield from summary_of(phrases, monograph, sections)
    else:
        yield from opening(phrases, monograph)
        yield from sections_of(phrases, monograph, in_order(sections, profile.profile.order))


def _names(monograph: Monograph) -> tuple[str, ...]:
    identity = monograph.identity
    names = (identity.name, identity.generic_name, *identity.also_called, *identity.strengths)
    return tuple(str(name) for name in names)


def _day(date: str) -> Date:
    try:
        return Date.from_text(Text(date))
    except InvalidText as why:
        raise UsageError(why.says, why.hint) from None


def _month(day: Date) -> str:
    return f"{day.month:02}/{day.year}"


def _identifier(leaflet: Leaflet) -> str:
    """Twelve digits that stand for the words, their language and their edition."""
    said = [leaflet.language, leaflet.edition, *words_of(leaflet, identity=False)]
    return sha256("\n".join(said).encode()).hexdigest()[:IDENTIFIER_DIGITS]


def _furniture(
    phrases: Phrasebook, monograph: Monograph, pharmacy: Pharmacy | None, identifier: str
) -> Furniture:
    says = phrases.wording.footer
    identity = fill(
        says.identity,
        name=monograph.identity.name,
        edition=phrases.number(monograph.edition.number),
        date=phrases.date(monograph.edition.date),
        identifier=identifier,
    )
    return Furniture(
        header=header(phrases, monograph.identity.name, pharmacy),
        mark=to_words(phrases.wording.draft.every_page) if is_draft(monograph) else None,
        disclaimer=to_words(says.disclaimer),
        identity=identity,
        page=str(says.page),
    )
