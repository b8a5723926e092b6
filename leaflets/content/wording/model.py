"""The shape of a wording file: every phrase that the program itself says, in one language."""

from typing import Literal

from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..monograph.model import Review
from .documents import LimitedWords, PatientPackWords, SummaryWords, TableOfContentsWords
from .patterns import (
    AddressPhrase,
    DatePhrase,
    DayMonthYearPhrase,
    HeadingPhrase,
    LeafletIdentityPhrase,
    NameDatePhrase,
    NamePharmacyPhrase,
    NamePhrase,
    NameScopePhrase,
    NamesPhrase,
    NameTextPhrase,
    NumberDatePhrase,
    NumberPhrase,
    PageNumberPhrase,
    PairPhrase,
    Phrase,
    SystemValuePhrase,
    TextAddressPhrase,
    TopicsPhrase,
)  # fmt: skip
from .side_effects import FrequencyWords, SideEffectWords


class TranslationWords(FileShape):
    """How a wording came about that was translated from the English one."""

    by: Literal["computer", "person"] = field("Who put the words into this language.")
    review: Review = field("Whether a translator has checked these words.")
    unchecked: Phrase = field("What leaflets say at their top until one has approved them.")


class DraftWords(FileShape):
    """What a leaflet says that nobody qualified has approved."""

    mark: Phrase = field("One striking word, such as DRAFT.")
    sentence: Phrase = field("What that means and what to do, in the box at the top.")
    every_page: Phrase = field("The mark and a short sentence, at the head of every further page.")


class ProfessionalWords(FileShape):
    """What a text says that its source wrote for health professionals."""

    sentence: Phrase = field("For whom it is, and what a patient should do, below the title.")
    every_page: NamePhrase = field("The medicine and for whom the text is, on each further page.")
    subject: NamePhrase = field("What it is, in the properties of the PDF.")


class TopWords(FileShape):
    """The lines below the medicine's name."""

    generic_name: NamePhrase = field("Introduces the generic name.")
    also_called: NamesPhrase = field("Introduces other names.")
    products: NamesPhrase = field("Introduces the products, where one leaflet is for several.")
    strengths: NamesPhrase = field("Introduces the strengths.")
    forms: NamesPhrase = field("Introduces the forms.")
    about: NamesPhrase = field("What this leaflet is, and the ways of giving the medicine.")


class BoxWords(FileShape):
    """The words of boxes."""

    key_points: Phrase = field("Heading of the most important things.")
    emergency: Phrase = field("Heading of the box for help at once; begins with the word Warning.")
    urgent: Phrase = field("Heading of the box for the same day; begins with the word Warning.")
    tell: NamePhrase = field("Last line of the emergency box: what to tell those who help.")
    scope: NameScopePhrase = field("An unwanted effect, and for whom it holds: {name} and {scope}.")
    goes_on: Phrase = field("At the foot of a box that goes on, on another page or column.")
    continued: HeadingPhrase = field("A box's heading on the page where it goes on.")


class ParticularLabels(FileShape):
    """What leads each particular of a patient or a dispensing."""

    patient: Phrase = field("For whom the medicine is.")
    born: Phrase = field("Birthday, or the year of birth alone.")
    product: Phrase = field("The product that was handed out, with its strength.")
    directions: Phrase = field("How the patient is to use it.")
    route: Phrase = field("The way in which it is given, such as by mouth.")
    quantity: Phrase = field("How much was handed out.")
    dispensed: Phrase = field("The day on which it was handed out.")
    pharmacist: Phrase = field("Who handed it out.")
    pharmacy: Phrase = field("Where.")
    reference: Phrase = field("The number of the prescription, or of the record of dispensing.")


class DispensingWords(FileShape):
    """The box that the pharmacy adds for one patient."""

    heading: Phrase = field("Its heading.")
    notice: Phrase = field("That the pharmacy added it, and that it is not the monograph's text.")
    fields: ParticularLabels = field("What leads each particular.")


class SectionWords(FileShape):
    """What the program says of one section."""

    heading: Phrase = field("Its heading.")
    topic: Phrase = field("What it is about, to stand in the middle of a sentence.")
    ask: Phrase | None = field(
        "What stands there if nothing is known; left out: it is named among others.", default=None
    )


class UnknownWords(FileShape):
    """What is said of sections with nothing to say."""

    ask_heading: Phrase = field("Heading of what is not known, among other sections.")
    not_applicable_heading: Phrase = field("Heading of what does not apply, among other sections.")
    ask: TopicsPhrase = field("Nothing is known of these topics: whom to ask.")
    not_applicable: TopicsPhrase = field("These topics have nothing to do with this medicine.")
    elsewhere: NamePhrase = field("The heading under which a question answers it: read there.")
    no_answer: Phrase = field("Stands below a question to which the source has no answer.")


class EvidenceWords(FileShape):
    """What leads the remark on a use that is not established."""

    debated: Phrase = field("Experts do not agree.")
    unproven: Phrase = field("It has not been shown.")


