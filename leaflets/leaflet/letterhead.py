"""The pharmacy's letterhead, and where the newest text of the leaflet can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from ..base.errors import Fault, PharmacyError
from ..content.monograph.model import Monograph
from ..content.monograph.scalars import Language
from ..content.pharmacy.model import LogoFile, Pharmacy
from ..content.pictures.model import QRCode
from ..source.yaml import Text
from .addresses import typed_address
from .blocks import paragraph
from .model import Block, Figure, Paragraph, Run, Section, SideBySide, Words
from .phrasebook import Phrasebook, TextOrWords, fill, make_strong, to_words

__all__ = [
    "LETTERHEAD", "current_text", "footer_line", "header", "letterhead", "short_name",
    "with_current_text",
]  # fmt: skip

LETTERHEAD: Final = "pharmacy"  # the path of its block
RUNNING_NAME: Final = 80  # characters, in one or two lines; the longest of our names has 30
ABOUT: Final = "about"  # the id of the section in which the code stands


def letterhead(
    phrases: Phrasebook, pharmacy: Pharmacy | None, language: Language
) -> Iterator[SideBySide]:
    """Build name, address and telephone beside the logo, if there is a pharmacy.

    Raises PharmacyError if the logo has no description in this language.
    """
    if pharmacy is None:
        return
    details = pharmacy.details
    phone = fill(phrases.wording.pharmacy.telephone, number=details.telephone)
    contacts = [phone, _link(str(details.web))] if details.web else [phone]
    lines = (
        paragraph("pharmacy/name", details.name, "label"),
        paragraph("pharmacy/address", phrases.join_commas(details.address), "note"),
        paragraph("pharmacy/contact", phrases.join_commas(contacts), "note"),
    )
    logo = None
    if pharmacy.logo and details.logo:
        description = to_words(_logo_description(details.logo, language))
        logo = Figure("pharmacy/logo", pharmacy.logo, description)
    yield SideBySide(LETTERHEAD, logo, lines)


def _logo_description(logo: LogoFile, language: Language) -> Text:
    return _in_language(logo.says, language, "The description of the logo")


def footer_line(pharmacy: Pharmacy | None, language: Language) -> Words | None:
    """Return the pharmacy's own line for the foot of every page, if it has one.

    Raises PharmacyError if the line is missing in this language.
    """
    if pharmacy is None or pharmacy.details.footer is None:
        return None
    line = _in_language(pharmacy.details.footer, language, "The line of the footer")
    return make_strong(line)  # to part it from the disclaimer


def _in_language(texts: Text | Mapping[Language, Text], language: Language, name: str) -> Text:
    """Return a text that is given once, or once for each language. name: as messages give it."""
    if isinstance(texts, Text):
        return texts
    if language in texts:
        return texts[language]
    message = f"{name} is missing in the language '{language}'."
    place = next(iter(texts)).place
    raise PharmacyError([Fault("H290", place, message, f"Add a line that begins with {language}:")])


def short_name(name: TextOrWords) -> Words:
    """Return a name for the head and the foot of every page; a long one is cut between words."""
    words = to_words(name)
    text = str(words)
    if len(text) <= RUNNING_NAME:
        return words
    beginning = text[:RUNNING_NAME].split(" ")[:-1] or [text[:RUNNING_NAME]]
    while len(beginning) > 1 and not beginning[-1][:1].isalpha():  # no number without its unit
        beginning.pop()
    return Words((Run(" ".join((*beginning, "…"))),), words.place)


def header(phrases: Phrasebook, name: TextOrWords, pharmacy: Pharmacy | None) -> Words:
    """Return the header of every page but the first."""
    if pharmacy is None:
        return to_words(name)
    return fill(phrases.wording.pharmacy.header, name=name, pharmacy=pharmacy.details.name)


def with_current_text(
    phrases: Phrasebook, blocks: tuple[Block, ...], address: str | None
) -> tuple[Block, ...]:
    """Add the address of the newest text beside its QR code.

    It heads the section "about", or ends the leaflet if there is no such section.
    """
    if not address:
        return blocks
    texts, path = phrases.wording.current_text, "current-text"
    code = Figure(f"{path}/code", QRCode(address), to_words(texts.code))
    sentence = Paragraph(f"{path}/1", fill(texts.sentence, address=_link(address)), "note")
    about = next((b for b in blocks if isinstance(b, Section) and b.id == ABOUT), None)
    if about is None:
        return (*blocks, SideBySide(path, code, (sentence,)))
    with_code = replace(about, blocks=(SideBySide(path, code, (sentence, *about.blocks)),))
    return tuple(with_code if block is about else block for block in blocks)


def _link(address: str) -> Words:
    return Words((Run(typed_address(address), link=address),))


def current_text(monograph: Monograph, name: str, pharmacy: Pharmacy | None) -> str | None:
    """Return the address of the newest text: the monograph's, or else the pharmacy's, or None.

    name: of the monograph in the library.
    """
    if monograph.current_text:
        return str(monograph.current_text)
    if pharmacy and pharmacy.details.current_text:
        return pharmacy.details.current_text.address(name, str(monograph.language))
    return None
