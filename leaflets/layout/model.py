"""A layout: how a leaflet should look, by content roles. Lengths are in points."""

from typing import ClassVar, Final, Literal, Self

from msgspec.structs import replace

from ..source.schema import FileShape, field
from ..source.yaml import Text
from .scalars import Colour, ColourName, FamilyName, Length, Share

StyleRole = Literal[
    "title", "generic", "about",
    "heading-2", "heading-3", "heading-4", "box-heading",
    "body", "action", "label", "note", "item",
    "particular", "directions",
    "question", "table-head", "table-cell",
    "header", "mark", "footer",
]  # fmt: skip

BoxRole = Literal[
    "draft", "dispensing", "monitoring", "key-points", "emergency", "urgent", "information"
]  # fmt: skip

HeadRole = Literal[BoxRole, "letterhead", "title", "generic", "about"]

LETTERHEAD: Final = (
    "A layout sets no words. A pharmacy's name, address, logo and footer stand in a file of their "
    "own: see 'leaflets help pharmacy'."
)
WORDS: Final = ("header", "footer", "text", "logo", "letterhead", "address", "telephone")


class Margins(FileShape):
    """White space around the text; the footer stands above the bottom margin."""

    top: Length = field("From the page's top to the text.", least=0, most=200)
    bottom: Length = field("From the page's foot to the footer's last line.", least=0, most=200)
    left: Length = field("Left margin.", least=0, most=200)
    right: Length = field("Right margin.", least=0, most=200)


class Page(FileShape):
    """The sheet."""

    width: Length = field("Width of the page.", least=140, most=2400)
    height: Length | Literal["content"] = field(
        "Height of the page; content: one page, as long as its words, on a roll.",
        least=140, most=2400,
    )  # fmt: skip
    margins: Margins = field("White space around the text.")
    columns: int = field("Columns of text.", least=1, most=3)
    gap: Length = field("Between two columns.", least=0, most=72)
    span: tuple[HeadRole, ...] = field(
        "What stands over all columns at the head of the first page, as far as it comes first.",
        default=(),
    )


class Fonts(FileShape):
    """Families, from data/fonts.yaml."""

    text: FamilyName = field("The family in which everything is set.")
    fallback: tuple[FamilyName, ...] = field(
        "Families that lend a character that the first one lacks, in order."
    )


class Style(FileShape):
    """How words of one role look."""

    size: Length = field("Type size.", least=6, most=96)
    leading: Length = field(
        "From one base line to the next; at least 1.15 of the size.", least=7, most=140
    )
    weight: Literal["regular", "bold"] = field("Weight of the type.")
    colour: ColourName = field("A name from `colours`.")
    before: Length = field("White space above.", least=0, most=96)
    after: Length = field("White space below.", least=0, most=96)
    keep_with_next: Literal["yes", "no"] = field(
        "yes: never the last thing on a page while more follows."
    )


class BoxStyle(FileShape):
    """How a kind of box looks. Kinds must differ without colour: by border, bar and icon."""

    border: Length = field("Thickness of the border.", least=0, most=6)
    colour: ColourName = field("Of the border, the bar and the heading.")
    tint: ColourName = field("Of the background.")
    bar: Length = field("Width of the solid bar at the left; 0 pt: none.", least=0, most=48)
    icon: Literal["triangle", "inverted-triangle", "none"] = field(
        "Drawn in the bar; the inverted triangle stands instead of it, in its colour."
    )
    padding: Length = field("Between border and words.", least=2, most=36)
    before: Length = field("White space above.", least=0, most=96)
    after: Length = field("White space below.", least=0, most=96)


class Reserve(FileShape):
    """The box that the pharmacy adds for one patient."""

    spare: int = field(
        "Lines kept free in it beyond one for each particular, for long names and directions: "
        "what needs no more changes nothing else on the page.",
        least=0, most=40,
    )  # fmt: skip


class Lists(FileShape):
    """How lists look."""

    indent: Length = field("From the label's left edge to the words.", least=6, most=60)
    between: Length = field("White space between items.", least=0, most=48)
    columns: int = field(
        "Short items that fit side by side may stand in so many columns.", least=1, most=3
    )


class Tables(FileShape):
    """How tables look."""

    rule: Length = field("Thickness of the rules between rows.", least=0, most=4)
    colour: ColourName = field("Colour of the rules.")
    tint: ColourName = field("Background of the heading row.")
    padding: Length = field("Around the words of a cell.", least=1, most=24)


class Figures(FileShape):
    """How large pictures are."""

    pictogram: Length = field("Width and height of a pictogram.", least=20, most=144)
    logo: Length = field(
        "Height of the pharmacy's logo; less where it would fill more than two fifths of a column.",
        least=20, most=200,
    )  # fmt: skip
    code: Length = field(
        "Width and height of a QR code with the white space around it; more where it has so many "
        "squares that they would be smaller than 0.4 mm.",
        least=34, most=200,
    )  # fmt: skip
    gap: Length = field("White space between a picture and its words.", least=2, most=48)


