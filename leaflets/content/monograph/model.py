"""The shape of a monograph file: all that is known of one medicine, in one language."""

from __future__ import annotations

from typing import ClassVar, Literal

from ...source.schema import FileShape, field
from ...source.yaml import Text
from .inline import Words
from .scalars import (
    Band,
    Date,
    Language,
    PictogramName,
    PlainAddress,
    PositiveInteger,
    Reviewer,
    RouteId,
    RuleCode,
    Sha256,
    Slug,
    WebAddress,
)


class Bullets(FileShape):
    """A list in which the order does not matter."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(
        ("bullets", "items", "points"), "Did you mean 'list'?"
    )

    list: tuple[Block, ...] = field("The items, each a text or a block.", least=1)


class Steps(FileShape):
    """A list of things to do one after the other; the leaflet numbers them."""

    steps: tuple[Block, ...] = field("The steps in order, each a text or a block.", least=1)


class ByRoute(FileShape):
    """Different words for different ways of being given the medicine."""

    by_route: dict[RouteId, tuple[Block, ...]] = field(
        "For each route of the identity, its blocks.", least=1
    )


class Grid(FileShape):
    """A table. The first row is the heading row; the first cell of each row heads its row."""

    table: tuple[tuple[Words, ...], ...] = field(
        "Rows of cells. Every row has as many cells as the first.", least=2
    )


DayTime = Literal["morning", "noon", "afternoon", "evening", "bedtime"]


class DayTimes(FileShape):
    """How much at which time of the day."""

    day_times: dict[DayTime, Words] = field(
        "For each time at which something is taken, how much, such as 1 tablet.", least=1
    )


class Pictured(FileShape):
    """A pictogram with its caption."""

    picture: PictogramName = field("Its name; `leaflets help monographs` shows them all.")
    caption: Words = field("What it says, in words: a picture never stands alone.")


class PictureRow(FileShape):
    """Pictograms side by side."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(
        ("image", "picture", "figure"),
        "A monograph shows only the pictograms of the program: see 'leaflets help monographs'.",
    )

    pictograms: tuple[Pictured, ...] = field("The pictograms in order.", least=1)


Block = Words | Bullets | Steps | ByRoute | Grid | DayTimes | PictureRow


class MedicineCode(FileShape):
    """The medicine in a coding system."""

    system: Text = field("The coding system, such as ATC or UNII.")
    value: Text = field("The code, exactly as that system writes it.")


class Identity(FileShape):
    """What the medicine is called, and in what form it comes."""

    name: Text = field("The name that heads the leaflet, as on the pack.")
    generic_name: Text = field("The international generic name, in this language.")
    also_called: tuple[Text, ...] = field("Other names by which people look it up.", default=())
    strengths: tuple[Text, ...] = field("Strengths, such as 400 mg.", default=())
    forms: tuple[Text, ...] = field("Forms, such as effervescent tablet.", default=())
    routes: tuple[RouteId, ...] = field("The ways in which it is given.", least=1)
    codes: tuple[MedicineCode, ...] = field("Codes in coding systems.", default=())


class Edition(FileShape):
    """One immutable version of this monograph."""

    number: PositiveInteger = field("Counts up by one with each change of the words.")
    date: Date = field("The day from which this edition is valid, year-month-day.")
    translation_of: Sha256 | None = field(
        "In a translation: the sha256 of the file that was translated.", default=None
    )


class Review(FileShape):
    """Whether somebody qualified has checked this edition. Anything but approved prints DRAFT."""

    status: Literal["draft", "approved"] = field("draft until a named person has approved it.")
    by: Reviewer | None = field(
        "Who approved it: full name, a comma, profession; such as Ana Ruiz, pharmacist.",
        default=None,
    )
    on: Date | None = field(
        "When it was approved, year-month-day: not before the date of the edition.", default=None
    )
    words: Sha256 | None = field(
        "The sha256 of the words that were approved; `leaflets review` writes it.", default=None
    )
    again_by: Date | None = field(
        "The day by which it is to be reviewed again; without it, two years after the approval.",
        default=None,
    )


class Acceptance(FileShape):
    """Something that a rule finds, and that stays as it is."""

    code: RuleCode = field("The code of the rule, such as C355 or E106.")
    words: Text | None = field(
        "The words that it finds, as they stand in the text. A notation (C…) needs them; without "
        "them, everything that the rule finds in this file is accepted.",
        default=None,
    )
    reason: Text = field("Why it stays, in a sentence; `leaflets check` lists it.")


