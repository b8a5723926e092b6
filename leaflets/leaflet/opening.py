"""Everything before the first section: draft box, title, subtitles, key points, warning boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ..content.monograph.model import Monograph
from ..content.profile.model import LIST
from ..content.wording.patterns import Phrase
from .about import is_approved, is_draft, is_for_professionals
from .blocks import box_with_heading, bullets, fixed_sentences, paragraph
from .letterhead import short_name
from .model import Block, Box, Heading, Item, ItemList, Words
from .phrasebook import Phrasebook, TextOrWords, fill, join_sentences, make_strong, to_words
from .warnings import warning_boxes

__all__ = ["below_the_title", "head", "key_points", "leaflet_title", "opening", "running_title"]


def opening(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    """Build the head, then the parts that the profile names, in its order."""
    yield from head(phrases, monograph, leaflet_title(phrases, monograph))
    for part in phrases.profile.opening:
        yield from PARTS[part](phrases, monograph)


def leaflet_title(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Return the medicine's name, with the route and use for which alone the leaflet is."""
    return _in_scope(phrases, to_words(monograph.identity.name))


def running_title(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Return the title for the head of every page, in which a long name is cut."""
    return _in_scope(phrases, short_name(monograph.identity.name))


def _in_scope(phrases: Phrasebook, name: Words) -> Words:
    if phrases.scope is None:
        return name
    return fill(phrases.wording.limited.title, name=name, scope=phrases.scope)


def head(phrases: Phrasebook, monograph: Monograph, title: Words) -> Iterator[Block]:
    """Build the title of a leaflet or summary, below the draft box if it is a draft.

    Below the title stands for whom it is: for health professionals, or for one route or use.
    """
    if is_draft(monograph):
        yield _draft_box(phrases)
    yield Heading("title", 1, title)
    if is_for_professionals(monograph):
        sentence = paragraph("professionals/1", make_strong(phrases.wording.professionals.sentence))
        yield Box("professionals", "information", None, (sentence,))
    if phrases.scope is not None:
        about = fill(phrases.wording.limited.about, scope=phrases.scope)
        yield paragraph("limited", about, "about")


def below_the_title(
    phrases: Phrasebook, monograph: Monograph, about: TextOrWords
) -> Iterator[Block]:
    """Build the names, the monitoring box, `about` and the note on a newer edition."""
    yield from _subtitle(phrases, monograph)
    yield from _monitoring(phrases, monograph)
    yield paragraph("about-this-leaflet", about, "about")
    yield from _translation_notes(phrases, monograph)


def _subtitle(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    if names := _names(phrases, monograph):
        yield paragraph("generic", names, "generic")


def _about(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    if monograph.identity.routes:
        routes = phrases.routes(monograph.identity.routes)
        about = fill(phrases.wording.top.about, names=routes)
        yield paragraph("about-this-leaflet", about, "about")
    yield from _translation_notes(phrases, monograph)


def _translation_notes(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    """Say what is doubtful in a translation; in a draft the draft box says so."""
    stale = phrases.wording.about.stale if phrases.stale else None
    notes = join_sentences(stale, _unchecked_wording(phrases))
    if notes and not is_draft(monograph):
        yield Box("translation", "information", None, (paragraph("translation/1", notes),))


def _unchecked_wording(phrases: Phrasebook) -> Phrase | None:
    """Return that no translator has checked the program's own words, None if one has."""
    translation = phrases.wording.translation
    if translation is None or is_approved(translation.review):
        return None
    return translation.unchecked


def _draft_box(phrases: Phrasebook) -> Box:
    texts = phrases.wording.draft
    stale = phrases.wording.about.stale if phrases.stale else None
    unchecked = _unchecked_wording(phrases)
    sentence = join_sentences(make_strong(texts.mark), texts.sentence, unchecked, stale)
    return Box("draft", "draft", None, (paragraph("draft/1", sentence),))


def _names(phrases: Phrasebook, monograph: Monograph) -> Words:
    """Return generic name, products, strengths, forms, other names; not what the title says."""
    texts, identity = phrases.wording.top, monograph.identity
    title = _normalize(identity.name)
    synonyms = [name for name in identity.also_called if _normalize(name) != title]
    # all strengths or none: a part of them would look complete
    strengths = identity.strengths
    if all(_contains_strength(title, strength) for strength in strengths):
        strengths = ()
    generic, forms, products = identity.generic_name, identity.forms, identity.products
    return join_sentences(
        fill(texts.generic_name, name=generic) if generic else None,
        fill(texts.products, names=phrases.join_commas(products)) if products else None,
        fill(texts.strengths, names=phrases.join_commas(strengths)) if strengths else None,
        fill(texts.forms, names=phrases.join_commas(forms)) if forms else None,
        fill(texts.also_called, names=phrases.join_or(synonyms)) if synonyms else None,
    )


def _contains_strength(title: str, strength: str) -> bool:
    """Return whether a normalized title names a strength. 110 mg does not name 10 mg."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(_normalize(strength))}", title))


def _normalize(name: str) -> str:
    """Return a name without spaces and capitals, for comparison."""
    return "".join(name.split()).casefold()


def _read_first(phrases: Phrasebook, _: Monograph) -> Iterator[Block]:
    yield from fixed_sentences(phrases, "read-first")


def _monitoring(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    sentences = tuple(fixed_sentences(phrases, "monitoring"))
    if monograph.additional_monitoring == "yes" and sentences:
        yield Box("monitoring", "monitoring", None, sentences)


def _section_list(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    """Build the list of the numbered sections, like a table of contents.

    A leaflet as given has the sections of its source, which have no numbers of the profile.
    """
    if monograph.as_given:
        return
    items = tuple(
        Item(
            f"list/{id_}",
            str(phrases.section_number(id_)),
            (paragraph(f"list/{id_}/1", phrases.heading(id_)),),
        )
        for id_ in phrases.profile.numbered_sections
    )
    heading, sections = phrases.heading(LIST), ItemList("list/1", items, True)
    yield box_with_heading(phrases.wording, "list", "information", heading, (sections,))


def key_points(phrases: Phrasebook, monograph: Monograph) -> Iterator[Block]:
    """Build the box of the most important things."""
    if not monograph.key_points:
        return
    heading = to_words(phrases.wording.boxes.key_points)
    points = bullets(phrases, "key-points/1", monograph.key_points)
    yield box_with_heading(phrases.wording, "key-points", "key-points", heading, (points,))


PARTS: Final[Mapping[str, Callable[[Phrasebook, Monograph], Iterator[Block]]]] = {
    "names": _subtitle,
    "about": _about,
    "monitoring": _monitoring,
    "read-first": _read_first,
    "list": _section_list,
    "key-points": key_points,
    "warnings": warning_boxes,
}
