"""The words of summaries, leaflets for some patients, packs, and tables of contents."""

from ...source.schema import FileShape, field
from .patterns import (
    IdentifierDatePhrase,
    NamePhrase,
    NameScopePhrase,
    NamesPhrase,
    PagePhrase,
    PairPhrase,
    Phrase,
    ScopePhrase,
    TopicsPhrase,
)

__all__ = ["LimitedWords", "PatientPackWords", "SummaryWords", "TableOfContentsWords"]


class SummaryWords(FileShape):
    """What a summary of one page says of itself."""

    title: NamePhrase = field("Heads it: the medicine's name, and that this is a summary.")
    about: Phrase = field("What it is, and that much is left out.")
    full: TopicsPhrase = field("What only the full leaflet says, and where that is.")
    more: TopicsPhrase = field("In that list: the rest of what is said of something.")
    uses: Phrase = field("In that list: the rest of what is said of the uses.")
    side_effects: Phrase = field("In that list: the side effects outside the warning boxes.")
    questions: Phrase = field("In that list: the questions of patients, with their answers.")
    rest: Phrase = field("Instead of a list: all that is not about the greatest dangers.")


class LimitedWords(FileShape):
    """What a leaflet says that is made for one way of using the medicine, or for one use."""

    title: NameScopePhrase = field("Heads it: the medicine's name, and for whom it is.")
    about: ScopePhrase = field(
        "For whom it is, that what concerns only others is left out, and what they do. {scope} "
        "follows a form of the verb to use, such as by mouth."
    )
    use: NamesPhrase = field("In the scope: what it is used for.")


class PatientPackWords(FileShape):
    """The cover of a pack: the leaflets on all medicines of one patient in one file."""

    title: Phrase = field("Heads it.")
    subject: Phrase = field("What the file is about, for catalogues and search.")
    about: Phrase = field("That each medicine has its leaflet, to be read before it is used.")
    draft: Phrase = field("That the leaflets with the draft mark were not approved.")
    medicine: Phrase = field("Heads the column of medicines, beside the times of the day.")
    ask_heading: Phrase = field("Heads what to ask the pharmacist.")
    ask_both: PairPhrase = field("The leaflet on {left} names {right}: ask about using both.")
    ask_twice: NamePhrase = field("There are two leaflets on one medicine: ask if that is right.")
    contents_heading: Phrase = field("Heads the list of the leaflets.")
    identity: IdentifierDatePhrase = field("What identifies this pack, at the foot of its cover.")


class TableOfContentsWords(FileShape):
    """The table of contents of a long leaflet, and that of a pack."""

    heading: Phrase = field("Heads that of a leaflet.")
    page: PagePhrase = field("On which page something begins, such as page 3.")