class DayTimeWords(FileShape):
    """A grid of how much to take at which time of the day."""

    when: Phrase = field("Heads the column of times.")
    how_much: Phrase = field("Heads the column of how much.")
    morning: Phrase = field("About 6 to 8 o'clock.")
    noon: Phrase = field("About 11 to 13 o'clock.")
    afternoon: Phrase = field("About 14 to 16 o'clock.")
    evening: Phrase = field("About 17 to 19 o'clock.")
    bedtime: Phrase = field("Before going to sleep.")
    nothing: Phrase = field("Stands for the amount where a patient takes nothing at a time.")


class PackWords(FileShape):
    """What is said of what is in the pack."""

    substance: NamePhrase = field("Introduces the active substance.")


class ListWords(FileShape):
    """How words are listed."""

    comma: PairPhrase = field("Joins all but the last.")
    both: PairPhrase = field("Joins the last two, where all hold: and.")
    either: PairPhrase = field("Joins the last two, where one holds: or.")
    lead: NameTextPhrase = field("A short name, and the text that it leads.")
    row: NamesPhrase = field("A row of names as a sentence.")
    address: TextAddressPhrase = field("A link's text and its address, for readers of paper.")
    bullet: Phrase = field("The label of an item.")
    number: NumberPhrase = field("The label of a step.")


class OriginWords(FileShape):
    """Where the facts come from, by the monograph's provenance."""

    generated_or_crowd_sourced: Phrase = field("Written by a machine or by the public.")
    official_label: Phrase = field("From the official label.")
    written_by_professionals: Phrase = field("Written by professionals.")


class AboutWords(FileShape):
    """What the leaflet says of itself."""

    edition: NumberDatePhrase = field("Number and date of the edition.")
    printed: DatePhrase = field("The date of printing, where that was asked for.")
    not_approved: Phrase = field("That nobody qualified has approved it.")
    approved: NameDatePhrase = field("Who approved it, and when.")
    source: NamePhrase = field("Introduces the only source.")
    sources: Phrase = field("Introduces the list of sources.")
    origin: OriginWords = field("What kind of source the facts come from.")
    codes: NamesPhrase = field("Introduces codes.")
    code: SystemValuePhrase = field("A code and its system.")
    translation: NamePhrase = field(
        "Of which edition this is a translation; the name is a fingerprint."
    )
    stale: Phrase = field("That what it was translated from is no longer there as it was.")


class PharmacyWords(FileShape):
    """What stands around the name and address of a pharmacy."""

    telephone: NumberPhrase = field("Its telephone {number}.")
    header: NamePharmacyPhrase = field("Medicine and pharmacy, at the head of every further page.")


class CurrentTextWords(FileShape):
    """Where the newest text can be read."""

    sentence: AddressPhrase = field(
        "That it may be newer than the paper, and where it is; no full stop behind the address."
    )
    code: Phrase = field("What the QR code beside it is, for those who do not see it.")


class FooterWords(FileShape):
    """What stands at the foot of every page."""

    disclaimer: Phrase = field("General information, not a full list, ask; in an emergency, call.")
    short_disclaimer: Phrase = field("The least of that, in one line, for pages after the first.")
    identity: LeafletIdentityPhrase = field("What identifies this leaflet.")
    page: PageNumberPhrase = field("Number of the page.")


class Wording(FileShape):
    """Every word that the program itself says, in one language."""

    language: Text = field("The language of this file, such as en or pt-BR.")
    name: Phrase = field("What the language is called in itself, such as English or español.")
    english_name: Text | None = field("What it is called in English.", default=None)
    subject: NamePhrase = field("What the file is about, for catalogues and search.")
    translation: TranslationWords | None = field(
        "How this file came about; left out where its words were written in this language.",
        default=None,
    )
    draft: DraftWords = field("What a leaflet says that nobody qualified has approved.")
    professionals: ProfessionalWords = field("What a text for health professionals says of itself.")
    top: TopWords = field("The lines below the medicine's name.")
    boxes: BoxWords = field("The words of boxes.")
    dispensing: DispensingWords = field("The box that the pharmacy adds for one patient.")
    sections: dict[Text, SectionWords] = field("For each section of data/sections.yaml.")
    routes: dict[Text, Phrase] = field(
        "For each route of data/sections.yaml, its words as in the middle of a sentence."
    )
    day_times: DayTimeWords = field("How much at which time of the day.")
    summary: SummaryWords = field("What a summary of one page says of itself.")
    limited: LimitedWords = field("What a leaflet for one route or use says of itself.")
    pack: PackWords = field("What is said of what is in the pack.")
    patient_pack: PatientPackWords = field("The cover of the leaflets for one patient.")
    table_of_contents: TableOfContentsWords = field("The contents of a long leaflet or a pack.")
    unknown: UnknownWords = field("What is said of sections with nothing to say.")
    evidence: EvidenceWords = field("What leads the remark on a use that is not established.")
    frequency: FrequencyWords = field("How many people get something.")
    side_effects: SideEffectWords = field("What the program says of unwanted effects.")
    lists: ListWords = field("How words are listed.")
    about: AboutWords = field("What the leaflet says of itself.")
    pharmacy: PharmacyWords = field("What stands around the name and address of a pharmacy.")
    current_text: CurrentTextWords = field("Where the newest text can be read.")
    months: tuple[Phrase, ...] = field("The months, as in a date.", least=12, most=12)
    date: DayMonthYearPhrase = field("A date in words.")
    thousands: PairPhrase = field("How a long number is grouped.")
    footer: FooterWords = field("What stands at the foot of every page.")
