"""The cover of a pack: the medicines of one patient, when to use each, and where its leaflet is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from ..base.languages import script_name
from ..content.monograph.model import Monograph
from ..content.monograph.scalars import Language
from ..content.particulars import DAY_TIMES, Particulars, amounts_by_time
from ..content.wording import Wording
from .about import fingerprint
from .blocks import box_with_heading, bullets, paragraph
from .contents import table_of_contents
from .letterhead import footer_line, header, letterhead
from .model import (
    Block,
    Box,
    ContentsEntry,
    Furniture,
    Heading,
    Leaflet,
    Paragraph,
    Run,
    Section,
    Words,
)
from .pack_paths import path_in_pack
from .particulars_wording import ParticularsWording
from .phrasebook import Phrasebook, fill, join_sentences, make_strong, to_words
from .plain import words
from .prose import day_time_names, table

if TYPE_CHECKING:
    from ..content.pharmacy.model import Pharmacy

__all__ = ["PACK", "PackedMedicine", "compose_cover"]

PACK: Final = "pack"  # the extent of a cover
IDENTIFIER_DIGITS: Final = 12
SHARED_FIELDS: Final = ("patient", "born", "dispensed", "pharmacist", "pharmacy")
# as Unicode names letters: of scripts without spaces, and of those with particles before words
SPACELESS: Final = ("CJK", "HIRAGANA", "KATAKANA", "THAI")
WITH_PARTICLES: Final = ("ARABIC", "HEBREW")
SHORTEST_NAME: Final = 3  # letters; shorter names would be found in ordinary words
# signs that can be typed in several ways, and those that are not seen
LOOK_ALIKES: Final = {
    **{ord(hyphen): "-" for hyphen in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"},
    **{
        ord(quote): "'" for quote in "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    },
    **dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}")),
}


class PackedMedicine(Struct, frozen=True):
    """One medicine of a pack: its monograph, its leaflet, and what was dispensed, if known."""

    monograph: Monograph
    leaflet: Leaflet
    particulars: Particulars | None = None

    def title(self, language: str) -> Words:
        """Return the title of the leaflet, for a cover in a language."""
        own = self.leaflet.language
        return Words((Run(self.leaflet.title, language=own if own != language else None),))

    def label(self, language: str) -> Words:
        """Return the product as it was dispensed, or else the title."""
        product = self.value("product")
        return to_words(product) if product else self.title(language)

    def value(self, field: str) -> str:
        """Return one of the particulars, or an empty text."""
        return str(self.particulars.values.get(field, "")) if self.particulars else ""


def compose_cover(
    medicines: Sequence[PackedMedicine],
    wording: Wording,
    *,
    pharmacy: Pharmacy | None = None,
) -> Leaflet:
    """Compose the cover of a pack, as a leaflet of its own.

    medicines: at least one, in the order of their leaflets. Its table of contents has no pages yet.
    Its identifier stands for the words of all leaflets, not for the patient's. Raises PharmacyError
    if the logo has no description in this language.
    """
    phrases, texts = Phrasebook(wording), wording.patient_pack
    leaflets = [medicine.leaflet for medicine in medicines]
    is_draft = any(leaflet.status == "draft" for leaflet in leaflets)
    identifiers = "\n".join((wording.language, *(leaflet.identifier for leaflet in leaflets)))
    identifier = sha256(identifiers.encode()).hexdigest()[:IDENTIFIER_DIGITS]
    date = max(leaflet.date for leaflet in leaflets)
    return Leaflet(
        title=str(texts.title),
        subject=str(texts.subject),
        language=str(wording.language),
        monograph=", ".join(leaflet.monograph for leaflet in leaflets),
        edition=", ".join(leaflet.edition for leaflet in leaflets),
        date=date,
        status="draft" if is_draft else "approved",
        identifier=identifier,
        source=sha256("".join(leaflet.source for leaflet in leaflets).encode()).hexdigest(),
        blocks=tuple(_blocks(phrases, medicines, pharmacy, is_draft=is_draft)),
        furniture=Furniture(
            header=header(phrases, texts.title, pharmacy),
            mark=to_words(wording.draft.every_page) if is_draft else None,
            disclaimer=to_words(wording.footer.disclaimer),
            identity=fill(
                texts.identity,
                identifier=fingerprint(identifier),
                date=ParticularsWording.of(wording).value("dispensed", date),
            ),
            page=str(wording.footer.page),
            short_disclaimer=(
                to_words(wording.footer.short_disclaimer)
                if leaflets[0].furniture.short_disclaimer
                else None
            ),
            pharmacy_line=footer_line(pharmacy, Language(wording.language)),
            lead_mark=phrases.lead_mark,
        ),
        names=tuple(name for leaflet in leaflets for name in leaflet.names),
        profile=leaflets[0].profile,
        extent=PACK,
    )


def _blocks(
    phrases: Phrasebook,
    medicines: Sequence[PackedMedicine],
    pharmacy: Pharmacy | None,
    *,
    is_draft: bool,
) -> Iterator[Block]:
    texts = phrases.wording.patient_pack
    yield from letterhead(phrases, pharmacy, Language(phrases.wording.language))
    if is_draft:
        sentence = join_sentences(make_strong(phrases.wording.draft.mark), texts.draft)
        yield Box("draft", "draft", None, (paragraph("draft/1", sentence),))
    yield Heading("title", 1, to_words(texts.title))
    yield paragraph("about-this-leaflet", texts.about, "about")
    if personal := tuple(_personal(phrases, medicines)):
        heading = to_words(phrases.wording.dispensing.heading)
        yield box_with_heading(phrases.wording, "dispensing", "dispensing", heading, personal)
    if questions := list(_questions(phrases, medicines)):
        heading, points = to_words(texts.ask_heading), bullets(phrases, "ask/1", questions)
        yield box_with_heading(phrases.wording, "ask", "information", heading, (points,))
    yield _contents(phrases, medicines)


def _personal(phrases: Phrasebook, medicines: Sequence[PackedMedicine]) -> Iterator[Block]:
    """Say for whom the pack is and how each medicine is used, as far as the pharmacy told it."""
    labels = ParticularsWording.of(phrases.wording)
    for field in SHARED_FIELDS:
        values = {medicine.value(field) for medicine in medicines} - {""}
        if len(values) == 1:
            words_of_field = labels.field_words(field, values.pop())
            yield paragraph(f"dispensing/{field}", words_of_field, "particular")
    if rows := list(_day_times(phrases, medicines)):
        yield table("dispensing/day-times", rows)
    for number, medicine in enumerate(medicines, 1):
        if directions := medicine.value("directions"):
            words_of_medicine = phrases.lead(medicine.label(phrases.wording.language), directions)
            yield Paragraph(f"dispensing/{number}", words_of_medicine, "directions")


def _day_times(
    phrases: Phrasebook, medicines: Sequence[PackedMedicine]
) -> Iterator[tuple[Words, ...]]:
    """Yield a head row, then how much of each medicine to use at which time of the day.

    A row for each medicine whose amounts are known by time; a column for each of their times.
    """
    amounts_of = {number: amounts_by_time(m.value(DAY_TIMES)) for number, m in enumerate(medicines)}
    used = {time for day in amounts_of.values() for time, amount in day.items() if amount != "0"}
    if not used:
        return
    names = {time: name for time, name in day_time_names(phrases.wording).items() if time in used}
    nothing = phrases.wording.day_times.nothing
    yield to_words(phrases.wording.patient_pack.medicine), *names.values()
    for number, amounts in amounts_of.items():
        if amounts:
            cells = (amounts.get(time, "0") for time in names)
            words_of_cells = (to_words(nothing if cell == "0" else cell) for cell in cells)
            yield medicines[number].label(phrases.wording.language), *words_of_cells


def _questions(phrases: Phrasebook, medicines: Sequence[PackedMedicine]) -> Iterator[Words]:
    """Name the medicines that stand in each other's leaflets, and those that are here twice."""
    texts, language = phrases.wording.patient_pack, phrases.wording.language
    by_monograph = {medicine.leaflet.monograph: medicine for medicine in medicines}
    for pair in combinations(by_monograph.values(), 2):
        for left, right in (pair, pair[::-1]):
            if mentions(left.leaflet, right.monograph):
                yield fill(texts.ask_both, left=left.title(language), right=right.title(language))
                break
    monographs = [medicine.leaflet.monograph for medicine in medicines]
    for name, medicine in by_monograph.items():
        if monographs.count(name) > 1:
            yield fill(texts.ask_twice, name=medicine.title(language))


