"""Whatever a reader builds, every word stands in the file once, in its order, and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.content.monograph.inline import Run
from leaflets.importing.conversion import convert
from leaflets.importing.model import (
    Block,
    Boxed,
    Cells,
    Document,
    GroupRow,
    ItemList,
    Lines,
    Paragraph,
    Row,
    Runs,
    Section,
    Terms,
)
from leaflets.importing.source import Source

from ..minimal import sections
from .given_words import given_words

# words that mean something to YAML or to a monograph
STRANGE = ["no", "~", "a:", "#b", "<18", "*", "**", "[x](y)", "\\", '"', "'", "&", "1.", "?",
           "|", ">", "{x}", "a*b", "(*)", "@", "%", "`", "immediately", "doctor"]  # fmt: skip
MOST_DEPTH = 5


class Words:
    """Draws blocks. expected: their words in order; each ends with a number of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.expected: list[str] = []

    def runs(self) -> Runs:
        runs = []
        for _ in range(self.draw(st.integers(1, 3))):
            strange = self.draw(st.lists(st.sampled_from(STRANGE), max_size=3))
            words = [*strange, f"w{len(self.expected)}"]
            self.expected += words
            styles = st.sampled_from([(False, False), (True, False), (False, True), (True, True)])
            strong, emphasis = self.draw(styles)
            runs.append(Run(" ".join(words) + " ", strong, emphasis))
        return tuple(runs)

    def paragraph(self) -> Paragraph:
        return Paragraph(self.runs())

    def blocks(self, depth: int, most: int = 3) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.draw(st.integers(1, most))))

    def block(self, depth: int) -> Block:
        kinds = "pl" if depth > MOST_DEPTH else "plsinbtd"
        match self.draw(st.sampled_from(kinds)):
            case "p":
                return self.paragraph()
            case "l":
                return Lines((self.runs(), self.runs()))
            case "s":
                return Section(self.runs(), self.blocks(depth + 1), "storage")
            case "i":
                return ItemList((self.blocks(depth + 1, 2), self.blocks(depth + 1, 2)))
            case "n":
                start = self.draw(st.integers(1, 9))
                return ItemList((self.blocks(depth + 1, 2),), start)
            case "b":
                return Boxed(self.blocks(depth + 1))
            case "t":
                return self.table(depth)
        return Terms(((self.runs(), self.blocks(depth + 1, 2)),))

    def table(self, depth: int) -> Cells:
        head = Row(((self.paragraph(),), (self.paragraph(),)))
        group = GroupRow(self.runs())
        row = Row(((), self.blocks(depth + 3, 2)))
        return Cells((head, group, row), heading_rows=1, notes=(self.paragraph(),))


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[str]]:
    words = Words(draw)
    blocks = words.blocks(1, 4)
    return Document("Testine", "en", blocks, "official-label"), words.expected


@settings(max_examples=40)
@given(documents())
def test_every_word_of_any_document_stands_in_the_file(
    generated: tuple[Document, list[str]],
) -> None:
    document, expected = generated
    conversion = convert(document, Source(b"x", "t.xml"), "2026-11-26", sections())
    # the numbers of lists that are too deep become words
    found = [word for word in given_words(conversion.content) if not word[:-1].isdecimal()]
    assert found == [word for word in expected if not word[:-1].isdecimal()]
