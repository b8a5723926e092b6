"""Compose a specimen leaflet of every block kind and role, from data/sample/LANGUAGE.yaml."""

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import count
from typing import Final, Literal

from ..base.errors import Fault, VocabularyError
from ..content.monograph import prose as source
from ..content.monograph.inline import Words
from ..content.monograph.scalars import Date, Language, PictogramName, WebAddress
from ..content.pictures.model import Pictogram, QRCode
from ..content.wording import Wording
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .blocks import box_with_heading, paragraph
from .compose import with_identifier
from .contents import with_contents
from .model import (
    Block,
    Box,
    BoxKind,
    Figure,
    Furniture,
    Heading,
    Illustration,
    Leaflet,
    Question,
    Section,
    SideBySide,
)
from .phrasebook import Phrasebook, fill, to_words
from .prose import prose

__all__ = ["sample"]

MOST_ENTRIES: Final = 30  # of its table of contents


class SampleParagraph(FileShape):
    """A paragraph of a role."""

    role: Literal["generic", "about", "action", "label", "note", "particular", "directions"] = (
        field("Its role.")
    )
    text: Words = field("Its words.")


class SampleQuestion(FileShape):
    """A question and its answer."""

    asks: Words = field("The question.")
    says: tuple[Words, ...] = field("The answer.", least=1)


class SampleBox(FileShape):
    """Words set apart."""

    box: BoxKind = field("Its kind.")
    heading: Words | None = field("What stands above them.", default=None)
    says: "tuple[SampleBlock, ...]" = field("What stands inside.", least=1)


class SampleSection(FileShape):
    """A heading and what stands below it; headings inside are one level lower."""

    section: Words = field("The heading.")
    says: "tuple[SampleBlock, ...]" = field("What stands below it.", least=1)


class SampleCode(FileShape):
    """A code and what stands beside it."""

    code: WebAddress = field("Where the code leads.")
    says: Words = field("What it is, for those who do not see it.")
    beside: "tuple[SampleBlock, ...]" = field("What stands beside it.", least=1)


class SampleFigure(FileShape):
    """A picture with its caption."""

    figure: PictogramName = field("A pictogram, which stands for a picture of the library.")
    shows: Words = field("What it shows, for those who do not see it.")
    caption: Words = field("The words below it.")


SampleBlock = (
    Words
    | source.Bullets
    | source.Steps
    | source.Lines
    | source.Note
    | source.Terms
    | source.Grid
    | source.DayTimes
    | source.PictureRow
    | SampleParagraph
    | SampleQuestion
    | SampleBox
    | SampleCode
    | SampleFigure
    | SampleSection
)


class Sample(FileShape):
    """The words of a specimen."""

    language: Language = field("The language of these words.")
    date: Date = field("The day on which they were written.")
    title: Text = field("What stands at the head of the first page.")
    draft: tuple[SampleBlock, ...] = field("What stands above the title.")
    says: tuple[SampleBlock, ...] = field("Everything else, in order.", least=1)


def sample(content: bytes, file: str, wording: Wording) -> Leaflet:
    """Compose the specimen. It is marked as a draft, so that it shows the marks of a draft.

    It has a table of contents and running titles, as long leaflets have.

    content, file: a sample's YAML and its name. Raises VocabularyError.
    """
    faults: list[Fault] = []
    node = parse(content, file, VocabularyError, faults)
    words = read(Sample, node, VocabularyError, faults)
    builder = _BlockBuilder(Phrasebook(wording))
    title = Heading("title", 1, to_words(words.title))
    furniture = partial(_furniture, words, builder.phrases)
    leaflet = Leaflet(
        title=str(words.title),
        subject=str(words.title),
        language=str(words.language),
        monograph="sample",
        edition="1",
        date=str(words.date),
        status="draft",
        identifier="",
        source=sha256(content).hexdigest(),
        blocks=(*builder.blocks(words.draft, 1), title, *builder.blocks(words.says, 1)),
        furniture=furniture(""),
    )
    return with_contents(with_identifier(leaflet, furniture), MOST_ENTRIES)


def _furniture(sample: Sample, phrases: Phrasebook, identifier: str) -> Furniture:
    """Build the words that stand on every page, as on a real leaflet."""
    texts, date = phrases.wording.footer, phrases.date(sample.date)
    return Furniture(
        header=to_words(sample.title),
        mark=to_words(phrases.wording.draft.every_page),
        disclaimer=to_words(texts.disclaimer),
        identity=fill(
            texts.identity, name=sample.title, edition="1", date=date, identifier=identifier
        ),
        page=str(texts.page),
        short_disclaimer=to_words(texts.short_disclaimer),
        lead_mark=phrases.lead_mark,
        contents_heading=to_words(phrases.wording.table_of_contents.heading),
        contents_page=str(phrases.wording.table_of_contents.page),
    )


class _BlockBuilder:
    """Builds the blocks of a specimen and numbers their paths."""

    def __init__(self, phrases: Phrasebook) -> None:
        self.phrases = phrases
        self._numbers = count(1)

    def blocks(self, sample_blocks: Sequence[SampleBlock], level: int) -> tuple[Block, ...]:
        """Build blocks. level: of the heading above them."""
        return tuple(block for part in sample_blocks for block in self._block(part, level))

    def _block(self, part: SampleBlock, level: int) -> Iterator[Block]:
        path = f"sample/{next(self._numbers)}"
        match part:
            case SampleParagraph():
                yield paragraph(path, part.text, part.role)
            case SampleQuestion():
                heading = Heading(f"{path}/asks", level + 1, part.asks)
                yield Question(path, heading, prose(self.phrases, path, part.says))
            case SampleBox():
                yield self._box(path, part)
            case SampleCode():
                figure = Figure(f"{path}/code", QRCode(str(part.code)), part.says)
                yield SideBySide(path, figure, self.blocks(part.beside, level))
            case SampleFigure():
                figure = Figure(f"{path}/figure", Pictogram(str(part.figure)), part.shows)
                yield Illustration(path, figure, paragraph(f"{path}/caption", part.caption, "note"))
            case SampleSection():
                heading = Heading(f"{path}/heading", level + 1, part.section)
                inside = self.blocks(part.says, level + 1)
                yield Section(path, path.replace("/", "-"), None, heading, inside)
            case _:
                yield from prose(self.phrases, path, (part,))

    def _box(self, path: str, part: SampleBox) -> Box:
        blocks = self.blocks(part.says, 2)
        if part.heading is None:
            return Box(path, part.box, None, blocks)
        return box_with_heading(self.phrases.wording, path, part.box, part.heading, blocks)
