"""Inline text: `**strong**`, `*emphasis*` and `[words](address)`, read in linear time.

Everything else is a character and nothing more; a backslash before a * or [ keeps that character.
What is emphasised begins and ends with a word or with what belongs to one: `(*)` is no markup. Two
stars may stand inside a word, one may not, as in 2*3*4. Stars that end nothing are printed, such as
the sign of a footnote in 5 mg**; two that begin something must have a partner. The address `#place`
of a reference inside a document is not printed: there is no such place on paper.
"""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct

from ...base.errors import Place
from ...base.limits import WORDS_IN_PARAGRAPH
from ...source.schema import InvalidText
from ...source.yaml import Text

__all__ = ["Run", "Words", "printable_address"]

ADDRESS: Final = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?"
    r"|mailto:[^\s<>\"@:/?]+@[A-Za-z0-9.-]+|tel:\+?[0-9][0-9-]*)\Z"
)
# an escape, a row of stars, or a link; no part can match one stretch of text in two ways
MARKUP: Final = re.compile(
    r"\\[*\[]|\*+|\[(?P<words>[^\[\]]*)\]\((?P<address>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
)
SPACES: Final = re.compile(r"[ \n]+")
INSIDE: Final = re.compile(r"#[^\s()]*\Z")
OPENING_MARKS: Final = frozenset("([{<“‘«„‚‹¿¡")
CLOSING_MARKS: Final = frozenset(")]}>”’»›.,;:!?…%،؛؟۔")
STRONG_MARKS: Final = re.compile(r"[)\]}>”’»›.,;:!?…%]+\*\*(?!\*)")


def printable_address(address: str) -> str | None:
    """Return an address as it is; None if the link of a monograph cannot hold it."""
    return address if ADDRESS.match(address) and not set(address) & set("()[]*\\") else None