class Provenance(FileShape):
    """How the words came about."""

    origin: Literal["generated-or-crowd-sourced", "official-label", "written-by-professionals"] = (
        field("What kind of source the facts come from.")
    )
    note: Words = field("What the reader should know about that; printed in the leaflet.")


class SourceWork(FileShape):
    """A work from which facts were taken."""

    id: Slug = field("A short name, used in `from`.")
    title: Text = field("Its title, as printed under 'Where this information comes from'.")
    publisher: Text | None = field("Who published it.", default=None)
    link: WebAddress | None = field("Where it can be read.", default=None)
    date: Date | None = field("Its date, year-month-day.", default=None)
    language: Language | None = field(
        "The language of the title where it is not that of this file; read aloud in it.",
        default=None,
    )


class Use(FileShape):
    """One thing that the medicine is used for."""

    id: Slug = field("A short name, used in the scope of side effects.")
    name: Words = field("What it treats or does, in a few plain words.")
    says: tuple[Block, ...] = field("What the reader should know about this use.", least=1)
    evidence: Literal["established", "debated", "unproven"] = field(
        "How well it is known that the medicine works for this."
    )
    caveat: Words | None = field(
        "Required unless established: what is not certain, in plain words.", default=None
    )
    how_it_works: tuple[Block, ...] = field("How the medicine works for this use.", default=())
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class SideEffect(FileShape):
    """One unwanted effect."""

    name: Words = field("Its plain name, as a patient would say it.")
    medical_name: Text | None = field("Its medical name, printed in brackets.", default=None)
    signs: tuple[Words, ...] = field("What one sees or feels.", default=())
    seriousness: Literal["life-threatening", "serious", "not-serious"] = field("How bad it can be.")
    how_fast: Literal["at-once", "same-day", "if-it-bothers-you"] = field(
        "How fast to act. at-once puts it in the emergency box, same-day in the box below."
    )
    what_to_do: Words | None = field(
        "Exactly what to do. Required unless how-fast is if-it-bothers-you.", default=None
    )
    frequency: Band | Literal["not-known"] = field(
        "How many people get it: {from: 1 in 100, to: 1 in 10}, where either end may be left out; "
        "or not-known.",
        hint="Write not-known, or numbers such as {from: 1 in 100, to: 1 in 10}. A word of the "
        "source, such as common, stands under said-to-be.",
    )
    said_to_be: Text | None = field(
        "The word that the source uses where it gives no number, such as common; printed with "
        "that remark.",
        default=None,
    )
    more: Words | None = field("Who gets it more easily, or another remark.", default=None)
    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class SectionText(FileShape):
    """What a section says, and from where."""

    says: tuple[Block, ...] = field(
        "Paragraphs, lists, steps, tables, pictograms, words by route.", least=1
    )
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class QuestionAnswer(FileShape):
    """A question that patients ask, and its answer."""

    asks: Words = field("The question, in the patient's words.")
    says: tuple[Block, ...] = field("The answer.", least=1)
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


SectionContent = SectionText | Literal["ask-pharmacist", "not-applicable"]


class Monograph(FileShape):
    """All that is known of one medicine, in one language."""

    language: Language = field("The language of this file, such as en or pt-BR.")
    identity: Identity = field("What the medicine is called, and in what form it comes.")
    additional_monitoring: Literal["yes", "no"] = field(
        "yes: authorities watch its safety more closely (the black triangle); printed where the "
        "profile has a sentence for it.",
        default="no",
    )
    edition: Edition = field("Which version this is.")
    review: Review = field("Whether somebody qualified has checked it.")
    provenance: Provenance = field("How the words came about.")
    sources: tuple[SourceWork, ...] = field("Where the facts come from.", least=1)
    most_important: tuple[Words, ...] = field(
        "Three to six short lines that everybody should read.", least=3, most=6
    )
    uses: tuple[Use, ...] = field("What the medicine is for.", least=1)
    sections: dict[Slug, SectionContent] = field(
        "The other parts of the leaflet. Every section of the agreed list is named here: with "
        "its text, or as ask-pharmacist (nothing is known: ask), or as not-applicable.",
        hint="Write its text below it, under says: and from:; or write ask-pharmacist or "
        "not-applicable behind it.",
    )
    side_effects: tuple[SideEffect, ...] = field("What can go wrong, and what to do.", least=1)
    questions: tuple[QuestionAnswer, ...] = field("What patients ask.", default=())
    current_text: PlainAddress | None = field(
        "Where the newest text of this leaflet can be read; printed with a QR code.", default=None
    )
    accepts: tuple[Acceptance, ...] = field(
        "What `leaflets check` finds and what stays all the same, each with the reason; not "
        "printed.",
        default=(),
    )
