"""Who hands the leaflet over: the letterhead of a pharmacy, and where the newest text is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from ..base.errors import Fault, PharmacyError
from ..content.monograph.model import Monograph
from ..content.monograph.scalars import Language
from ..content.pharmacy.model import LogoFile, Pharmacy
from ..content.pictures.model import Code
from ..source.yaml import Text
from .model import Block, Figure, Paragraph, Run, Section, SideBySide, Words
from .phrasebook import Phrasebook, fill, to_words
from .prose import paragraph

__all__ = ["current_text", "header", "letterhead", "with_current_text"]

ABOUT: Final = "about"


def letterhead(
    phrases: Phrasebook, pharmacy: Pharmacy | None, language: Language
) -> Iterator[SideBySide]:
    """Name, address and telephone, beside the logo if there is one.

    Raises PharmacyError where nobody has said in this language what the logo shows.
    """
    if pharmacy is None:
        return
    details = pharmacy.details
    web = [Words((Run(_shown(details.web), link=str(details.web)),))] if details.web else []
    phone = fill(phrases.wording.pharmacy.telephone, number=details.telephone)
    lines = (
        paragraph("pharmacy/name", details.name, "label"),
        paragraph("pharmacy/address", phrases.join_commas(details.address), "note"),
        paragraph("pharmacy/contact", phrases.join_commas([phone, *web]), "note"),
    )
    logo = None
    if pharmacy.logo and details.logo:
        logo = Figure("pharmacy/logo", pharmacy.logo, to_words(_says(details.logo, language)))
    yield SideBySide("pharmacy", logo, lines)


def _says(logo: LogoFile, language: Language) -> Text:
    """What the logo shows, in this language."""
    if isinstance(logo.says, Text):
        return logo.says
    if language in logo.says:
        return logo.says[language]
    says = f"What the logo shows is not said in the language '{language}'."
    place = next(iter(logo.says)).place
    raise PharmacyError([Fault("H290", place, says, f"Add a line that begins with {language}:")])


def header(phrases: Phrasebook, name: Text, pharmacy: Pharmacy | None) -> Words:
    """What stands at the head of every further page."""
    if pharmacy is None:
        return to_words(name)
    return fill(phrases.wording.pharmacy.header, name=name, pharmacy=pharmacy.details.name)


def with_current_text(
    phrases: Phrasebook, blocks: tuple[Block, ...], address: str | None
) -> tuple[Block, ...]:
    """The same blocks, and where the newest text is, beside its code, at the head of what the
    leaflet says of itself; or at the end, where it says nothing."""
    if not address:
        return blocks
    says, path = phrases.wording.current_text, "current-text"
    link = Words((Run(_shown(address), link=address),))
    figure = Figure(f"{path}/code", Code(address), to_words(says.code))
    said = Paragraph(f"{path}/1", fill(says.sentence, address=link), "note")
    about = next((b for b in blocks if isinstance(b, Section) and b.id == ABOUT), None)
    if about is None:
        return (*blocks, SideBySide(path, figure, (said,)))
    coded = replace(about, blocks=(SideBySide(path, figure, (said, *about.blocks)),))
    return tuple(coded if block is about else block for block in blocks)


def current_text(monograph: Monograph, name: str, pharmacy: Pharmacy | None) -> str | None:
    """The address of the newest text: the monograph's own, or else the pharmacy's, or none.

    name: of the monograph in the library.
    """
    if monograph.current_text:
        return str(monograph.current_text)
    if pharmacy and pharmacy.details.current_text:
        return pharmacy.details.current_text.address(name, str(monograph.language))
    return None


def _shown(address: str) -> str:
    """An address as it is typed."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
