"""Read a page in Markdown: front matter in YAML, then CommonMark with tables.

Two kinds of pages are common: sections under headings, or, where a page has none, under labels in
bold type at the beginning of a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ...base.errors import DocumentError, Fault, Place, UsageError
from ...content.monograph.inline import Run
from ...source.yaml import Mapping, parse
from ..model import (
    Block,
    Cells,
    Document,
    Identification,
    ItemList,
    Lines,
    Omission,
    Paragraph,
    Refusal,
    Row,
    Runs,
    Section,
    plain,
)
from ..outline import Heading, outline, strong
from ..source import Source
from ..words import joined
from .inline import read_inline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["read", "recognises"]

FRONT: Final = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
REFUSALS: Final = ("I cannot ", "I can't ", "I can’t ", "I am unable ", "I'm unable ", "I am sorry",
                   "I'm sorry", "I’m sorry", "I am not able ", "As an AI")  # fmt: skip
UNREAD: Final = ("html_block", "code", "lheading", "reference")  # each would hide or change words
CELL_END: Final = re.compile(r"(?<!\\)\|")
BLANK: Final = b"\xef\xbb\xbf \t\r\n"
# at its deepest level the kept parser drops what stands there, so a page may not reach it
MOST_NESTING: Final = 100
OTHER_FORMS: Final = (b"<", b"{", b"[", b"%PDF-", b"PK\x03\x04")
WORDS: Final = "words"  # the key of the tokens of words in that of their paragraph
GENERIC: Final = "generic name"
NOTE: Final = "note:"


def recognises(beginning: bytes) -> bool:
    """Tell whether a document may be a page: text that is no XML, HTML or JSON."""
    return b"\0" not in beginning and not beginning.lstrip(BLANK).startswith(OTHER_FORMS)


def read(source: Source) -> Iterator[Document | Refusal]:
    """Read a page, which holds one leaflet. Raises DocumentError."""
    page = _Page(_decoded(source.content, source.name), source.name)
    parts = list(page.parts(page.tree().children))
    name, parts = page.without_title(parts)
    has_headings = any(isinstance(part, Heading) for part in parts)
    if fault := _silence(parts, has_headings, source.name):
        yield Refusal(fault)
        return
    if not name:
        raise DocumentError(
            [_fault("Q203", source.name, 0, "The page has no title.", "Give it one.")]
        )
    if not has_headings:
        parts = list(chain.from_iterable(_labelled(part) for part in parts))
    note = page.take_note(parts)
    blocks = outline(parts)
    yield Document(
        name=name,
        language=source.language,
        blocks=blocks,
        origin="generated-or-crowd-sourced",  # no page of this form says that it is more
        identification=Identification(generic_name=_generic_name(blocks)),
        note=note,
        omissions=page.omissions,
        changes=page.changes,
    )


def _fault(code: str, file: str, line: int, message: str, hint: str) -> Fault:
    return Fault(code, Place(file, line, 1 if line else 0), message, hint)


def _decoded(source: bytes, file: str) -> str:
    """Return the text with plain line ends. Raises DocumentError."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            [_fault("Q202", file, line, "The text is not UTF-8.", "Save it as UTF-8.")]
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(1)
def _parser() -> MarkdownIt:
    """Return the kept parser, set to hide no word. Raises UsageError if it is not installed."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        message = "Pages in Markdown need the package markdown-it-py, which is not installed."
        raise UsageError(message, "pip install 'leaflets[import]'", code="U209") from None
    options = {"html": True, "maxNesting": MOST_NESTING}
    return MarkdownIt("commonmark", options).enable("table").disable(list(UNREAD))


class _Page:
    """One page. first: the number of lines above its Markdown. front: the title of the head."""

    def __init__(self, text: str, file: str) -> None:
        self.file, self.first, self.body, self.title = file, 0, text, ""
        self.omissions: list[Omission] = []
        self.changes: Counter[str] = Counter()
        if match := FRONT.match(text):
            self.body, self.first = text[match.end() :], match.group().count("\n")
            self.read_front(match[1])

    def read_front(self, text: str) -> None:
        """Read the head of the page: its title; all else is left out, and told."""
        if not text.strip():
            return
        head: Mapping = parse(("\n" + text).encode(), self.file, DocumentError)
        self.title = " ".join(str(head.text("title") or "").split())
        for key, value in head.items():
            if key != "title":
                line = value.place.line
                reason = "a setting of the web site"
                self.omissions.append(Omission(line, f"{key}: {value}", reason))

    def tree(self) -> SyntaxTreeNode:
        """Parse; tokens of words are in `meta`, as no nodes. Raises DocumentError if too deep."""
        tokens = _parser().parse(self.body)
        from markdown_it.tree import SyntaxTreeNode  # reading pages is all that needs it

        for token in tokens:
            if token.level >= MOST_NESTING - 1:
                message = "Lists or quotes stand in each other too often here."
                line = self.first + (token.map[0] if token.map else 0) + 1
                raise DocumentError([_fault("Q216", self.file, line, message, "Nest them less.")])
            if token.children:
                token.meta[WORDS], token.children = token.children, None
        return SyntaxTreeNode(tokens)

    def line(self, node: SyntaxTreeNode) -> int:
        """Return the line of a node, from 1."""
        return self.first + (node.map[0] if node.map else 0) + 1

    def parts(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Heading | Block]:
        """Yield headings and blocks in their order."""
        for node in nodes:
            match node.type:
                case "heading":
                    runs = joined(self.lines(node))
                    if runs:
                        yield Heading(int(node.tag[1]), runs, self.line(node))
                case "paragraph":
                    if lines := self.lines(node):
                        is_single = len(lines) == 1
                        yield (
                            Paragraph(lines[0], self.line(node))
                            if is_single
                            else Lines(tuple(lines))
                        )
                case "bullet_list" | "ordered_list":
                    yield from self.items(node)
                case "table":
                    first, *others = self.rows(node)
                    rows = (first, *others) if any(first.cells) else tuple(others)
                    if rows:
                        yield Cells(rows, heading_rows=int(any(first.cells)))
                case "blockquote":
                    yield from self.parts(node.children)
                case "fence":
                    yield from self.literal(node)

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
        """Yield blocks inside a list, where a heading is a paragraph in bold type."""
        for part in self.parts(nodes):
            if isinstance(part, Heading):
                yield Paragraph(strong(part.runs), part.line)
            else:
                yield part

    def lines(self, node: SyntaxTreeNode) -> list[Runs]:
        """Return the lines of words of a paragraph, a heading or a cell."""
        return [
            runs
            for inline in node.children
            for runs in read_inline(
                inline.meta.get(WORDS, ()),
                self.line(node),
                self.changes,
                self.omissions,
            )
        ]

    def items(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Yield a list."""
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        items = (tuple(self.blocks(item.children)) for item in node.children)
        if filled_items := tuple(item for item in items if item):
            yield ItemList(filled_items, start)

    def rows(self, node: SyntaxTreeNode) -> Iterator[Row]:
        """Yield the rows of a table."""
        text = self.body.split("\n")
        for row in (row for group in node.children for row in group.children):
            texts = (joined(self.lines(cell)) for cell in row.children)
            yield Row(tuple((Paragraph(runs, self.line(row)),) if runs else () for runs in texts))
            source_row = text[row.map[0]].strip().removeprefix("|") if row.map else ""
            if len(CELL_END.findall(source_row.rstrip("| "))) >= len(row.children):
                message = "This row has more cells than the heading row of its table."
                hint = "Give the heading row as many."
                raise DocumentError([_fault("Q204", self.file, self.line(row), message, hint)])

    def literal(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Yield what stands between fences, line by line."""
        if node.info:
            self.omissions.append(Omission(self.line(node), node.info, "the kind of a code block"))
        for number, text in enumerate(node.content.split("\n"), 1):
            if text.strip():
                yield Paragraph((Run(" ".join(text.split())),), self.line(node) + number)

    def without_title(self, parts: list[Heading | Block]) -> tuple[str, list[Heading | Block]]:
        """Return the name that heads the page, and the parts without that heading."""
        first = parts[0] if parts else None
        if isinstance(first, Heading) and first.level == 1:
            name = plain(first.runs)
            if self.title and self.title != name:
                self.omissions.append(Omission(1, self.title, "a title other than the heading"))
            return name, parts[1:]
        return self.title, parts

    def take_note(self, parts: list[Heading | Block]) -> Runs:
        """Take away the last paragraph if it is the page's note about its own making."""
        if len(parts) > 1 and isinstance(last := parts[-1], Paragraph):
            above = parts[-2]
            if isinstance(above, Heading) and plain(above.runs).lower() == NOTE:
                del parts[-2:]
                return joined([strong(above.runs), last.runs])
            if plain(last.runs).lower().startswith(NOTE):
                del parts[-1]
                return last.runs
        return ()


def _labelled(part: Heading | Block) -> Iterator[Heading | Block]:
    """Yield a heading for a label in bold type that begins a paragraph, and what follows it."""
    if isinstance(part, Paragraph) and part.runs[0].strong:
        label, rest = part.runs[0], part.runs[1:]
        text = label.text.rstrip()
        if rest and not text.endswith(":") and rest[0].text.startswith(":"):
            text += ":"
            rest = (replace(rest[0], text=rest[0].text[1:]), *rest[1:])
        if text.endswith(":"):
            yield Heading(2, (Run(text),), part.line)
            if plain(rest).strip():
                first = replace(rest[0], text=rest[0].text.lstrip(" "))
                yield Paragraph((first, *rest[1:]) if first.text else rest[1:], part.line)
            return
    yield part


def _silence(parts: list[Heading | Block], has_headings: bool, file: str) -> Fault | None:
    """Return what is wrong with a page without words, or one that refuses to tell anything."""
    if not parts:
        return _fault("Q210", file, 0, "The page is empty.", "There is nothing to import.")
    first = parts[0]
    if not has_headings and isinstance(first, Paragraph):
        words = plain(first.runs)
        if words.startswith(REFUSALS):
            message = f"The page refuses to say anything: '{words[:60].rstrip()}…'."
            return _fault("Q211", file, first.line, message, "There is no leaflet in it.")
    return None


def _generic_name(blocks: tuple[Block, ...]) -> str | None:
    """Return the words under the heading Generic Name, if they are a single line."""
    for block in blocks:
        if isinstance(block, Section) and plain(block.heading).lower().rstrip(":") == GENERIC:
            texts = [plain(b.runs) for b in block.blocks if isinstance(b, Paragraph)]
            if len(block.blocks) == 1 and texts:
                return texts[0]
    return None
