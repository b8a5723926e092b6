"""A profile: what one jurisdiction asks of a leaflet. The shape of data/profiles.

Each rule names where it is from, and whether that was read there or is general knowledge. Nothing
here is drawn: sizes are least sizes, which a layout keeps or is refused.
"""

from __future__ import annotations

from typing import Literal

from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..monograph.scalars import Language, Slug
from .scalars import Amount, FixedText, GaplessText, HeadingText

Evidence = Literal["verified", "general-knowledge"]
FROM = "The id of the source of this rule."
EVIDENCE = "verified: read in the source or in a page that quotes it; or general-knowledge."


class RuleSource(FileShape):
    """Where rules are from."""

    says: Text = field("What it is, and where it can be read.")


class SectionPlace(FileShape):
    """A section of the leaflet, and those below it."""

    id: Slug = field("The section, from data/sections.yaml.")
    parts: tuple[Slug, ...] = field("The sections below it, in order.", default=())


Opening = Literal["names", "monitoring", "about", "read-first", "list", "key-points", "warnings"]
"""What can stand before the first section. names: generic name, strength, form. monitoring: that
the medicine is watched more closely, if so. about: what this leaflet is. read-first: sentences of
the profile. list: the numbered sections. key-points, warnings: the boxes."""


class SectionOrder(FileShape):
    """What stands where."""

    opening: tuple[Opening, ...] = field("What stands before the first section, in order.")
    sections: tuple[SectionPlace, ...] = field("The sections, in order.", least=1)
    numbered: int = field("So many of the first sections have a number.", least=0, most=20)
    required: tuple[Slug, ...] = field(
        "Sections about which the monograph must know something.", default=()
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class Headings(FileShape):
    """The headings of one language that are not those of the wording."""

    words: dict[Slug, HeadingText] = field("For a section, or for list: its heading.")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class Sentence(FileShape):
    """A fixed sentence in one language."""

    text: FixedText = field("Its words; {name}, {date} and contacts are put in.")
    items: tuple[FixedText, ...] = field("What it leads, as a list.", default=())
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class Statement(FileShape):
    """A fixed sentence: word for word, in its place, and no smaller than it may be."""

    place: Slug = field(
        "Where it stands: read-first, monitoring, emergency, urgent, or the id of a section."
    )
    at: Literal["first", "last", "instead"] = field(
        "In a section: first, last, or instead of the program's own sentence.", default="first"
    )
    least_size_pt: Amount | None = field(
        "The least type size in points that a law sets for it.", default=None
    )
    words: dict[Language, Sentence] = field("Its words in each language.", least=1)


class Contact(FileShape):
    """Whom to call, or where to report, in one language."""

    text: GaplessText = field("As in the middle of a sentence, such as 112 or 999.")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class FrequencyWords(FileShape):
    """How many people, as a word with its number; one language."""

    very_common: GaplessText = field("At least 1 in 10.")
    common: GaplessText = field("From 1 in 100 to 1 in 10.")
    uncommon: GaplessText = field("From 1 in 1,000 to 1 in 100.")
    rare: GaplessText = field("From 1 in 10,000 to 1 in 1,000.")
    very_rare: GaplessText = field("Up to 1 in 10,000.")
    not_known: GaplessText = field("The data do not tell.")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class FrequencyStyle(FileShape):
    """How it is said how many people get something: with numbers, whatever the style."""

    style: Literal["numbers", "word-and-number"] = field("A word alone is not offered.")
    words: dict[Language, FrequencyWords] | None = field(
        "For word-and-number: the words of each language.", default=None
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class SideEffectStyle(FileShape):
    """How side effects that are not in the boxes are told."""

    told_as: Literal["lists", "table"] = field("lists, or a table of all.", key="as")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class TypeMinima(FileShape):
    """The smallest type in which any word of the leaflet may be set."""

    size_pt: Amount = field("Type size in points.", least=1, most=72)
    x_height_mm: Amount = field("Height of a small x in millimetres.", least=0, most=20)
    leading_mm: Amount = field("From one base line to the next, in millimetres.", least=0, most=50)
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class PageLimit(FileShape):
    """How long the leaflet may be."""

    most: Amount | Literal["no-limit"] = field("So many pages, or no-limit.", least=1, most=200)
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class ReadingLevel(FileShape):
    """How hard the words may be: an aim, never a proof that they are understood."""

    grade: int = field("School years by Flesch and Kincaid; English only.", least=1, most=20)
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class ForbiddenRule(FileShape):
    """Words that must not stand anywhere."""

    words: tuple[GaplessText, ...] = field(
        "Each as it would be read; capitals do not count.", least=1
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class Profile(FileShape):
    """What one jurisdiction asks of a leaflet."""

    says: Text = field("What this profile is for, one sentence.")
    sources: dict[Slug, RuleSource] = field("Where the rules are from.")
    order: SectionOrder = field("What stands where.")
    headings: dict[Language, Headings] = field("Headings, for each language.")
    statements: dict[Slug, Statement] = field("FixedText sentences, by name.")
    contacts: dict[
        Literal["emergency", "advice", "poison", "reporting"], dict[Language, Contact]
    ] = field("Whom to call, and where to report.")
    frequency: FrequencyStyle = field("How it is said how many people get something.")
    side_effects: SideEffectStyle = field("How side effects are told.")
    least_type: TypeMinima = field("The smallest type.")
    pages: PageLimit = field("How long it may be.")
    reading_level: ReadingLevel = field("How hard the words may be.")
    forbidden: dict[Slug, ForbiddenRule] = field("Words that must not stand anywhere.")
