"""Leaflets harder than any that we ship, made up of every kind of block."""

from __future__ import annotations

import leaflets
from leaflets import TypesetError
from leaflets.content.pictures.model import Pictogram, QRCode
from leaflets.leaflet.model import (
    Block,
    Box,
    BoxKind,
    Figure,
    Furniture,
    Heading,
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

SENTENCE = (
    "Take it with water, unless your pharmacist (or doctor) says otherwise; 5 mg ≤ x < 10 mg. "
)
LINK = Run("our site", link="https://example.org/?a=1&b=(2)")


def words(*runs: str | Run) -> Words:
    """Words from plain strings and runs."""
    return Words(tuple(Run(run) if isinstance(run, str) else run for run in runs))


def heading(path: str, level: int, text: str) -> Heading:
    """A heading."""
    return Heading(f"{path}/heading", level, words(text))


def paragraph(path: str, times: int = 1) -> Paragraph:
    """A paragraph with strong words, a link and a foreign span."""
    strong, latin = Run("Never double a dose. ", strong=True), Run(" ad usum", language="la")
    return Paragraph(path, words(SENTENCE * times, strong, "See ", LINK, latin, "."))


def deep(path: str, levels: int) -> ItemList:
    """Lists in lists, the innermost with paragraphs."""
    inner: tuple[Block, ...] = (paragraph(f"{path}/a"),)
    if levels > 1:
        inner = (*inner, deep(f"{path}/in", levels - 1))
    items = (
        Item(f"{path}/1", "1.", inner),
        Item(f"{path}/2", "2.", (paragraph(f"{path}/b"),)),
    )
    return ItemList(path, items, ordered=True)


def table(path: str, rows: int) -> Table:
    """A long table of three columns, some of whose cells hold lists or nothing."""

    def cells(at: str) -> tuple[tuple[Block, ...], ...]:
        listed = ItemList(
            f"{at}/l",
            tuple(
                Item(f"{at}/l/{n}", "•", (Paragraph(f"{at}/l/{n}/p", words("item")),)) for n in "ab"
            ),
        )
        first, second = Paragraph(f"{at}/1", words("1 in 100")), paragraph(f"{at}/2")
        return ((first,), (second,), (listed,))

    head = Row(
        f"{path}/head", tuple((Paragraph(f"{path}/head/{n}", words(f"Column {n}")),) for n in "123")
    )
    return Table(
        path, (head,), tuple(Row(f"{path}/{n}", cells(f"{path}/{n}")) for n in range(rows))
    )


def box(path: str, kind: BoxKind, times: int) -> Box:
    """A box that goes on over the page, if long enough."""
    blocks = tuple(paragraph(f"{path}/{n}", 3) for n in range(times))
    return Box(
        path, kind, heading(path, 3, f"Warning: {kind}"), blocks, words("Warning, continued")
    )


def section(number: int, *blocks: Block) -> Section:
    """A section."""
    path = f"s{number}"
    return Section(path, path, None, heading(path, 2, f"Section {number}"), blocks)


def leaflet(*blocks: Block, draft: bool = True) -> Leaflet:
    """A leaflet of these blocks."""
    return Leaflet(
        title="Stress",
        subject="A leaflet harder than any",
        language="en",
        monograph="stress",
        edition="1",
        date="2026-01-31",
        status="draft" if draft else "approved",
        identifier="0123456789ab",
        source="0" * 64,
        blocks=(Heading("title", 1, words("Stress")), *blocks),
        furniture=Furniture(
            words("Stress"),
            words("DRAFT. Not reviewed.") if draft else None,
            words("This leaflet does not replace the advice of your doctor or pharmacist."),
            words("Stress, edition 1"),
            "Page {page} of {pages}",
        ),
    )


def question(path: str) -> Question:
    """A question with its answer."""
    return Question(path, heading(path, 3, "May I drive?"), (paragraph(f"{path}/1"),))


def pictograms(path: str, *names: str) -> PictogramRow:
    """Pictograms whose captions have strong words and a link."""
    caption = words("Take it ", Run("with water", strong=True), ". See ", LINK, ".")
    figures = (
        Figure(f"{path}/{n}", Pictogram(name), caption, True) for n, name in enumerate(names)
    )
    return PictogramRow(path, tuple(figures))


def coded(path: str, times: int) -> SideBySide:
    """A code beside a paragraph that may be longer than a page."""
    code = QRCode("https://example.org/leaflets/a-rather-long-address/of-a-leaflet/in-english")
    figure = Figure(f"{path}/code", code, words("QR code."))
    return SideBySide(path, figure, (paragraph(f"{path}/1"), paragraph(f"{path}/2", times)))


def pictures() -> tuple[Block, ...]:
    """Pictures in sections, boxes, lists and beside more words than a page holds."""
    inside = Item("l/1", "•", (paragraph("l/1/1"), pictograms("l/1/2", "pills")))
    boxed = (pictograms("b/1", "phone", "ambulance", "eye"), coded("b/2", 1))
    return (
        *(
            pictograms(f"p{n}", *("pills", "meal", "drip", "warning", "child")[:n])
            for n in range(1, 6)
        ),
        ItemList("l", (inside,)),
        Box("b", "information", heading("b", 3, "Call us"), boxed, words("Call us, continued")),
        coded("c", 1),
        coded("d", 60),
    )


STRESS = {
    "pictures": leaflet(section(1, *pictures())),
    "long table": leaflet(section(1, table("t", 60))),
    "boxes over pages": leaflet(section(1, box("e", "emergency", 40), box("i", "information", 30))),
    "deep lists": leaflet(section(1, *(deep(f"d{n}", 3) for n in range(6)))),
    "fifty pages": leaflet(
        *(
            section(n, paragraph(f"p{n}", 30), question(f"q{n}"), deep(f"l{n}", 2))
            for n in range(54)
        ),
        draft=False,
    ),
}


def pdf_of(made: Leaflet, layout: str) -> bytes | None:
    """The PDF; None where the leaflet is beyond the end that a layout has, and so refused."""
    try:
        return leaflets.typeset(made, layout).pdf
    except TypesetError as error:
        if error.code != {"compact": "T520", "receipt": "T505"}.get(layout):
            raise
        return None
