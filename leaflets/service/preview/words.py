"""The words of the preview for writers, in one language."""

from __future__ import annotations

from ...content.library import Library
from ...content.wording.patterns import NamePhrase, NumberPhrase, PageNumberPhrase, Phrase
from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..pages import read_words

__all__ = ["PreviewWords", "load_words"]


class ChoiceWords(FileShape):
    """What can be chosen."""

    heading: Phrase = field("Heading.")
    language: Phrase = field("The language of the leaflet.")
    layout: Phrase = field("The layout.")
    profile: Phrase = field("The country whose rules it keeps.")
    summary: Phrase = field("Only the most important facts.")
    overview: Phrase = field("The first page in every layout and language.")
    show: Phrase = field("The button that shows what was chosen.")


class FindingWords(FileShape):
    """What the check finds."""

    heading: Phrase = field("Heading.")
    none: Phrase = field("Nothing was found.")
    error: Phrase = field("Leads an error.")
    warning: Phrase = field("Leads a warning.")
    note: Phrase = field("Leads a note.")
    accepted: NumberPhrase = field("How many findings the file accepts.")
    english_only: Phrase = field("That messages are in English.")


class PagesWords(FileShape):
    """The pictures of the pages."""

    heading: Phrase = field("Heading.")
    page: PageNumberPhrase = field("Names a picture.")
    all: NumberPhrase = field("Shows all pages.")
    pdf: Phrase = field("Leads to the PDF.")
    phone: Phrase = field("Leads to the page for the phone.")
    impossible: Phrase = field("Stands in place of the pages while the file has faults.")
    draft: Phrase = field("That nobody has checked the words yet.")


class StatusWords(FileShape):
    """What the page says about itself."""

    watching: Phrase = field("That it renews itself.")
    renewed: Phrase = field("That it did.")
    lost: Phrase = field("That the program has ended.")


class PreviewWords(FileShape):
    """Every word of the preview, in one language."""

    language: Text = field("The language of this file, such as en.")
    name: Phrase = field("What the language is called in itself.")
    title: NamePhrase = field("The title of the page.")
    page_language: Phrase = field("Names the choice of the page's language.")
    choices: ChoiceWords = field("What can be chosen.")
    findings: FindingWords = field("What the check finds.")
    pages: PagesWords = field("The pictures of the pages.")
    source: Phrase = field("Heading of the lines of the file.")
    status: StatusWords = field("What the page says about itself.")


def load_words(library: Library, language: str) -> PreviewWords:
    """Read the words of the preview. Raises WordingError, NotFoundError."""
    return read_words(PreviewWords, library.preview(language))
