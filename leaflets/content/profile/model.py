"""The profile of a jurisdiction: the rules that a leaflet must keep. The shape of data/profiles.

Each rule names its source, and whether it was read there or is general knowledge. Sizes are
minima: a layout below them is refused.
"""

from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..monograph.scalars import Language, Slug
from ..monograph.sections import SectionEntry, Sections
from .scalars import Amount, FixedText, GaplessText, HeadingText

LIST: Final = "list"  # names the heading of the list of sections
Evidence = Literal["verified", "general-knowledge", "own-translation"]
FROM = "The id of the source of this rule."
EVIDENCE = (
    "verified: read in the source or in a page that quotes it; general-knowledge: not yet looked "
    "up; or own-translation: ours, of no official standing."
)


class RuleSource(FileShape):
    """A source of rules."""

    says: Text = field("What it is, and where it can be read.")


class SectionPlace(FileShape):
    """A section and its subsections."""

    id: Slug = field("The section, from data/sections.yaml.")
    parts: tuple[Slug, ...] = field("The sections below it, in order.", default=())


Opening = Literal["names", "monitoring", "about", "read-first", "list", "key-points", "warnings"]
"""A part of what stands before the first section. names: generic name, strength, form. monitoring:
that the authorities watch the medicine more closely. about: what this leaflet is. read-first:
sentences of the profile. list: the numbered sections. key-points, warnings: the boxes."""


class SectionOrder(FileShape):
    """The order of the leaflet."""

    opening: tuple[Opening, ...] = field("What stands before the first section, in order.")
    sections: tuple[SectionPlace, ...] = field("The sections, in order.", least=1)
    numbered: int = field("So many of the first sections have a number.", least=0, most=20)
    required: tuple[Slug, ...] = field(
        "Sections about which the monograph must know something.", default=()
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)

    def arrange(self, sections: Sections) -> tuple[SectionEntry, ...]:
        """Return the sections of the agreed list in this order."""
        entries = {entry.id: replace(entry, parts=()) for entry in sections.walk()}
        return tuple(
            replace(entries[place.id], parts=tuple(entries[id_] for id_ in place.parts))
            for place in self.sections
        )


class Headings(FileShape):
    """Headings in one language that replace those of the wording."""

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
    """A fixed sentence: its place, its words and the least type size in which it may be set."""

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
    """Whom to call or where to report, in one language."""

    text: GaplessText = field("As in the middle of a sentence, such as 112 or 999.")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class BandWords(FileShape):
    """Words for how many people get a side effect, each with its number, in one language."""

    very_common: GaplessText = field("At least 1 in 10.")
    common: GaplessText = field("From 1 in 100 to 1 in 10.")
    uncommon: GaplessText = field("From 1 in 1,000 to 1 in 100.")
    rare: GaplessText = field("From 1 in 10,000 to 1 in 1,000.")
    very_rare: GaplessText = field("Up to 1 in 10,000.")
    not_known: GaplessText = field("The data do not tell.")
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class FrequencyStyle(FileShape):
    """How the leaflet says how many people get a side effect. Every style has numbers."""

    style: Literal["numbers", "word-and-number"] = field("A word alone is not offered.")
    words: dict[Language, BandWords] | None = field(
        "For word-and-number: the words of each language.", default=None
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class SideEffectStyle(FileShape):
    """How side effects outside the warning boxes are presented."""

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
    """The greatest number of pages."""

    most: Amount | Literal["no-limit"] = field("So many pages, or no-limit.", least=1, most=200)
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class DisclaimerRule(FileShape):
    """What of the disclaimer stands at the foot of pages after the first."""

    later_pages: Literal["full", "short"] = field(
        "full: all of it. short: one line is enough, if the layout asks for that."
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class ReadingLevel(FileShape):
    """The aim for readability. Reaching it does not prove that people understand the words."""

    grade: int = field("School years by Flesch and Kincaid; English only.", least=1, most=20)
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class ForbiddenRule(FileShape):
    """Words that a leaflet must not contain."""

    words: tuple[GaplessText, ...] = field(
        "Each as it would be read; capitals do not count.", least=1
    )
    source: Slug = field(FROM, key="from")
    evidence: Evidence = field(EVIDENCE)


class Profile(FileShape):
    """The rules of one jurisdiction."""

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
    disclaimer: DisclaimerRule = field("What stands at the foot of pages.")
    reading_level: ReadingLevel = field("How hard the words may be.")
    forbidden: dict[Slug, ForbiddenRule] = field("Words that must not stand anywhere.")


class ProfileRef(NamedTuple):
    """A profile and its name in the library."""

    name: str
    profile: Profile
