"""Documents become monographs that hold them: pictures, depth, facts and names."""

from __future__ import annotations

import io

from PIL import Image

from leaflets.content.monograph.inline import Run
from leaflets.importing.conversion import Conversion, convert, monograph_name
from leaflets.importing.model import (
    Block,
    Document,
    Figure,
    Identification,
    ItemList,
    MedicineCode,
    Paragraph,
    Section,
)
from leaflets.importing.source import Source

from ..minimal import read_monograph, sections
from .given_words import given_words


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def converted(*blocks: Block, **facts: object) -> Conversion:
    document = Document("Testine", "en", blocks, "official-label", **facts)  # type: ignore[arg-type]
    return convert(document, Source(b"x", "testine.xml"), "2026-11-26", sections())


def lines(conversion: Conversion) -> list[str]:
    """The lines of a file that stand under says."""
    body = conversion.content.decode().split("\n  says:\n")[1].split("\n  from:")[0]
    return [line.strip() for line in body.split("\n")]


def picture(color: str = "red", kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 10), color).save(stream, kind)
    return stream.getvalue()


def test_a_picture_stands_beside_the_monograph_under_a_name_of_its_own() -> None:
    pen = Figure("My Pen.PNG", "A pen.", (Run("Figure 1"),))
    conversion = converted(pen, pictures={"My Pen.PNG": picture(), "unused.png": picture("blue")})
    [(name, content)] = conversion.pictures.items()
    assert name.startswith("my-pen-")
    assert content == picture()
    assert lines(conversion) == [f"- figure: {name}", "shows: A pen.", "caption: Figure 1"]


def test_a_picture_that_cannot_be_shown_is_told_and_its_caption_stays() -> None:
    conversion = converted(
        paragraph("Words."),
        Figure("a.gif", "A pen.", (Run("Figure 1"),), 7),
        Figure("b.png"),
        Figure("absent.png", "A cap."),
        pictures={"a.gif": picture(kind="GIF"), "b.png": picture()},
    )
    assert not conversion.pictures
    assert lines(conversion) == ["- Words.", "- Figure 1"]
    assert [(o.line, o.words) for o in conversion.omissions] == [
        (7, "A pen."), (0, "b.png"), (0, "A cap."),
    ]  # fmt: skip


def test_headings_and_lists_that_are_too_deep_keep_their_words() -> None:
    block: Block = paragraph("deep")
    for depth in range(6):
        block = Section((Run(f"h{5 - depth}"),), (block,))
    for _ in range(5):
        block = ItemList(((paragraph("item"), block),))
    headings = [f"h{depth}" for depth in range(6)]
    assert given_words(converted(block).content) == [*["item"] * 5, *headings, "deep"]


def test_what_a_source_says_of_the_medicine_and_of_itself_stands_in_the_file() -> None:
    identification = Identification(
        generic_name="testinum", also_called=("Testol",), strengths=("5 mg",), forms=("tablet",),
        routes=("oral",), codes=(MedicineCode("NDC", "0-1"),),
    )  # fmt: skip
    conversion = converted(
        paragraph("Words."), identification=identification, publisher="Labs", identifier="id-1",
        version="3", date="2024-02-01", licence="CC0", title="Label of Testine", link="https://a.b/c",
    )  # fmt: skip
    monograph = read_monograph(conversion.content)
    identity, source = monograph.identity, monograph.sources[0]
    assert [identity.generic_name, *identity.also_called, *identity.strengths] == [
        "testinum", "Testol", "5 mg",
    ]  # fmt: skip
    assert [*identity.forms, *identity.routes, identity.codes[0].value] == ["tablet", "oral", "0-1"]
    assert [source.title, source.publisher, source.identifier, source.version] == [
        "Label of Testine", "Labs", "id-1", "3",
    ]  # fmt: skip
    assert [source.date, source.licence, source.link] == ["2024-02-01", "CC0", "https://a.b/c"]
    assert source.sha256


def test_names_of_files_become_names_of_monographs() -> None:
    assert monograph_name("Aspirin 10%") == "aspirin-10"
    assert len(monograph_name("a" * 300)) == 64
    assert monograph_name("阿司匹林").startswith("leaflet-")


def test_the_name_of_a_file_writes_nothing_into_the_monograph() -> None:
    name = "a\nlanguage: fr\n\udcff.md"  # \udcff: a byte that is no UTF-8
    document = Document("Testine", "en", (paragraph("Words."),), "official-label")
    conversion = convert(document, Source(b"x", name, stem=name), "2026-11-26", sections())
    first, _ = conversion.content.decode().split("\n", 1)
    assert first.endswith(r"from a\u000alanguage: fr\u000a\udcff.md,")
