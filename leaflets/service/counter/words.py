"""The words of the page at the counter, in one language."""

from __future__ import annotations

from ...content.library import Library
from ...content.wording.patterns import NamePhrase, NumberPhrase, PageNumberPhrase, Phrase
from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..pages import read_words

__all__ = ["CounterWords", "load_words"]


class CodePhrase(Phrase):
    """Says something of a {code} of a rule."""

    gaps = ("code",)


class WhenByPhrase(Phrase):
    """A moment, {when}, and who acted, {by}."""

    gaps = ("when", "by")


class PageWords(FileShape):
    """The head of the page."""

    title: Phrase = field("The title of the page.")
    language: Phrase = field("Names the choice of the page's language.")
    draft: Phrase = field("One word: the text is a draft.")
    draft_sentence: Phrase = field("What that means.")
    english_only: Phrase = field("That messages are in English.")


class MedicineWords(FileShape):
    """How a medicine is found."""

    heading: Phrase = field("Heading.")
    label: Phrase = field("What to type or scan.")
    hint: Phrase = field("How that works.")
    find: Phrase = field("The button that finds it.")
    found_one: Phrase = field("One medicine was found.")
    found: NumberPhrase = field("Several were found.")
    more: Phrase = field("More were found than are shown.")
    none: Phrase = field("None was found.")
    choose: Phrase = field("Asks which one.")
    edition: NumberPhrase = field("The number of an edition.")
    lot: NumberPhrase = field("The lot number that was scanned.")
    code: NumberPhrase = field("The code that was scanned.")


class ChoiceWords(FileShape):
    """What can be chosen of a leaflet."""

    heading: Phrase = field("Heading.")
    language: Phrase = field("The language of the leaflet.")
    size: Phrase = field("The layout.")
    profile: Phrase = field("The country whose rules it keeps.")
    route: Phrase = field("The way of using it.")
    every_route: Phrase = field("All of them.")
    use: Phrase = field("What it is used for.")
    every_use: Phrase = field("All of them.")
    summary: Phrase = field("Only the most important facts.")
    layouts: dict[Text, Phrase] = field("Layouts; others are called as their files say.", least=1)
    profiles: dict[Text, Phrase] = field("Profiles; others are called as their files say.", least=1)


class PatientWords(FileShape):
    """The particulars of the patient."""

    heading: Phrase = field("Heading.")
    private: Phrase = field("What is done with what is typed here.")
    directions: Phrase = field("How this patient is to use it.")
    directions_hint: Phrase = field("An example.")
    patient: Phrase = field("The name.")
    product: Phrase = field("The product that is handed out.")
    more: Phrase = field("Heading of the fields that are rarely needed.")
    born: Phrase = field("Birthday.")
    born_hint: Phrase = field("How to write it.")
    day_times: Phrase = field("How much at four times of the day.")
    day_times_hint: Phrase = field("How to write it.")
    quantity: Phrase = field("How much is handed out.")
    dispensed: Phrase = field("The day of that.")
    dispensed_hint: Phrase = field("How to write it.")
    pharmacist: Phrase = field("Who hands it out.")
    reference: Phrase = field("The number of the prescription.")


class FindingWords(FileShape):
    """What is dangerous in what was typed."""

    refused: Phrase = field("Leads what is refused.")
    careful: Phrase = field("Leads what is doubtful.")
    sound: Phrase = field("Nothing was found.")
    keep: Phrase = field("Opens the field for the reason to set a rule aside.")
    reason: CodePhrase = field("Asks why a rule is set aside.")
    impossible: Phrase = field("Leads why no leaflet can be made.")


class PagesWords(FileShape):
    """The pictures of the pages."""

    heading: Phrase = field("Heading.")
    empty: Phrase = field("Stands there before a medicine is chosen.")
    page: PageNumberPhrase = field("Names a picture.")
    all: NumberPhrase = field("The button that shows all pages.")
    text: Phrase = field("Leads the same words as text.")
    ready: Phrase = field("They are there.")


class ActionWords(FileShape):
    """What can be done with the leaflet."""

    heading: Phrase = field("Heading.")
    show: Phrase = field("Shows the pages.")
    print: Phrase = field("Prints the PDF.")
    save: Phrase = field("Saves it.")
    phone: Phrase = field("Gives it as a page for the phone.")
    printed: Phrase = field("The PDF was opened for printing.")
    changed: Phrase = field("It was changed since.")
    clear: Phrase = field("Clears the form.")
    cleared: Phrase = field("The form was cleared.")
    failed: Phrase = field("The server did not answer.")


class RecordWords(FileShape):
    """The record of what was handed over."""

    heading: Phrase = field("Heading.")
    dispense: Phrase = field("The identifier of the dispense record.")
    by: Phrase = field("Who hands it over.")
    paper: Phrase = field("Handed over on paper.")
    electronic: Phrase = field("Handed over electronically.")
    declined: Phrase = field("The patient did not want it.")
    earlier: Phrase = field("Heading of what was handed over before.")
    none: Phrase = field("There is nothing of that.")
    again: Phrase = field("Prints the very same bytes again.")
    entry: WhenByPhrase = field("When, and by whom.")
    done: NamePhrase = field("It was recorded.")
    next: Phrase = field("The button that clears the form for the next patient.")
    already: NamePhrase = field("It had been recorded before.")
    refused: Phrase = field("It was not recorded.")
    show_first: Phrase = field("Nothing was shown yet.")
    not_the_same: Phrase = field("What would be recorded is not what was shown.")
    replace: Phrase = field("It replaces an earlier one.")


class IdleWords(FileShape):
    """The warning before a form that is left alone clears itself."""

    heading: Phrase = field("Asks whether anybody is there.")
    sentence: Phrase = field("What will happen, when and why.")
    keep: Phrase = field("The button that keeps the form.")


class CounterWords(FileShape):
    """Every word of the page at the counter, in one language."""

    language: Text = field("The language of this file, such as en.")
    name: Phrase = field("What the language is called in itself.")
    page: PageWords = field("The head of the page.")
    medicine: MedicineWords = field("How a medicine is found.")
    choices: ChoiceWords = field("What can be chosen of a leaflet.")
    patient: PatientWords = field("The particulars of the patient.")
    findings: FindingWords = field("What is dangerous in what was typed.")
    pages: PagesWords = field("The pictures of the pages.")
    actions: ActionWords = field("What can be done with the leaflet.")
    record: RecordWords = field("The record of what was handed over.")
    idle: IdleWords = field("The warning before a form clears itself.")


def load_words(library: Library, language: str) -> CounterWords:
    """Read the words of the page. Raises WordingError, NotFoundError."""
    return read_words(CounterWords, library.counter(language))
