"""The shape of a monograph file: all that is known of one medicine, in one language.

Its prose is in `prose`, its side effects are in `side_effects`.
"""

from typing import Final, Literal

from ...source.schema import FileShape, field
from ...source.yaml import Text
from .inline import Words
from .prose import Block, CuratedPlace, GivenText, SectionContent, SectionText, Silence, SummaryText
from .scalars import (
    Date,
    Language,
    PlainAddress,
    PositiveInteger,
    Reviewer,
    RouteId,
    RuleCode,
    Sha256,
    Slug,
    WebAddress,
)
from .side_effects import EffectGroup, SideEffect

PARTS_HINT: Final = (
    'Write a list below it, each entry after "- "; or prose, under says: and from:; or write '
    "ask-pharmacist, not-applicable or not-stated behind it."
)


class MedicineCode(FileShape):
    """The medicine in a coding system."""

    system: Text = field("The coding system, such as ATC or UNII.")
    value: Text = field("The code, exactly as that system writes it.")


class Identity(FileShape):
    """What the medicine is called, and in what form it comes."""

    name: Text = field("The name that heads the leaflet, as on the pack.")
    generic_name: Text | None = field(
        "The international generic name, in this language; left out: the source does not say.",
        default=None,
    )
    also_called: tuple[Text, ...] = field("Other names by which people look it up.", default=())
    products: tuple[Text, ...] = field(
        "The products for which this one leaflet is, where they are several, each by its name.",
        default=(),
    )
    strengths: tuple[Text, ...] = field("Strengths, such as 400 mg.", default=())
    forms: tuple[Text, ...] = field("Forms, such as effervescent tablet.", default=())
    routes: tuple[RouteId, ...] = field(
        "The ways in which it is given; left out: the source does not say.", default=()
    )
    codes: tuple[MedicineCode, ...] = field("Codes in coding systems.", default=())

    @property
    def names(self) -> tuple[Text, ...]:
        """Every name by which the medicine can be looked up."""
        generic = (self.generic_name,) if self.generic_name else ()
        return (self.name, *generic, *self.also_called, *self.products)


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
    note: Words | tuple[Words, ...] | None = field(
        "What the reader should know about that, in one paragraph or in a list of them; printed in "
        "the leaflet. Left out: the source says nothing about it.",
        default=None,
    )

    @property
    def notes(self) -> tuple[Words, ...]:
        """The paragraphs of the note."""
        if self.note is None:
            return ()
        return self.note if isinstance(self.note, tuple) else (self.note,)


class SourceWork(FileShape):
    """A work from which facts were taken."""

    id: Slug = field("A short name, used in `from`.")
    title: Text = field("Its title, as printed under 'Where this information comes from'.")
    publisher: Text | None = field("Who published it.", default=None)
    link: WebAddress | None = field("Where it can be read.", default=None)
    date: Date | None = field("Its date, year-month-day.", default=None)
    identifier: Text | None = field(
        "What its publisher calls it, such as the set id of a label.", default=None
    )
    version: Text | None = field("Its version, as its publisher writes it.", default=None)
    licence: Text | None = field("Under which terms it may be used.", default=None)
    sha256: Sha256 | None = field("The sha256 of the file that was imported.", default=None)
    language: Language | None = field(
        "The language of the title where it is not that of this file; read aloud in it.",
        default=None,
    )


class Use(FileShape):
    """One thing that the medicine is used for."""

    id: Slug = field("A short name, used in the scope of side effects.")
    name: Words = field("What it treats or does, in a few plain words.")
    says: tuple[Block, ...] = field("What the reader should know about this use.", least=1)
    evidence: Literal["established", "debated", "unproven"] | None = field(
        "How well it is known that the medicine works for this; left out: the source does not say.",
        default=None,
    )
    caveat: Words | None = field(
        "What is not certain, in plain words; required where it is debated or unproven.",
        default=None,
    )
    how_it_works: tuple[Block, ...] = field("How the medicine works for this use.", default=())
    routes: tuple[RouteId, ...] = field(
        "Only by these routes; empty: by all. A leaflet for another route leaves it out.",
        default=(),
    )
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class KeyPoint(FileShape):
    """One of the most important things that concerns only some routes or uses."""

    says: Words = field("The line.")
    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())


class QuestionAnswer(FileShape):
    """A question that patients ask, and its answer."""

    asks: Words = field("The question, in the patient's words.")
    says: tuple[Block, ...] = field(
        "The answer; left out: the source has none, and the leaflet says whom to ask.", default=()
    )
    about: tuple[Slug, ...] = field(
        "The sections of the agreed list whose matter it answers, such as storage: the leaflet "
        "does not say then that it has no facts about them.",
        default=(),
    )
    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


EffectPart = SideEffect | EffectGroup | SectionText


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
    most_important: tuple[Words | KeyPoint, ...] = field(
        "Three to six short lines that everybody should read, each a text, or says: with the "
        "routes or uses that it concerns; left out: there is no such box.",
        least=3,
        most=6,
        default=(),
    )
    as_given: GivenText | None = field(
        "The whole leaflet as a source gives it. The other parts below may then be left out; those "
        "that are written stand where as-given says curated:.",
        default=None,
    )
    uses: tuple[Use, ...] | SectionText | Silence = field(
        "What the medicine is for: a list, or prose under says:; or why it is not here.",
        least=1,
        default="ask-pharmacist",
        hint=PARTS_HINT,
    )
    sections: dict[Slug, SectionContent] = field(
        "The other parts of the leaflet. Every section of the agreed list is named here: with "
        "its text, or as ask-pharmacist (nothing is known: ask), as not-applicable, or as "
        "not-stated (the source does not speak of it).",
        hint="Write its text below it, under says: and from:; or write ask-pharmacist, "
        "not-applicable or not-stated behind it.",
        default={},
    )
    side_effects: tuple[EffectPart, ...] | SectionText | Silence = field(
        "What can go wrong, and what to do: a list of effects, groups and prose under says:, or "
        "prose alone; or why it is not here.",
        least=1,
        default="ask-pharmacist",
        hint=PARTS_HINT,
    )
    questions: tuple[QuestionAnswer, ...] = field("What patients ask.", default=())
    summary: dict[Slug, SummaryText] = field(
        "What the summary says of how-to-take, warnings or what-it-is-for, where their own words "
        "are too long for one page. Left out: it says the same as they do.",
        default={},
    )
    current_text: PlainAddress | None = field(
        "Where the newest text of this leaflet can be read; printed with a QR code.", default=None
    )
    accepts: tuple[Acceptance, ...] = field(
        "What `leaflets check` finds and what stays all the same, each with the reason; not "
        "printed.",
        default=(),
    )

    @property
    def key_points(self) -> tuple[Words, ...]:
        """The lines of the most important things."""
        points = self.most_important
        return tuple(point.says if isinstance(point, KeyPoint) else point for point in points)

    @property
    def curated_ids(self) -> tuple[str, ...]:
        """The sections that have their places among those of a leaflet as given."""
        blocks = self.as_given.says if self.as_given else ()
        return tuple(str(block.curated) for block in blocks if isinstance(block, CuratedPlace))

    @property
    def single_uses(self) -> tuple[Use, ...]:
        """The uses of a list; none if they are prose."""
        return self.uses if isinstance(self.uses, tuple) else ()

    @property
    def single_effects(self) -> tuple[SideEffect, ...]:
        """The side effects of a list, without those in prose."""
        parts = self.side_effects if isinstance(self.side_effects, tuple) else ()
        return tuple(part for part in parts if isinstance(part, SideEffect))