class Run(Struct, frozen=True):
    """A stretch of characters with one meaning.

    link: an address (https, http, mailto or tel), or None. language: BCP 47 tag where it differs
    from the leaflet's, or None.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    language: str | None = None


class Words(Struct, frozen=True):
    """The runs of one paragraph, and their place in the source (None: the program's wording)."""

    runs: tuple[Run, ...]
    place: Place | None = None

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(str(self).strip())

    @classmethod
    def from_text(cls, text: Text) -> Words:
        """Read inline text. Raises InvalidText."""
        return cls(tuple(_runs(text)), text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": ["string", "number", "boolean"]}


def _runs(text: str) -> list[Run]:
    """Split a text into its runs, with single spaces. Raises InvalidText."""
    text = SPACES.sub(" ", text).strip(" ")
    if text.count(" ") >= WORDS_IN_PARAGRAPH:
        message = f"A text of more than {WORDS_IN_PARAGRAPH} words."
        raise InvalidText(211, message, "Split it into paragraphs.")
    if "*" not in text and "[" not in text:
        return [Run(text)]
    return _Scanner(text).runs()


class _Opening:
    """Stars that may begin something.

    at: index of their token. inner: the sizes of the stars that they enclose, added up. is_inside:
    they stand inside a word.
    """

    __slots__ = ("at", "inner", "is_inside", "size")

    def __init__(self, at: int, size: int, is_inside: bool) -> None:
        self.at, self.size, self.inner, self.is_inside = at, size, 0, is_inside


class _Scanner:
    """Splits one text into tokens (text, size, link).

    size is +1 where emphasis begins and +2 where strong words begin, -1 and -2 where they end, 0
    for plain characters.
    """

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int, str | None]] = []
        self.openings: list[_Opening] = []
        self.scan(text, None)

    def scan(self, text: str, link: str | None) -> None:
        """Split a text, or the words of a link, whose stars must end inside the link."""
        outer, self.openings = self.openings, []
        at = 0
        for match in MARKUP.finditer(text):
            self.add_text(text[at : match.start()], link)
            at = match.end()
            token = match.group()
            if token[0] == "*":
                self.stars(token, text, match.start(), link)
            elif token[0] == "\\":
                self.add_text(token[1], link)
            else:
                self.link(match["words"], match["address"])
        self.add_text(text[at:], link)
        if any(opening.size == 2 and not opening.is_inside for opening in self.openings):
            raise _unbalanced_marks()
        self.openings = outer

    def add_text(self, text: str, link: str | None) -> None:
        if text:
            self.tokens.append((text, 0, link))

    def link(self, words: str, address: str) -> None:
        if not words.strip(" *"):
            raise InvalidText(302, "A link has no words.", "Write [words](https://…).")
        if INSIDE.match(address):
            self.scan(words, None)
            return
        if not ADDRESS.match(address):
            message = f"'{address[:60]}' is not an address that a link can have."
            hint = r"Begin it with https://, mailto: or tel:; for a bracket in print write \[."
            raise InvalidText(302, message, hint)
        self.scan(words, address)

    def stars(self, stars: str, text: str, at: int, link: str | None) -> None:
        """Read stars: before words they begin, after words they end, everywhere else they stay."""
        size = len(stars)
        before = text[at - 1] if at else " "
        after = text[at + size : at + size + 1] or " "
        can_begin = after != " " and after not in CLOSING_MARKS
        if size == 2 and STRONG_MARKS.match(text, at + size):
            can_begin = all(opening.size != 2 for opening in self.openings)
        can_end = before != " " and before not in OPENING_MARKS
        if size != 2:
            can_begin, can_end = (
                can_begin and not before.isalnum(),
                can_end and not after.isalnum(),
            )
        is_inside = before.isalnum() and after.isalnum()
        if size > 3 or not (can_begin or can_end):
            self.add_text(stars, link)
            return
        left = self.end(size, link, is_inside) if can_end else size
        if left and can_begin:
            for part in (2, 1) if left == 3 else (left,):
                self.openings.append(_Opening(len(self.tokens), part, is_inside))
                self.add_text("*" * part, link)
        elif left:
            self.add_text("*" * left, link)

    def end(self, size: int, link: str | None, is_inside: bool) -> int:
        """End what so many stars can end. Return the number of stars that ended nothing.

        is_inside: the stars stand inside a word. Where those that begin do so as well, it must be
        the same word: 2**3 and 4**5 has no strong words.
        """
        while size and self.openings:
            if size == 2:
                self.drop_single_stars()
            if self.openings and is_inside and self.openings[-1].is_inside:
                between = self.tokens[self.openings[-1].at + 1 :]
                if any(" " in text for text, _, _ in between):
                    self.enclose(self.openings.pop().inner)
                    continue
            if not self.openings or self.openings[-1].size > size:
                break
            opening = self.openings.pop()
            if opening.inner & opening.size:
                what = (
                    "Strong words stand in strong words"
                    if opening.size == 2
                    else "Emphasis stands in emphasis"
                )
                message = f"{what}, and the inner stars would mean nothing."
                raise InvalidText(
                    303, message, r"Remove the inner stars, or write \* to print one."
                )
            self.tokens[opening.at] = ("", opening.size, link)
            self.tokens.append(("", -opening.size, link))
            self.enclose(opening.inner | opening.size)
            size -= opening.size
        return size

    def enclose(self, sizes: int) -> None:
        """Note in the innermost opening that it encloses stars of these sizes, added up."""
        if self.openings:
            self.openings[-1].inner |= sizes

    def drop_single_stars(self) -> None:
        """Take single stars that can no longer end as plain characters."""
        while self.openings and self.openings[-1].size == 1:
            self.enclose(self.openings.pop().inner)

    def runs(self) -> list[Run]:
        """Turn the tokens into runs; neighbours of one meaning are joined."""
        texts: list[str] = []
        meanings: list[tuple[bool, bool, str | None]] = []
        strong = emphasis = 0
        for text, size, link in self.tokens:
            meaning = (strong > 0, emphasis > 0, link)
            if abs(size) == 2:
                strong += size
            elif size:
                emphasis += size
            elif meanings and meanings[-1] == meaning:
                texts[-1] += text
            else:
                texts.append(text)
                meanings.append(meaning)
        return [Run(text, *meaning) for text, meaning in zip(texts, meanings, strict=True)]


def _unbalanced_marks() -> InvalidText:
    message = "Two stars begin strong words, and their partner is missing."
    return InvalidText(301, message, r"Write **words**, or \*\* for stars that are to be printed.")
