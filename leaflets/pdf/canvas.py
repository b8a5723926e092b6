"""The tagging canvas: draws with ReportLab, and knows which words of the leaflet it has shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import BinaryIO, Literal, NoReturn

from ..base.errors import Bug
from ..content.pictures.model import Code, Drawing, Pixels
from .document import document
from .embed import EmbeddedFile
from .engine import Canvas
from .glyphs import Face
from .images import Image
from .imposition import Imposition
from .marked_content import Chunk, Mark, Record, Sheet
from .metadata import Metadata
from .painting import paint
from .seam import Seam
from .structure import Element, Tree
from .textcode import Colour, Line, Piece, TextCode
from .writer import number

__all__ = ["Line", "Piece", "TaggedCanvas"]

BOOKMARKED = 3  # headings to this level stand in the outline

# operators that leave something on the page
_PAINTS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
_PICTURES = frozenset(["Do", "sh", "EI"])


def _misuse(says: str) -> Bug:
    return Bug(says, "No file was written. Please report it.", code="X710")


def _refuse(says: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise _misuse(says)

    return refuse


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A ReportLab canvas whose file is PDF/UA-1 and PDF/A-2a, or PDF/A-3a if something is embedded.

    Words come in through `show` alone; each is marked with the structure element of its block.
    Anything else that is painted is an artifact. `save` refuses to write a file that does not show
    every word of the tree, in full, once.

    imposition: where pages stand on sheets; without it, each is a sheet of its own.
    """

    def __init__(
        self,
        out: BinaryIO,
        *,
        tree: Tree,
        metadata: Metadata,
        size: tuple[float, float],
        embed: tuple[EmbeddedFile, ...] = (),
        imposition: Imposition | None = None,
    ) -> None:
        self._record = Record(tree)
        self._metadata, self._embedded, self._out = metadata, embed, out
        self._faces: dict[str, Face] = {}
        self._images: dict[str, Image] = {}
        self._marked: list[tuple[int, int]] = []  # stretches of _code that are marked already
        self.seam: Seam | None = None  # of a patient's file, when it is written
        self._personal: set[int] = set()  # where in _code the words of one patient stand
        self._artifact_open = False
        super().__init__(out, pagesize=size, pageCompression=1, invariant=1)
        self._imposition, self._pages = imposition, 0
        if imposition:
            self._record.sheets += [Sheet(imposition.size) for _ in range(imposition.sides)]
        self._begin_page()

    # -- words ----------------------------------------------------------------------------------

    def show(self, path: str | None, lines: Sequence[Line]) -> None:
        """Draw lines of the block at `path`, or furniture (None, inside `artifact` only).

        A block that is split is shown part by part, in order, with the same path.
        """
        self._check_side(path)
        if path is None:
            self._furniture(lines)
        else:
            self._block(self._record.leaf(path), lines)

    def picture(
        self,
        path: str | None,
        picture: Drawing | Pixels | Code,
        corner: tuple[float, float],
        size: tuple[float, float],
        ink: Colour,
    ) -> None:
        """Draw the picture of the figure at `path`, or furniture (None, inside `artifact` only).

        corner: its lower left. size: width and height.
        """
        self._check_side(path)
        code = paint(picture, corner, size, ink, self._images)
        if path is None:
            self._code.append(code)
            return
        leaf = self._record.leaf(path)
        lower = self.absolutePosition(*corner)
        upper = self.absolutePosition(corner[0] + size[0], corner[1] + size[1])
        self._record.pictured(leaf, (*lower, *upper))
        self._mark(f"/{leaf.tag}<</MCID {self._record.mark(leaf, leaf)}>>BDC\n{code}\nEMC")

    def _check_side(self, path: str | None) -> None:
        if (path is None) is not self._artifact_open:
            side = "outside" if path is None else "inside"
            raise _misuse(f"{path or 'A header or footer'} was drawn {side} an artifact.")

    def _furniture(self, lines: Sequence[Line]) -> None:
        text = TextCode(self.face, "the header or footer", None)
        for line in lines:
            text.move(line.x, line.y)
            for piece in line.pieces:
                text.show(piece.text, piece)
        self._code.append(text.code())

    def _block(self, leaf: Element, lines: Sequence[Line]) -> None:
        record, text = self._record, TextCode(self.face, leaf.path, leaf.place)
        if 0 < leaf.level <= BOOKMARKED and not record.begun(leaf):
            self._bookmark(leaf, lines)
        owner: Element | None = None
        for index, line in enumerate(lines):
            text.move(line.x, line.y)
            for piece in line.pieces:
                belongs = leaf.inline.get(piece.run, leaf)
                if belongs is not owner:
                    if owner:
                        text.close()
                    owner = belongs
                    text.open(owner.tag, record.mark(leaf, owner))
                text.show(piece.text, piece)
                record.shown(leaf, piece.run, piece.text)
            self._space_after(text, leaf, line, last=index == len(lines) - 1)
            if leaf.inline:
                self._links(leaf, line)
        if owner:
            text.close()
        if leaf.personal:
            self._personal.add(len(self._code))
        self._mark(text.code())

    def _space_after(self, text: TextCode, leaf: Element, line: Line, *, last: bool) -> None:
        """The space between the last word of a line and the first of the next, as real text."""
        if line.joined or not line.pieces or line.pieces[-1].text.endswith((" ", "\xa0")):
            return
        if last and not self._record.unfinished(leaf):
            return
        able = (piece for piece in reversed(line.pieces) if self.face(piece.font).has(" "))
        text.show(" ", next(able, line.pieces[-1]))
        self._record.shown(leaf, line.pieces[-1].run, " ")

    def _links(self, leaf: Element, line: Line) -> None:
        """One area for each stretch of a line that belongs to one Link element."""
        x = line.x
        for owner, group in groupby(line.pieces, key=lambda piece: leaf.inline.get(piece.run)):
            pieces = list(group)
            left, right = x, x + sum(piece.width for piece in pieces)
            x = right
            if not owner or not owner.link:
                continue
            size = max(piece.size for piece in pieces)
            lower = self.absolutePosition(left, line.y - 0.25 * size)
            upper = self.absolutePosition(right, line.y + 0.85 * size)
            self._record.link(owner, (*lower, *upper))

    def _bookmark(self, leaf: Element, lines: Sequence[Line]) -> None:
        line = lines[0]
        top = line.y + 1.2 * max((piece.size for piece in line.pieces), default=0)
        self._record.bookmark(leaf, *self.absolutePosition(line.x, top))

    def marks(self, path: str) -> list[Mark]:
        """The stretches of content that show the words of a block without links."""
        shown = self._record.content[self._record.leaf(path)]
        return [mark for mark in shown if isinstance(mark, Mark)]

    def face(self, font: str) -> Face:
        """A font by its registered name, as this file holds it."""
        face = self._faces.get(font)
        if face is None:
            face = self._faces[font] = Face(font, f"F{len(self._faces) + 1}")
        return face

    # -- marks ----------------------------------------------------------------------------------

    @contextmanager
    def artifact(
        self,
        kind: Literal["Pagination", "Layout", "Background"],
        subtype: Literal["Header", "Footer"] | None = None,
    ) -> Iterator[None]:
        """What is drawn inside is not content: screen readers pass over it."""
        if self._artifact_open:
            raise _misuse("One artifact was begun inside another.")
        self._artifact_open, start = True, len(self._code)
        self._code.append(f"/Artifact<</Type/{kind}{f'/Subtype/{subtype}' if subtype else ''}>>BDC")
        yield
        self._code.append("EMC")
        self._marked.append((start, len(self._code)))
        self._artifact_open = False

    def _mark(self, code: str) -> None:
        self._marked.append((len(self._code), len(self._code) + 1))
        self._code.append(code)

    def _chunks(self) -> list[Chunk]:
        """The page's code, the words of one patient apart."""
        return [
            Chunk("\n".join([code for code, _ in group]).encode("latin-1"), personal)
            for personal, group in groupby(self._swept(), key=lambda swept: swept[1])
        ]

    def _swept(self) -> Iterator[tuple[str, bool]]:
        """The page's code, and whether it is of one patient; painting outside any mark is made an
        artifact, stretch by stretch."""
        end = 0
        for start, after in (*self._marked, (len(self._code), 0)):
            stretch = self._code[end:start]
            operators = " ".join(stretch).split()
            if any("BT" in operator for operator in operators):  # "BT(x)Tj" is right, too
                raise _misuse("Words were drawn that belong to no block.")
            if not _PICTURES.isdisjoint(operators):
                raise _misuse("A picture was drawn without words for it.")
            unpainted = _PAINTS.isdisjoint(operators)
            for code in stretch if unpainted else ["/Artifact BMC", *stretch, "EMC"]:
                yield code, False
            for index in range(start, max(after, start)):
                yield self._code[index], index in self._personal
            end = after

    # -- pages ----------------------------------------------------------------------------------

    def _begin_page(self) -> None:
        record, self._marked, self._personal = self._record, [], set()
        if not self._imposition:
            record.at = len(record.sheets)
            record.sheets.append(Sheet(self._pagesize))
        elif self._pages < len(self._imposition.slots):
            record.at, *shift = self._imposition.slots[self._pages]
            record.shift = (shift[0], shift[1])

    def showPage(self) -> None:  # noqa: N802
        """End the page and begin the next."""
        if self._artifact_open:
            raise _misuse("A page ended inside an artifact.")
        chunks = self._chunks()
        if self._imposition:
            x, y = map(number, self._record.shift)
            before, after = f"q 1 0 0 1 {x} {y} cm\n", "\nQ\n"
            chunks = [Chunk(before.encode(), False), *chunks, Chunk(after.encode(), False)]
        self._record.sheets[self._record.at].add(chunks)
        self._pages += 1
        self._startPage()
        self._begin_page()

    def save(self) -> None:
        """Check that every word was shown, and write the file."""
        if self._code:
            self.showPage()
        if not self._imposition:
            self._record.sheets.pop()  # the page that was begun and never used
        self._record.check()
        pdf, self.seam = document(
            self._record, self._metadata, self._faces, self._images, self._embedded
        )
        self._out.write(pdf)

    # -- what ReportLab would do and this canvas must not -----------------------------------------

    def _make_preamble(self) -> None:
        """ReportLab's would name Helvetica, which cannot be embedded."""
        self._preamble = ""

    def setFillAlpha(self, a: float) -> None:  # noqa: N802
        """Refused unless opaque: transparency is never needed, and prints badly."""
        if a != 1:
            raise _misuse("Something transparent was drawn.")

    setStrokeAlpha = setFillAlpha  # noqa: N815
    beginText = _refuse("Words were drawn other than through `show`.")  # noqa: N815
    beginForm = doForm = _refuse("A form was drawn, whose content escapes the marks.")  # noqa: N815
    drawImage = drawInlineImage = _refuse("A picture was drawn without words for it.")  # noqa: N815
    shade = _refuse("A shading was drawn.")
