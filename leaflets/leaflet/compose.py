"""Compose a leaflet: from a monograph to the exact words for one reader, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from ..base.errors import UsageError
from ..content.monograph.limits import Limits, limit, limits_of
from ..content.monograph.model import Monograph
from ..content.monograph.scalars import Date
from ..content.monograph.sections import Sections
from ..content.pharmacy.model import Pharmacy
from ..content.pictures.model import Drawing, LibraryPicture, LibraryPictures, RasterPicture
from ..content.profile.model import ProfileRef
from ..content.profile.wording import profile_wording
from ..content.wording import Wording, check_complete
from ..source.schema import InvalidText
from ..source.yaml import Text
from .about import fingerprint, is_draft, is_for_professionals
from .addresses import with_addresses
from .alternatives import warnings_first
from .as_given import given_sections
from .blocks import paragraph
from .letterhead import current_text, footer_line, header, letterhead, short_name, with_current_text
from .model import Block, Figure, Furniture, Leaflet, Words
from .opening import leaflet_title, opening, running_title
from .phrasebook import Phrasebook, TextOrWords, fill, to_words
from .plain import words
from .profile_rules import check_rules
from .sections import sections_of, with_written
from .summary import summaries, summary_title
from .walk import walk

__all__ = ["compose", "pictures_shown", "with_identifier"]

IDENTIFIER_DIGITS: Final = 12


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
    figures: LibraryPictures | None = None,
    summary: bool = False,
    route: str = "",
    use: str = "",
    is_framed: bool = False,
) -> Leaflet:
    """Compose the leaflet of a monograph in the wording of its language.

    sections: the agreed list. profile: the rules that the words must keep. name: of the monograph
    in the library. source_sha256: of its file. date: ISO; the day of printing; without it the
    leaflet has its edition's date. stale: the original of the translation has changed since, and
    the leaflet says so. pharmacy: for the letterhead. figures: the pictures. summary: only the most
    important facts, for one page: the summary with most of them, and those with fewer as its
    alternatives. route, use: ids of the monograph; what concerns only others is left out.
    is_framed: the wording may be in another language, which all its words are marked with.

    Raises WordingError if the wording is in another language or lacks a section or route,
    PharmacyError if the logo has no description in this language, ProfileError if the words break
    a rule, ParticularsError if nothing concerns the patient, UsageError if `date` is not a date.
    """
    wording = _checked(wording, monograph, sections, is_framed)
    printed = _read_date(date) if date else None
    monograph = limit(monograph, limits := limits_of(monograph, route, use))
    phrases = _phrasebook(monograph, wording, profile, printed, stale, limits)
    top = tuple(letterhead(phrases, pharmacy, monograph.language))
    furniture = partial(_furniture, phrases, monograph, pharmacy, profile)

    def finish(body: Iterable[Block]) -> Leaflet:
        address = current_text(monograph, name, pharmacy)
        blocks = with_current_text(phrases, (*top, *body), address)
        check_rules((*blocks, *_footer(pharmacy, monograph)), monograph, profile)
        leaflet = Leaflet(
            title=str((summary_title if summary else leaflet_title)(phrases, monograph)),
            subject=_subject(wording, monograph),
            language=str(monograph.language), monograph=name,
            edition=str(monograph.edition.number), date=str(printed or monograph.edition.date),
            status="draft" if is_draft(monograph) else "approved",
            identifier="", source=source_sha256,
            blocks=with_addresses(phrases, blocks), furniture=furniture(""),
            names=_names(monograph), profile=profile.name,
            extent="summary" if summary else "full", route=limits.route, use=limits.use,
            pictures=_pictures(blocks, figures or {}),
        )  # fmt: skip
        return with_identifier(leaflet, furniture)

    first, *others = map(finish, _bodies(phrases, monograph, sections, profile, summary))
    alternatives = others if summary else warnings_first(first)
    return replace(first, alternatives=tuple(alternatives))


def _checked(
    wording: Wording, monograph: Monograph, sections: Sections, is_framed: bool
) -> Wording:
    """Return a complete wording, whose words are marked if the monograph's language differs."""
    language = wording.language if is_framed else monograph.language
    check_complete(wording, language, [part.id for part in sections.walk()], sections.routes)
    if wording.language == monograph.language:
        return wording
    from ..content.wording.frame import frame_wording  # which few leaflets need

    return frame_wording(wording)


def _phrasebook(
    monograph: Monograph,
    wording: Wording,
    profile: ProfileRef,
    printed: Date | None,
    stale: bool,
    limits: Limits,
) -> Phrasebook:
    name, date = monograph.identity.name, monograph.edition.date
    return Phrasebook(
        wording,
        printed,
        stale=stale,
        profile=profile_wording(profile.profile, profile.name, monograph.language),
        gaps={"name": name, "date": f"{date.month:02}/{date.year}"},
        scope=_scope(Phrasebook(wording), monograph, limits) if limits else None,
    )


