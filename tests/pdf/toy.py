"""A leaflet with every kind of block, and a drawing loop that knows nothing of typography."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from leaflets.content.pictures.model import Drawing, Picture, QRCode, RasterPicture, Shape
from leaflets.leaflet.furniture import DISCLAIMER
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
from leaflets.leaflet.walk import walk
from leaflets.pdf.canvas import TaggedCanvas
from leaflets.pdf.elements import Element
from leaflets.pdf.embed import EmbeddedFile
from leaflets.pdf.embedded_fonts import register_font
from leaflets.pdf.engine import TTFont, pdfmetrics
from leaflets.pdf.metadata import leaflet_metadata
from leaflets.pdf.structure import FIGURE, structure_tree
from leaflets.pdf.text import PlacedLine, TextPiece

REGULAR, BOLD, GREEK = "Toy", "Toy-Bold", "Toy-Greek"
BLACK, RED, BLUE = (0.0, 0.0, 0.0), (0.6, 0.0, 0.1), (0.0, 0.2, 0.5)
SIZE, LEADING, WIDTH, FOOT = 11.0, 15.0, 420.0, 90.0


def register() -> None:
    """Load the fonts once."""
    for name, package, file in (
        (REGULAR, "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
        (BOLD, "fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
        (GREEK, "fontpkg_fira_sans", "FiraSans-Regular.ttf"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            spec = find_spec(package)
            assert spec is not None
            assert spec.submodule_search_locations is not None
            folder = Path(spec.submodule_search_locations[0]) / "files"
            font = TTFont(name, str(folder / file))
            pdfmetrics.registerFont(font)
            register_font(font)


def words(*runs: str | Run) -> Words:
    """Words from plain strings and runs."""
    return Words(tuple(Run(run) if isinstance(run, str) else run for run in runs))


def paragraph(path: str, *runs: str | Run) -> Paragraph:
    """A paragraph."""
    return Paragraph(path, words(*runs))


def bullets(path: str, *texts: str, label: str = "•") -> ItemList:
    """A list whose items hold one paragraph each."""
    return ItemList(
        path,
        tuple(
            Item(f"{path}/{n}", label, (paragraph(f"{path}/{n}/1", text),))
            for n, text in enumerate(texts, 1)
        ),
    )


def steps(path: str) -> ItemList:
    """A numbered list; its second item holds a paragraph and a list."""
    inner = (paragraph(f"{path}/2/1", "Then do this:"), bullets(f"{path}/2/2", "slowly", "calmly"))
    return ItemList(
        path,
        (
            Item(f"{path}/1", "1.", (paragraph(f"{path}/1/1", "Do that."),)),
            Item(f"{path}/2", "2.", inner),
        ),
        ordered=True,
    )


def table(path: str, rows: int = 3) -> Table:
    """A table of two columns."""

    def row(at: str, left: str, right: str) -> Row:
        return Row(at, ((paragraph(f"{at}/1", left),), (paragraph(f"{at}/2", right),)))

    head = row(f"{path}/head", "How many people", "Effect")
    body = (row(f"{path}/{n}", f"{n} in 100", f"Effect number {n}") for n in range(1, rows + 1))
    return Table(path, (head,), tuple(body))


def png(mode: str = "RGB", size: tuple[int, int] = (3, 2), colour: object = "green") -> bytes:
    """A small picture."""
    import PIL.Image

    out = BytesIO()
    PIL.Image.new(mode, size, colour).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()


TRIANGLE = Shape((("m", (1.0, 0.0)), ("l", (2.0, 2.0)), ("c", (2.0, 2.0, 1.0, 3.0, 0.0, 2.0))))
CROSS = Drawing(2.0, 2.0, (TRIANGLE, Shape(TRIANGLE.outline, "", stroke="#0B5D3B")))
CODE = QRCode("https://example.org/leaflets/toyamine")
LOGO = RasterPicture(3, 2, png())


def figures(path: str) -> tuple[Block, ...]:
    """Every kind of picture: with its caption, and beside other words."""
    captions = (words("Take ", Run("one", strong=True), "."), words("Ask us."))
    row = (Figure(f"{path}/row/{n}", CROSS, says, True) for n, says in enumerate(captions))

    def beside(at: str, picture: Picture, says: str) -> SideBySide:
        return SideBySide(
            at, Figure(f"{at}/figure", picture, words(says)), (paragraph(f"{at}/1", "x"),)
        )

    return (
        PictogramRow(f"{path}/row", tuple(row)),
        beside(f"{path}/logo", LOGO, "A green sign."),
        beside(f"{path}/code", CODE, "QR code."),
        Illustration(
            f"{path}/pen",
            Figure(f"{path}/pen/figure", LOGO, words("A pen.")),
            paragraph(f"{path}/pen/caption", "A pen."),
        ),
    )


def every_block() -> tuple[Block, ...]:
    """At least one of each kind of block."""
    warning = Box(
        "warning",
        "emergency",
        Heading("warning/heading", 2, words("Warning: get help now")),
        (paragraph("warning/1", "Call 112 if you ", Run("cannot breathe", strong=True), "."),),
    )
    plain_box = Box("note", "information", None, (paragraph("note/1", "A box without a heading."),))
    link = "https://example.org/é?a=(1)"
    linked = paragraph(
        "use/1",
        "Read ",
        Run("more about ", link=link),
        Run("this medicine", strong=True, link=link),
        " or ",
        Run("write", link="mailto:a@example.org"),
        ". In Latin: ",
        Run("primum non nocere", language="la"),
        ". \\ (brackets) <tags> R&D ≥ é",
    )
    long = paragraph("use/2", " ".join(f"word{n}" for n in range(700)))
    question = Question(
        "ask", Heading("ask/heading", 3, words("May I?")), (paragraph("ask/1", "Yes."),)
    )
    section = Section(
        "use", "use", None, Heading("use/heading", 2, words("How to use ρ")),
        (linked, long, steps("use/3"), question, table("use/4"), *figures("use/5")),
    )  # fmt: skip
    title = Heading("title", 1, words("Toyamine"))
    return (title, warning, plain_box, section)


def leaflet(blocks: tuple[Block, ...] | None = None, language: str = "en") -> Leaflet:
    """A leaflet around these blocks, or around one of each kind."""
    return Leaflet(
        title="Toyamine & <co>",
        subject="A leaflet about toyamine – ρ",
        language=language,
        monograph="toyamine",
        edition="3",
        date="2026-11-22",
        status="draft",
        identifier="0123456789ab",
        source="ab" * 32,
        blocks=every_block() if blocks is None else blocks,
        furniture=Furniture(
            words("Toyamine"), None, words("Ask your pharmacist."), words("Toyamine, edition 3"),
            "page {page} of {pages}",
        ),
    )  # fmt: skip


def lines_of(leaf: Element, width: float = WIDTH) -> Iterator[tuple[TextPiece, ...]]:
    """Greedy lines; spaces stay at line ends, as far as they stand in the text."""
    line, used = list[TextPiece](), 0.0
    assert leaf.words is not None
    if not leaf.words:
        return
    for index, run in enumerate(leaf.words.runs):
        colour = BLUE if run.link else RED if leaf.level else BLACK
        for word in run.text.replace(" ", " \n").split("\n"):
            font = BOLD if run.strong else REGULAR if word.isascii() else GREEK
            wide = pdfmetrics.stringWidth(word, font, SIZE)
            if used + wide > width and line:
                line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
                yield tuple(line)
                line, used = [], 0.0
            if word:
                line.append(TextPiece(word, font, SIZE, colour, index, wide))
                used += wide
    yield tuple(line)


class Toy:
    """Draws every leaf below the one before."""

    def __init__(self, canvas: TaggedCanvas, made: Leaflet) -> None:
        self.canvas, self.made, self.y, self.page = canvas, made, 780.0, 1

    def figure(self, leaf: Element) -> None:
        """A picture of 40 points, above its caption."""
        if self.y < FOOT + 50:
            self.turn()
        picture = next(f.picture for f in walk(self.made.blocks) if f.path == leaf.path)
        self.y -= 45
        self.canvas.picture(leaf.path, picture, (60, self.y + 5), (40, 40), BLUE)

    def leaf(self, leaf: Element) -> None:
        if leaf.tag == FIGURE:
            self.figure(leaf)
        part: list[PlacedLine] = []
        for pieces in lines_of(leaf):
            if self.y < FOOT:
                self._show(leaf, part)
                part = []
                self.turn()
            part.append(PlacedLine(60, self.y, pieces))
            self.y -= LEADING
        self._show(leaf, part)

    def _show(self, leaf: Element, part: list[PlacedLine]) -> None:
        if part:
            self.canvas.setFillColorRGB(0.9, 0.95, 1)
            self.canvas.rect(50, part[-1].y - 4, WIDTH + 20, LEADING * len(part), stroke=0, fill=1)
            self.canvas.show(leaf.path, part)

    def turn(self) -> None:
        """End the page with its footer."""
        piece = TextPiece(f"page {self.page}", REGULAR, 9, BLACK, 0, 40)
        with self.canvas.artifact("Pagination", "Footer"):
            self.canvas.line(60, 60, 480, 60)
            self.canvas.show(None, [PlacedLine(60, 40, (piece,))])
        self.canvas.showPage()
        self.page, self.y = self.page + 1, 780.0


def draw(
    made: Leaflet | None = None,
    *,
    embed: tuple[EmbeddedFile, ...] = (),
    skip: str = "",
    toy: type[Toy] = Toy,
) -> bytes:
    """The toy's PDF. skip: the path of a leaf to leave out."""
    register()
    made = made or leaflet()
    tree = structure_tree(made)
    out = BytesIO()
    about = leaflet_metadata(made, "toy", "0.0", embedded=bool(embed))
    canvas = TaggedCanvas(out, tree=tree, metadata=about, size=(595, 842), embed=embed)
    drawing = toy(canvas, made)
    for path, leaf in tree.leaves.items():
        if path == DISCLAIMER:
            drawing.y = min(drawing.y, 780)
        if path != skip:
            drawing.leaf(leaf)
    drawing.turn()
    canvas.save()
    return out.getvalue()
