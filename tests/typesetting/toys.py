"""Leaflets made up for the tests: every kind of block, words full of what markup would swallow."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st
from msgspec.structs import replace

from leaflets.content.pictures.model import Drawing, QRCode, Shape
from leaflets.leaflet.model import (
    Block,
    Box,
    Figure,
    Furniture,
    Heading,
    Illustration,
    Item,
    ItemList,
    Leaflet,
    Paragraph,
    PictogramRow,
    Question,
    Row,
    Run,
    Section,
    SideBySide,
    Table,
    Words,
)

WORDS = ["a", "<ibuprofen>", "R&D", "INR", "<3", "400", "mg", "&lt;", "</para>", '"q"', "it's", ";"]
CROSS = Drawing(
    3.0, 4.0, (Shape((("m", (1.0, 0.0)), ("l", (2.0, 4.0)), ("l", (0.0, 4.0)), ("h", ()))),)
)
PICTURES = [CROSS, QRCode("https://example.org/leaflets/toy")]
LONG = "methylenedioxyphenethylamine" * 6


def text(*runs: str) -> Words:
    """Words; every second run is strong."""
    return Words(tuple(Run(run, strong=bool(n % 2)) for n, run in enumerate(runs)))


def leaflet(*blocks: Block) -> Leaflet:
    """A leaflet of these blocks."""
    furniture = Furniture(
        text("Toy"),
        text("DRAFT."),
        text("Ask your pharmacist."),
        text("Toy 1"),
        "{page} of {pages}",
    )
    title = Heading("title", 1, text("Toy"))
    return Leaflet(
        title="Toy",
        subject="Toy",
        language="en",
        monograph="toy",
        edition="1",
        date="2026-01-01",
        status="draft",
        identifier="0123456789ab",
        source="0" * 64,
        blocks=(title, *blocks),
        furniture=furniture,
    )


def paragraph(path: str, *runs: str) -> Paragraph:
    """A paragraph of body text."""
    return Paragraph(path, text(*runs))


@st.composite
def leaflets(draw: st.DrawFn, most: int = 8) -> Leaflet:
    """Any leaflet of up to `most` blocks at the top."""
    number = count()

    def path() -> str:
        return f"toy/{next(number)}"

    def words(least: int = 1, most: int = 40, long: str = LONG) -> Words:
        word = st.sampled_from([*WORDS, long])
        found = draw(st.lists(word, min_size=least, max_size=most))
        half = len(found) // 2
        return text(*(" ".join(part) + " " for part in (found[:half], found[half:]) if part))

    def body(depth: int) -> tuple[Block, ...]:
        return tuple(block(depth) for _ in range(draw(st.integers(1, 3))))

    def row(columns: int) -> Row:
        return Row(
            path(), tuple((Paragraph(path(), words(1, 5, LONG[:28])),) for _ in range(columns))
        )

    def item(depth: int) -> Item:
        first: Block = Paragraph(path(), words())
        more = body(depth) if draw(st.integers(0, 4)) == 0 else ()
        return Item(path(), draw(st.sampled_from(["•", "1.", "10."])), (first, *more))

    def block(depth: int) -> Block:
        kinds = ["paragraph", "list", "table", "box", "question", "section", "heading"]
        kinds += ["pictograms", "beside", "illustration"]
        match draw(st.sampled_from(kinds if depth < 3 else kinds[:1])):
            case "list":
                return ItemList(
                    path(), tuple(item(depth + 1) for _ in range(draw(st.integers(1, 4))))
                )
            case "table":
                columns = draw(st.integers(1, 4))
                rows = tuple(row(columns) for _ in range(draw(st.integers(1, 5))))
                return Table(path(), (row(columns),), rows)
            case "box":
                kind = draw(st.sampled_from(["draft", "key-points", "emergency", "urgent"]))
                heading = Heading(path(), 2, words(1, 4))
                return Box(path(), kind, heading, body(depth + 1), text("Toy (continued)"))
            case "question":
                return Question(path(), Heading(path(), 2, words(1, 8)), body(3))
            case "section":
                return Section(
                    path(), "toy", None, Heading(path(), 2, words(1, 4)), body(depth + 1)
                )
            case "heading":
                return Heading(path(), 2, words(1, 4))
            case "pictograms":
                captions = [words(1, 9) for _ in range(draw(st.integers(1, 5)))]
                figures = (Figure(path(), CROSS, says, printed=True) for says in captions)
                return PictogramRow(path(), tuple(figures))
            case "illustration":
                caption = draw(st.sampled_from([Paragraph(path(), words(1, 9), "note"), None]))
                return Illustration(path(), Figure(path(), CROSS, words(1, 4)), caption)
            case "beside":
                figure = Figure(path(), draw(st.sampled_from(PICTURES)), words(1, 4))
                return SideBySide(path(), draw(st.sampled_from([figure, None])), body(depth + 1))
        roles = ["body", "note", "label", "action", "about"]
        return Paragraph(path(), words(), draw(st.sampled_from(roles)))

    return leaflet(*(block(0) for _ in range(draw(st.integers(1, most)))))


def chapters(
    number: int, *, parts: int = 0, paragraphs: int = 1, more: tuple[Block, ...] = ()
) -> Leaflet:
    """A leaflet of chapters, each with paragraphs of its own and in its parts; then more blocks."""

    def section(path: str, level: int, title: str, *inside: Block) -> Section:
        words = " ".join(WORDS * 4)
        body = (paragraph(f"{path}/{n}", f"{title}. {words}") for n in range(paragraphs))
        return Section(path, "toy", None, Heading(f"{path}/heading", level, text(title)),
                       (*body, *inside))  # fmt: skip

    blocks = []
    for n in range(1, number + 1):
        inside = (section(f"chapter/{n}/{m}", 3, f"Part {n}.{m}") for m in range(1, parts + 1))
        blocks.append(section(f"chapter/{n}", 2, f"Chapter {n}", *inside))
    made = leaflet(paragraph("opening", "Read this."), *blocks, *more)
    furniture = replace(made.furniture, contents_heading=text("In this leaflet"),
                        contents_page="page {page}", lead_mark=":")  # fmt: skip
    return replace(made, furniture=furniture)