def _scope(phrases: Phrasebook, monograph: Monograph, limits: Limits) -> Words:
    """Name the route and the use for which alone a leaflet is."""
    names = [use.name for use in monograph.single_uses if use.id == limits.use]
    return phrases.join_commas(
        [
            *([phrases.route(limits.route)] if limits.route else ()),
            *(fill(phrases.wording.limited.use, names=name) for name in names),
        ]
    )


def with_identifier(leaflet: Leaflet, furniture: Callable[[str], Furniture]) -> Leaflet:
    """Give a leaflet its identifier: twelve digits of a checksum of language, edition and words.

    The pictures of the library that it shows are part of it.

    furniture: builds the furniture that prints the identifier.
    """
    parts = [leaflet.language, leaflet.edition, *words(leaflet, identity=False)]
    parts += pictures_shown(leaflet)
    identifier = sha256("\n".join(parts).encode()).hexdigest()[:IDENTIFIER_DIGITS]
    return replace(leaflet, identifier=identifier, furniture=furniture(fingerprint(identifier)))


def pictures_shown(leaflet: Leaflet) -> Iterator[str]:
    """Yield the name and the digest of each picture of the library, in order of the names."""
    for file, picture in sorted(leaflet.pictures.items()):
        content = picture.encoded if isinstance(picture, RasterPicture) else repr(picture).encode()
        yield f"{file} {sha256(content).hexdigest()}"


def _pictures(
    blocks: tuple[Block, ...], figures: LibraryPictures
) -> dict[str, Drawing | RasterPicture]:
    """Return the pictures that the blocks show.

    Those that are not there are left out: words can be compared without them.
    """
    shown = (block.picture for block in walk(blocks) if isinstance(block, Figure))
    files = {picture.file for picture in shown if isinstance(picture, LibraryPicture)}
    return {file: figures[file] for file in sorted(files & figures.keys())}


def _bodies(
    phrases: Phrasebook,
    monograph: Monograph,
    sections: Sections,
    profile: ProfileRef,
    summary: bool,
) -> Iterator[Iterable[Block]]:
    """Yield the blocks of every composition, in order of preference."""
    entries = with_written(profile.profile.order.arrange(sections), sections, monograph)
    if summary:
        yield from summaries(phrases, monograph, sections, entries)
    else:
        body = (
            given_sections(phrases, monograph, sections, entries)
            if monograph.as_given
            else sections_of(phrases, monograph, entries)
        )
        yield (*opening(phrases, monograph), *body)


def _footer(pharmacy: Pharmacy | None, monograph: Monograph) -> Iterator[Block]:
    """Yield the pharmacy's line of the footer as a block, to be checked."""
    if line := footer_line(pharmacy, monograph.language):
        yield paragraph("footer", line, "note")


def _names(monograph: Monograph) -> tuple[str, ...]:
    names = (*monograph.identity.names, *monograph.identity.strengths)
    return tuple(str(name) for name in names)


def _running_name(phrases: Phrasebook, monograph: Monograph) -> TextOrWords:
    """Return the medicine, and for whom a text is if not for patients, as on further pages."""
    name = running_title(phrases, monograph)
    if is_for_professionals(monograph):
        return fill(phrases.wording.professionals.every_page, name=name)
    return name


def _subject(wording: Wording, monograph: Monograph) -> str:
    text = wording.subject
    if is_for_professionals(monograph):
        text = wording.professionals.subject
    identity = monograph.identity
    return str(fill(text, name=identity.generic_name or identity.name))


def _read_date(date: str) -> Date:
    try:
        return Date.from_text(Text(date))
    except InvalidText as error:
        raise UsageError(error.says, error.hint) from None


def _furniture(
    phrases: Phrasebook,
    monograph: Monograph,
    pharmacy: Pharmacy | None,
    profile: ProfileRef,
    identifier: str,
) -> Furniture:
    """Build the words that stand on every page. identifier: as it is printed."""
    texts = phrases.wording.footer
    identity = fill(
        texts.identity,
        name=short_name(monograph.identity.name),
        edition=phrases.number(monograph.edition.number),
        date=phrases.date(monograph.edition.date),
        identifier=identifier,
    )
    return Furniture(
        header=header(phrases, _running_name(phrases, monograph), pharmacy),
        mark=to_words(phrases.wording.draft.every_page) if is_draft(monograph) else None,
        disclaimer=to_words(texts.disclaimer),
        identity=identity,
        page=str(texts.page),
        short_disclaimer=(
            to_words(texts.short_disclaimer)
            if profile.profile.disclaimer.later_pages == "short"
            else None
        ),
        pharmacy_line=footer_line(pharmacy, monograph.language),
        lead_mark=phrases.lead_mark,
        contents_heading=to_words(phrases.wording.table_of_contents.heading),
        contents_page=str(phrases.wording.table_of_contents.page),
    )
