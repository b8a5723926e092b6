"""The shapes of prose in a monograph: the blocks of a text, and the text of a section."""

from typing import ClassVar, Literal, Self

from ...source.schema import FileShape, field
from ...source.yaml import Text
from ..pictures.files import PictureFile
from .inline import Words
from .scalars import PictogramName, PositiveInteger, RouteId, Slug


class CellWords(Words, frozen=True):
    """The words of a cell of a table; an empty text in quotes is an empty cell."""

    takes_empty: ClassVar[bool] = True

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read inline text. Raises InvalidText."""
        runs = Words.from_text(text).runs if text.strip() else ()
        return cls(runs, text.place)


class Bullets(FileShape):
    """A list in which the order does not matter."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(
        ("bullets", "items", "points"), "Did you mean 'list'?"
    )

    list: "tuple[Block | ListItem, ...]" = field(
        "The items, each a text, a block, or several blocks under item:.", least=1
    )


class Steps(FileShape):
    """A list of things to do one after the other; the leaflet numbers them."""

    steps: "tuple[Block | ListItem, ...]" = field(
        "The steps in order, each a text, a block, or several blocks under item:.", least=1
    )
    first: PositiveInteger | Literal["goes-on"] | None = field(
        "The number of the first step, if it is not 1; goes-on: the steps before it go on.",
        default=None,
    )


class ListItem(FileShape):
    """One item of a list that holds several blocks."""

    item: "tuple[Block, ...]" = field("What stands under one bullet or number.", least=1)


class Lines(FileShape):
    """Lines that end where they end in the source, such as those of an address."""

    lines: tuple[Words, ...] = field("The lines in order.", least=1)


class Note(FileShape):
    """A passage in a frame, without alarm."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(
        ("box", "frame", "boxed"), "Did you mean 'note'?"
    )

    note: "tuple[Block, ...]" = field("What stands in the frame.", least=1)


class Meaning(FileShape):
    """A term and what it means."""

    term: Words = field("The term.")
    means: "Words | tuple[Block, ...]" = field(
        "What it means: a text, or a list of blocks.", least=1
    )

    @property
    def blocks(self) -> "tuple[Block, ...]":
        """The blocks that say what it means."""
        return self.means if isinstance(self.means, tuple) else (self.means,)


class Terms(FileShape):
    """Terms with their meanings."""

    terms: tuple[Meaning, ...] = field("The terms in order.", least=1)


class ByRoute(FileShape):
    """Different words for different ways of being given the medicine."""

    by_route: "dict[RouteId, tuple[Block, ...]]" = field(
        "For each route of the identity, its blocks.", least=1
    )


class LimitedPassage(FileShape):
    """A passage that concerns only some routes or uses.

    The whole leaflet has it like any other words; a leaflet for another route or use has not.
    """

    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())
    says: "tuple[Block, ...]" = field("The passage.", least=1)


class Cell(FileShape):
    """A cell of a table that holds several blocks."""

    cell: "tuple[Words | Bullets | Steps | Lines | Illustration, ...]" = field(
        "What stands in the cell.", least=1
    )


class GroupRow(FileShape):
    """A row of one cell, which heads the rows below it."""

    group: Words = field("What the rows below have in common.")


class Grid(FileShape):
    """A table. The first cell of each row heads its row."""

    table: "tuple[GridRow, ...]" = field(
        "Rows of cells, as many in each; the first heads the columns. An empty cell is written "
        '"", a row that heads those below it group:.',
        least=1,
    )
    heading_rows: PositiveInteger | Literal["none"] = field(
        "How many rows head the columns, such as 2; none: the first row is a row like any other.",
        default=PositiveInteger(1),
    )
    notes: "tuple[Block, ...]" = field("Notes on the table, printed below it.", default=())


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

    pictograms: tuple[Pictured, ...] = field("The pictograms in order.", least=1)


class Illustration(FileShape):
    """A picture of the folder in which the monograph is, as wide as its column at most."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(
        ("image", "picture"), "Did you mean 'figure'?"
    )

    figure: PictureFile = field("A PNG, JPEG or SVG file beside this one, such as pen.png.")
    shows: Words = field("What it shows, in full sentences, for those who do not see it.")
    caption: Words | None = field("The words that are printed below it.", default=None)


class WarningPassage(FileShape):
    """A passage that somebody has marked as a warning: it stands in a box, in its place."""

    warning: Literal["at-once", "same-day"] = field(
        "How fast to act. It chooses the heading of the box; the words stay as they are."
    )
    says: "tuple[Block, ...]" = field("The passage.", least=1)


class ProposedWarning(FileShape):
    """A passage that an import takes for a warning. It is printed without a box until somebody
    accepts the proposal: `warning:` in place of `proposed-warning:`."""

    proposed_warning: Literal["at-once", "same-day"] = field(
        "How fast to act, as the import reads it; not printed."
    )
    says: "tuple[Block, ...]" = field("The passage.", least=1)


Block = (
    Words
    | Bullets
    | Steps
    | Lines
    | Note
    | Terms
    | ByRoute
    | LimitedPassage
    | Grid
    | DayTimes
    | PictureRow
    | Illustration
    | WarningPassage
    | ProposedWarning
)


class Subsection(FileShape):
    """A heading in a section, and what stands below it. It stays with the words that follow."""

    heading: Words = field("The heading, as the leaflet prints it.")
    section: Slug | None = field(
        "The section of the agreed list whose matter stands here, such as storage.", default=None
    )
    proposed_section: Slug | None = field(
        "The section that an import takes it for; without effect until somebody writes section: in "
        "its place.",
        default=None,
    )
    says: "tuple[SectionBlock, ...]" = field("What stands below the heading.", default=())


SectionBlock = Block | Subsection
CellContent = CellWords | Bullets | Steps | Lines | Illustration | Cell
GridRow = tuple[CellContent, ...] | GroupRow


class CuratedPlace(FileShape):
    """Where a curated section stands among sections as given."""

    curated: Slug = field("The section, such as side-effects; its words stand in its own part.")


class SectionText(FileShape):
    """What a section says, and from where."""

    heading: Words | None = field(
        "The source's own heading, where the section is as given; left out: the program's.",
        default=None,
    )
    says: tuple[SectionBlock, ...] = field(
        "Paragraphs, lists, steps, tables, pictograms, words by route, headings.", least=1
    )
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class SummaryText(FileShape):
    """What a summary says in place of a section: fewer words about the same facts."""

    says: tuple[Block, ...] = field("The words of the summary.", least=1)
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class GivenText(FileShape):
    """A text as a source gives it: its headings, order, blocks and words, never touched."""

    says: tuple[SectionBlock | CuratedPlace, ...] = field(
        "Sections with their headings, and what stands before the first.", least=1
    )
    sources: tuple[Slug, ...] = field("The ids of the sources of this text.", key="from", least=1)
    written_for: Literal["patients", "professionals"] = field(
        "professionals: the source wrote it for them, and the leaflet says so on every page.",
        default="patients",
    )


Silence = Literal["ask-pharmacist", "not-applicable", "not-stated"]
"""Why a section has no words. ask-pharmacist: nothing is known, and the leaflet says so.
not-applicable: it makes no sense for this medicine, and the leaflet says so. not-stated: the source
does not speak of it, and the leaflet says nothing, if the profile does not require the section."""

SectionContent = SectionText | Silence