class HeaderFooter(FileShape):
    """Header and footer, and the rules that part them from the text."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(WORDS, LETTERHEAD)

    rule: Length = field("Thickness of the hairline.", least=0, most=4)
    colour: ColourName = field("Colour of the hairline.")
    space: Length = field(
        "White space between the hairline and the words on either side.", least=0, most=48
    )
    edge: Length | Literal["none"] = field(
        "From the page's edge to header and footer, where they stand in the margins; none: they "
        "stand between the margins and the text.",
        least=14, most=200, default="none",
    )  # fmt: skip
    disclaimer: Literal["full", "short"] = field(
        "On pages after the first. short: in one line, if the profile allows that."
    )


class Breaking(FileShape):
    """How pages may be broken."""

    tighten: Share = field(
        "How far white space between blocks may shrink, as a share of the layout's, "
        "when that saves a page; 1 is never.",
        least=0.5, most=1,
    )  # fmt: skip
    type: Share = field(
        "How far type may shrink for the same reason, as a share of the layout's; 1 is never.",
        least=0.85, most=1,
    )  # fmt: skip
    last_page: Share = field(
        "A last page filled less than this is worth tighter space and smaller type.",
        least=0,
        most=0.6,
    )
    lines: int = field(
        "Fewest lines of a paragraph on either side of a page break.", least=1, most=4
    )


class LongLeaflet(FileShape):
    """How a long leaflet differs: it has a table of contents and running titles."""

    pages: int = field("A leaflet of so many pages, and more, is long.", least=2, most=200)
    entries: int = field(
        "The contents list the parts of sections, too, if they have no more lines than this.",
        least=2, most=200,
    )  # fmt: skip
    run_in: tuple[StyleRole, ...] = field("In place of the layout's `run-in`.")
    styles: dict[StyleRole, Style] = field("Roles that look otherwise than in short leaflets.")


class Fit(FileShape):
    """Type that grows and shrinks with the words: the largest at which the leaflet fits is taken.

    Sizes, distances of lines and white space keep their proportions; no role falls below what can
    be read, or below what the caller of `typeset` asks for.
    """

    pages: int | Literal["fewest"] = field(
        "The most pages, blank ones counted; fewest: as few as the smallest type needs.",
        least=1, most=48,
    )  # fmt: skip
    least: Length = field("The smallest size of body text that may be taken.", least=6, most=96)
    most: Length = field("The largest.", least=6, most=96)
    multiple: int = field(
        "Pages are counted in multiples of this: 2 for sheets with two sides, 4 for those to fold.",
        least=1, most=4, default=1,
    )  # fmt: skip
    blank: Literal["yes", "no"] = field(
        "yes: blank pages fill up what is missing to the next multiple.", default="no"
    )


class Accepted(FileShape):
    """Something that is below what can be read well, done all the same."""

    code: Literal["L263", "L264", "L265"] = field(
        "The code of the finding: small type, low letters or weak contrast."
    )
    reason: Text = field("Why, in a sentence.")


class Layout(FileShape):
    """How a leaflet should look."""

    __elsewhere__: ClassVar[dict[str, str]] = dict.fromkeys(WORDS, LETTERHEAD)

    says: Text = field("What this layout is for, one sentence; shown by `leaflets list`.")
    page: Page = field("The sheet.")
    fonts: Fonts = field("Families of type.")
    colours: dict[ColourName, Colour] = field("Named colours, as #RRGGBB.")
    styles: dict[StyleRole, Style] = field("How words of each role look; every role is named.")
    run_in: tuple[StyleRole, ...] = field(
        "Roles whose words stand in the same line as the paragraph after them, in its size.",
        default=(),
    )
    boxes: dict[BoxRole, BoxStyle] = field("How each kind of box looks; every kind is named.")
    dispensing: Reserve = field("The box that the pharmacy adds for one patient.")
    lists: Lists = field("How lists look.")
    tables: Tables = field("How tables look.")
    figures: Figures = field("How large pictures are.")
    furniture: HeaderFooter = field("Header and footer.")
    breaking: Breaking = field("How pages may be broken.")
    long: LongLeaflet = field("How a long leaflet differs.")
    bilingual: Literal["side-by-side", "in-turn"] = field(
        "Where each block of a leaflet in two languages stands in the second one. side-by-side: "
        "beside the first, where both have room for words; in-turn: below it.",
        default="in-turn",
    )
    hyphenate: Literal["yes", "no"] = field(
        "yes: long words of running text may be divided at the end of a line; never names.",
        default="no",
    )
    fit: Fit | Literal["none"] = field(
        "How many pages the leaflet may have, and in what type; none: as many as it takes.",
        default="none",
    )
    accepts: tuple[Accepted, ...] = field(
        "Findings about legibility that this layout accepts, each with the reason.", default=()
    )

    def for_two_languages(self) -> Self:
        """Return the layout for a leaflet in two languages, which has twice the words.

        No heading runs in: the same heading of the other language stands between it and its text.
        It may have twice the pages before it is too long, or long.
        """
        fit, long = self.fit, replace(self.long, run_in=(), pages=2 * self.long.pages)
        if isinstance(fit, Fit) and isinstance(fit.pages, int):
            fit = replace(fit, pages=2 * fit.pages)
        return replace(self, run_in=(), long=long, fit=fit)

    def for_long_leaflet(self) -> Self:
        """Return the layout with the styles of long leaflets."""
        return replace(self, styles={**self.styles, **self.long.styles}, run_in=self.long.run_in)
