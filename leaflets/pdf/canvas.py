"""The tagging canvas: draws with ReportLab, and records which words of the leaflet were drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO, Literal, NoReturn

from ..content.pictures.model import Drawing, QRCode, RasterPicture
from ..leaflet.pack_paths import path_in_pack
from .document import build_document
from .elements import Element, StructureTree
from .embed import EmbeddedFile
from .embedded_fonts import EmbeddedFont
from .images import EmbeddedImage
from .imposition import Imposition
from .marked_content import DrawnContent, Mark, PageCode, Sheet, misuse, page_code
from .metadata import Metadata
from .mirrored_canvas import MirroredCanvas
from .painting import paint
from .shaping_fonts import embedded_font
from .structure import CONTENTS_ENTRY
from .tail import TailWriter
from .text import Colour, PlacedLine, TextObject
from .writer import number

if TYPE_CHECKING:
    from .shaped_fonts import ShapedFont

__all__ = ["TaggedCanvas"]

SPACE = 0.25  # about the width of a space, as a share of the type size


def _refuse(message: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise misuse(message)

    return refuse


class TaggedCanvas(MirroredCanvas):
    """A ReportLab canvas that writes PDF/UA-1 and PDF/A-2a, or PDF/A-3a if files are embedded.

    Words are drawn by `show` alone, and marked with the structure element of their block. All else
    that is painted is an artifact. `save` writes no file unless every word of the tree was drawn,
    completely, once.

    size: of a page, in points. imposition: where pages stand on sheets; without it, each page is a
    sheet of its own. is_mirrored: see MirroredCanvas. Raises Bug (X710 to X725) if used wrongly.
    """

    def __init__(
        self,
        out: BinaryIO,
        *,
        tree: StructureTree,
        metadata: Metadata,
        size: tuple[float, float],
        embed: tuple[EmbeddedFile, ...] = (),
        imposition: Imposition | None = None,
        is_mirrored: bool = False,
    ) -> None:
        self._drawn = DrawnContent(tree)
        self._metadata, self._files, self._out = metadata, embed, out
        self._embedded_fonts: dict[str, EmbeddedFont | ShapedFont] = {}
        self._raster_images: dict[str, EmbeddedImage] = {}
        self._marked: list[tuple[int, int]] = []  # ranges of _code that are marked
        self.tail_writer: TailWriter | None = None  # set by `save` for a personal leaflet
        self._personal: set[int] = set()  # indexes in _code of the words of one patient
        self._artifact_open = False
        self._path: Callable[[str], str] = str  # from a path in the leaflet to one in the file
        super().__init__(out, size=size, is_mirrored=is_mirrored)
        self._imposition, self._finished_pages = imposition, 0
        if imposition:
            self._drawn.sheets += [Sheet(imposition.size) for _ in range(imposition.sides)]
        self._begin_page()

    def begin_leaflet(
        self, number: int, size: tuple[float, float], *, is_mirrored: bool = False
    ) -> None:
        """Begin a leaflet of a pack, in whose tree paths are those of `path_in_pack`.

        size: of its pages, in points; none has been begun.
        """
        self._path = partial(path_in_pack, number)
        self.setPageSize(size)
        self._set_mirrored(is_mirrored)
        self._drawn.sheets[-1].size = size

    # -- words ----------------------------------------------------------------------------------

    def show(self, path: str | None, lines: Sequence[PlacedLine]) -> None:
        """Draw lines of the block at `path`, or furniture (None, only inside `artifact`).

        A block that continues on the next page is shown in parts, in order, with the same path.
        """
        self._check_side(path)
        if path is None:
            self._show_furniture(lines)
        else:
            self._show_block(self._drawn.leaf(self._path(path)), lines)

    def picture(
        self,
        path: str | None,
        picture: Drawing | RasterPicture | QRCode,
        corner: tuple[float, float],
        size: tuple[float, float],
        ink: Colour,
    ) -> None:
        """Draw the picture of the figure at `path`, or furniture (None, only inside `artifact`).

        corner: its lower left. size: width and height. ink: colour of what is drawn in INK.
        """
        self._check_side(path)
        corner = self.left(corner[0], size[0]), corner[1]
        code = paint(picture, corner, size, ink, self._raster_images)
        if path is None:
            self._code.append(code)
            return
        leaf = self._drawn.leaf(self._path(path))
        lower = self.absolutePosition(*corner)
        upper = self.absolutePosition(corner[0] + size[0], corner[1] + size[1])
        self._drawn.add_picture(leaf, (*lower, *upper))
        mcid = self._drawn.add_mark(leaf, leaf)
        self._append_marked(f"/{leaf.tag}<</MCID {mcid}>>BDC\n{code}\nEMC")

    def _check_side(self, path: str | None) -> None:
        if (path is None) is not self._artifact_open:
            side = "outside" if path is None else "inside"
            raise misuse(f"{path or 'A header or footer'} was drawn {side} an artifact.")

    def _show_furniture(self, lines: Sequence[PlacedLine]) -> None:
        text = TextObject(self.embedded_font, "the header or footer", None)
        for line in lines:
            for piece in self.moving(text, line):
                text.show(piece.shown or piece.text, piece)
        self._code.append(text.code())

    def _show_block(self, leaf: Element, lines: Sequence[PlacedLine]) -> None:
        drawn, text = self._drawn, TextObject(self.embedded_font, leaf.path, leaf.place)
        if leaf.has_bookmark and not drawn.is_begun(leaf):
            self._add_bookmark(leaf, lines)
        owner: Element | None = None
        for index, line in enumerate(lines):
            for piece in self.moving(text, line):
                piece_owner = leaf.inline.get(piece.run, leaf)
                if piece_owner is not owner:
                    if owner:
                        text.close()
                    owner = piece_owner
                    text.open(owner.tag, drawn.add_mark(leaf, owner))
                text.show(piece.shown or piece.text, piece)
                drawn.add_text(leaf, piece.run, piece.text)
            self._show_space_after(text, leaf, line, last=index == len(lines) - 1)
            if leaf.inline:
                self._add_links(leaf, line)
        if owner:
            text.close()
        if leaf.personal:
            self._personal.add(len(self._code))
        self._append_marked(text.code())

    def _show_space_after(
        self, text: TextObject, leaf: Element, line: PlacedLine, *, last: bool
    ) -> None:
        """Show the space between two lines, so that words copied from the file are separate."""
        if line.joined or not line.pieces or line.pieces[-1].text.endswith((" ", "\xa0")):
            return
        if last and not self._drawn.is_unfinished(leaf):
            return
        with_space = (p for p in reversed(line.pieces) if self.embedded_font(p.font).has(" "))
        if self._is_mirrored or line.is_reordered:
            text.move(self.left(line.x + line.width, SPACE * line.pieces[-1].size), line.y)
        text.show(" ", next(with_space, line.pieces[-1]))
        self._drawn.add_text(leaf, line.pieces[-1].run, " ")

    def _add_links(self, leaf: Element, line: PlacedLine) -> None:
        """Add one area for each stretch of a line that belongs to one Link element.

        An entry of a table of contents has one area for all of its lines, with its page.
        """
        placed = line.placed()
        for owner, group in groupby(placed, key=lambda pair: leaf.inline.get(pair[1].run)):
            pieces = list(group)
            if not owner or not owner.link:
                continue
            start = min(at for at, _ in pieces)
            width = max(at + piece.width for at, piece in pieces) - start
            left = self.left(start, width)
            size = max(piece.size for _, piece in pieces)
            lower = self.absolutePosition(left, line.y - 0.25 * size)
            upper = self.absolutePosition(left + width, line.y + 0.85 * size)
            self._drawn.add_link(owner, (*lower, *upper), join=leaf.tag == CONTENTS_ENTRY)

    def _add_bookmark(self, leaf: Element, lines: Sequence[PlacedLine]) -> None:
        line = lines[0]
        top = line.y + 1.2 * max((piece.size for piece in line.pieces), default=0)
        point = self.absolutePosition(self.left(line.x, line.width), top)
        self._drawn.add_bookmark(leaf, *point)

    def marks(self, path: str) -> list[Mark]:
        """Return the marks of a block without links, in order of drawing."""
        content = self._drawn.content[self._drawn.leaf(self._path(path))]
        return [mark for mark in content if isinstance(mark, Mark)]

    def embedded_font(self, name: str) -> EmbeddedFont | ShapedFont:
        """Return a registered font as this file embeds it."""
        font = self._embedded_fonts.get(name)
        if font is None:
            font = embedded_font(name, f"F{len(self._embedded_fonts) + 1}")
            self._embedded_fonts[name] = font
        return font

    # -- marks ----------------------------------------------------------------------------------

    @contextmanager
    def artifact(
        self,
        kind: Literal["Pagination", "Layout", "Background"],
        subtype: Literal["Header", "Footer"] | None = None,
    ) -> Iterator[None]:
        """Mark what is drawn inside as an artifact, which screen readers skip."""
        if self._artifact_open:
            raise misuse("One artifact was begun inside another.")
        self._artifact_open, start = True, len(self._code)
        self._code.append(f"/Artifact<</Type/{kind}{f'/Subtype/{subtype}' if subtype else ''}>>BDC")
        yield
        self._code.append("EMC")
        self._marked.append((start, len(self._code)))
        self._artifact_open = False

    def _append_marked(self, code: str) -> None:
        self._marked.append((len(self._code), len(self._code) + 1))
        self._code.append(code)

    def _page_code(self) -> list[PageCode]:
        return page_code(self._code, self._marked, self._personal)

    # -- pages ----------------------------------------------------------------------------------

    def _begin_page(self) -> None:
        drawn, self._marked, self._personal = self._drawn, [], set()
        if not self._imposition:
            drawn.at = len(drawn.sheets)
            drawn.sheets.append(Sheet(self._pagesize))
        elif self._finished_pages < len(self._imposition.positions):
            drawn.at, *shift = self._imposition.positions[self._finished_pages]
            drawn.shift = (shift[0], shift[1])

    def showPage(self) -> None:  # noqa: N802
        """End the page and begin the next."""
        if self._artifact_open:
            raise misuse("A page ended inside an artifact.")
        code = self._page_code()
        if self._imposition:
            x, y = map(number, self._drawn.shift)
            before, after = f"q 1 0 0 1 {x} {y} cm\n", "\nQ\n"
            code = [PageCode(before.encode(), False), *code, PageCode(after.encode(), False)]
        self._drawn.sheets[self._drawn.at].add(code)
        self._finished_pages += 1
        self._startPage()
        self._begin_page()

    def save(self) -> None:
        """Check that every word was drawn, and write the file. Raises Bug (X721 to X725)."""
        if self._code:
            self.showPage()
        if not self._imposition:
            self._drawn.sheets.pop()  # the page that was begun and stayed empty
        self._drawn.check()
        pdf, self.tail_writer = build_document(
            self._drawn, self._metadata, self._embedded_fonts, self._raster_images, self._files
        )
        self._out.write(pdf)

    # -- methods of ReportLab that would leave something unmarked or unembedded -------------------

    def _make_preamble(self) -> None:
        """Leave the preamble empty; ReportLab's names Helvetica, which cannot be embedded."""
        self._preamble = ""

    def setFillAlpha(self, a: float) -> None:  # noqa: N802
        """Refuse transparency: no layout needs it, and it prints badly."""
        if a != 1:
            raise misuse("Something transparent was drawn.")

    setStrokeAlpha = setFillAlpha  # noqa: N815
    beginText = _refuse("Words were drawn other than through `show`.")  # noqa: N815
    beginForm = doForm = _refuse("A form was drawn, whose content escapes the marks.")  # noqa: N815
    drawImage = drawInlineImage = _refuse("A picture was drawn without words for it.")  # noqa: N815
    shade = _refuse("A shading was drawn.")
