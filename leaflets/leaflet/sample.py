"""A specimen: every kind of block and every role of words, said by data/sample/LANGUAGE.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import Literal

from msgspec.structs import replace

from ..base.errors import Fault, VocabularyError
from ..content.monograph import model as known
from ..content.monograph.inline import Words
from ..content.monograph.scalars import Date, Language, WebAddress
from ..content.pictures.model import Code
from ..content.wording import Wording
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .about import fingerprint
from .boxes import box_with_heading
from .compose import _identifier
from .model import (
    Block,
    Box,
    BoxKind,
    Figure,
    Furniture,
    Heading,
    Leaflet,
    Question,
    Section,
    SideBySide,
)
from .phrasebook import Phrasebook, fill, to_words
from .prose import paragraph, prose

__all__ = ["sample"]


class Told(FileShape):
    """A paragraph of a role."""

    role: Literal["generic", "about", "action", "label", "note", "particular", "directions"] = (
        field("Its role.")
    )
    text: Words = field("Its words.")


class Asked(FileShape):
    """A question and its answer."""

    asks: Words = field("The question.")
    says: tuple[Words, ...] = field("The answer.", least=1)


class Boxed(FileShape):
    """Words set apart."""

    box: BoxKind = field("Its kind.")
    heading: Words | None = field("What stands above them.", default=None)
    says: tuple[SampleBlock, ...] = field("What stands inside.", least=1)


class Headed(FileShape):
    """A heading and what stands below it; headings inside are one level lower."""

    section: Words = field("The heading.")
    says: tuple[SampleBlock, ...] = field("What stands below it.", least=1)


class Coded(FileShape):
    """A code and what stands beside it."""

    code: WebAddress = field("Where the code leads.")
    says: Words = field("What it is, for those who do not see it.")
    beside: tuple[SampleBlock, ...] = field("What stands beside it.", least=1)


SampleBlock = (
    Words
    | known.Bullets
    | known.Steps
    | known.Grid
    | known.DayTimes
    | known.PictureRow
    | Told
    | Asked
    | Boxed
    | Coded
    | Headed
)


class Sample(FileShape):
    """The words of a specimen."""

    language: Language = field("The language of these words.")
    date: Date = field("The day on which they were written.")
    title: Text = field("What stands at the head of the first page.")
    draft: tuple[SampleBlock, ...] = field("What stands above the title.")
    says: tuple[SampleBlock, ...] = field("Everything else, in order.", least=1)


def sample(source: bytes, file: str, wording: Wording) -> Leaflet:
    """The specimen as a leaflet; a draft, so that its marks are seen. Raises VocabularyError."""
    found: list[Fault] = []
    node = parse(source, file, VocabularyError, found)
    said = read(Sample, node, VocabularyError, found)
    speaking = _Speaking(Phrasebook(wording))
    title = Heading("title", 1, to_words(said.title))
    blocks = (*speaking.blocks(said.draft, 1), title, *speaking.blocks(said.says, 1))
    leaflet = Leaflet(
        title=str(said.title),
        subject=str(said.title),
        language=str(said.language),
        monograph="sample",
        edition="1",
        date=str(said.date),
        status="draft",
        identifier="",
        source=sha256(source).hexdigest(),
        blocks=blocks,
        furniture=_furniture(said, speaking.phrases, ""),
    )
    identifier = _identifier(leaflet)
    furniture = _furniture(said, speaking.phrases, fingerprint(identifier))
    return replace(leaflet, identifier=identifier, furniture=furniture)


def _furniture(said: Sample, phrases: Phrasebook, identifier: str) -> Furniture:
    """What stands on every page, as on a real leaflet."""
    says = phrases.wording.footer
    date = phrases.date(said.date)
    named = fill(says.identity, name=said.title, edition="1", date=date, identifier=identifier)
    mark, disclaimer = to_words(phrases.wording.draft.every_page), to_words(says.disclaimer)
    return Furniture(to_words(said.title), mark, disclaimer, named, str(says.page))


class _Speaking:
    """Blocks from what is said, each with a path of its own."""

    def __init__(self, phrases: Phrasebook) -> None:
        self.phrases = phrases
        self._numbers = count(1)

    def blocks(self, says: Sequence[SampleBlock], level: int) -> tuple[Block, ...]:
        """level: of the heading above them."""
        return tuple(block for one in says for block in self._block(one, level))

    def _block(self, said: SampleBlock, level: int) -> Iterator[Block]:
        path = f"sample/{next(self._numbers)}"
        match said:
            case Told():
                yield paragraph(path, said.text, said.role)
            case Asked():
                asks = Heading(f"{path}/asks", level + 1, said.asks)
                yield Question(path, asks, prose(self.phrases, path, said.says))
            case Boxed():
                yield self._box(path, said)
            case Coded():
                figure = Figure(f"{path}/code", Code(str(said.code)), said.says)
                yield SideBySide(path, figure, self.blocks(said.beside, level))
            case Headed():
                heading = Heading(f"{path}/heading", level + 1, said.section)
                inside = self.blocks(said.says, level + 1)
                yield Section(path, path.replace("/", "-"), None, heading, inside)
            case _:
                yield from prose(self.phrases, path, (said,))

    def _box(self, path: str, said: Boxed) -> Box:
        inside = self.blocks(said.says, 2)
        if said.heading is None:
            return Box(path, said.box, None, inside)
        return box_with_heading(self.phrases.wording, path, said.box, said.heading, inside)
