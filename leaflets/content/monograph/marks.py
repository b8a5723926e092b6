"""Finding `**strong**`, `*emphasis*` and `[words](address)` in a text, in linear time."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ...base.limits import EMPHASIS_DEPTH, WORDS_IN_PARAGRAPH
from ...source.schema import InvalidText

__all__ = ["Piece", "parsed"]

ADDRESS: Final = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?"
    r"|mailto:[^\s<>\"@:/?]+@[A-Za-z0-9.-]+|tel:\+?[0-9][0-9-]*)\Z"
)
# an escape, a row of stars, or a link; no part can match one stretch of text in two ways
SPECIAL: Final = re.compile(
    r"\\[*\[]|\*+|\[(?P<words>[^\[\]]*)\]\((?P<address>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
)
SPACES: Final = re.compile(r"[ \n]+")


class Piece(NamedTuple):
    """Characters with one meaning."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None


class _Open:
    """Stars that may begin something. at: their token. height: of what is nested within."""

    __slots__ = ("at", "height", "size")

    def __init__(self, at: int, size: int) -> None:
        self.at, self.size, self.height = at, size, 0


def parsed(text: str) -> list[Piece]:
    """The pieces of a text in order, or InvalidText."""
    if "\n" in text or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = SPACES.sub(" ", text).strip(" ")
    if text.count(" ") >= WORDS_IN_PARAGRAPH:
        says = f"A text of more than {WORDS_IN_PARAGRAPH} words."
        raise InvalidText(211, says, "Split it into paragraphs.")
    if "*" not in text and "[" not in text:
        return [Piece(text)]
    return _Marks(text).pieces()


class _Marks:
    """The tokens of one text: [text, size, link]; size is +1, +2 where emphasis or strong begins,
    -1, -2 where it ends, 0 for plain characters."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int, str | None]] = []
        self.open: list[_Open] = []
        self.scan(text, None)

    def scan(self, text: str, link: str | None) -> None:
        """Split a text, or a link's words, into tokens. What begins inside a link ends inside."""
        outer, self.open = self.open, []
        at = 0
        for found in SPECIAL.finditer(text):
            self.plain(text[at : found.start()], link)
            at = found.end()
            token = found.group()
            if token[0] == "*":
                self.stars(token, text, found.start(), link)
            elif token[0] == "\\":
                self.plain(token[1], link)
            else:
                self.link(found["words"], found["address"])
        self.plain(text[at:], link)
        if any(begun.size == 2 for begun in self.open):
            raise _unbalanced()
        self.open = outer

    def plain(self, text: str, link: str | None) -> None:
        if text:
            self.tokens.append((text, 0, link))

    def link(self, words: str, address: str) -> None:
        if not words.strip(" *"):
            raise InvalidText(302, "A link has no words.", "Write [words](https://…).")
        if not ADDRESS.match(address):
            says = f"'{address[:60]}' is not an address that a link can have."
            hint = r"Begin it with https://, mailto: or tel:; for a bracket in print write \[."
            raise InvalidText(302, says, hint)
        self.scan(words, address)

    def stars(self, stars: str, text: str, at: int, link: str | None) -> None:
        """Stars begin something before a word, end it after one; between spaces they are stars."""
        size = len(stars)
        before = text[at - 1] if at else " "
        after = text[at + size : at + size + 1] or " "
        begins = after != " " and not before.isalnum()
        ends = before != " " and not after.isalnum()
        if size > 3 or not (begins or ends):
            self.plain(stars, link)
            return
        left = self.close(size, link) if ends else size
        if left and begins:
            for part in (2, 1) if left == 3 else (left,):
                self.open.append(_Open(len(self.tokens), part))
                self.plain("*" * part, link)
        elif left == 1:
            self.plain("*", link)
        elif left:
            raise _unbalanced()

    def close(self, size: int, link: str | None) -> int:
        """End what is open with so many stars; returns how many ended nothing."""
        while size and self.open:
            if size == 2:
                self.forget_single()
            if not self.open or self.open[-1].size > size:
                break
            ended = self.open.pop()
            if ended.height >= EMPHASIS_DEPTH:
                says = f"Stars are nested more than {EMPHASIS_DEPTH} deep."
                raise InvalidText(303, says, "Emphasise less.")
            self.tokens[ended.at] = ("", ended.size, link)
            self.tokens.append(("", -ended.size, link))
            self.lift(ended.height + 1)
            size -= ended.size
        return size

    def lift(self, height: int) -> None:
        """What is open holds something of this height."""
        if self.open:
            self.open[-1].height = max(self.open[-1].height, height)

    def forget_single(self) -> None:
        """Single stars that can no longer end are stars."""
        while self.open and self.open[-1].size == 1:
            self.lift(self.open.pop().height)

    def pieces(self) -> list[Piece]:
        """The tokens as pieces, neighbours of one meaning joined."""
        made: list[Piece] = []
        strong = emphasis = 0
        for text, size, link in self.tokens:
            if abs(size) == 2:
                strong += size
            elif size:
                emphasis += size
            elif made and made[-1][1:] == (strong > 0, emphasis > 0, link):
                made[-1] = made[-1]._replace(text=made[-1].text + text)
            else:
                made.append(Piece(text, strong > 0, emphasis > 0, link))
        return made


def _unbalanced() -> InvalidText:
    says = "Two stars begin or end strong words, and their partner is missing."
    return InvalidText(301, says, r"Write **words**, or \*\* for stars that are to be printed.")