def mentions(leaflet: Leaflet, monograph: Monograph) -> bool:
    """Return whether the words of a leaflet name the medicine of a monograph.

    Case, accents, the plural, and the form of hyphens and apostrophes do not matter.
    """
    text = _searchable(" ".join(words(leaflet, identity=False)))
    return any(
        re.search(_name_pattern(_searchable(name)), text)
        for name in set(monograph.identity.names)
        if len(name) >= SHORTEST_NAME
    )


def _name_pattern(name: str) -> str:
    """Return the pattern of a name as a whole word, where a script shows what that is.

    Chinese, Japanese and Thai put no spaces around words; Korean puts particles behind them, Arabic
    and Hebrew put articles and particles before them.
    """
    first, last = script_name(name[0]), script_name(name[-1])
    before = "" if first in (*SPACELESS, *WITH_PARTICLES) else r"(?<!\w)"
    after = "" if last in (*SPACELESS, "HANGUL") else r"(?:e?s)?(?!\w)"
    return f"{before}{re.escape(name)}{after}"


def _searchable(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LOOK_ALIKES))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _contents(phrases: Phrasebook, medicines: Sequence[PackedMedicine]) -> Section:
    """List the leaflets, each with a link to its title."""
    language, texts = phrases.wording.language, phrases.wording
    entries = [
        ContentsEntry(f"leaflets/{n}", 2, medicine.title(language), path_in_pack(n, "title"))
        for n, medicine in enumerate(medicines, 1)
    ]
    heading = to_words(texts.patient_pack.contents_heading)
    return table_of_contents(heading, entries, str(texts.table_of_contents.page))
