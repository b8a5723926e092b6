"""PDF syntax, read back by another program."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.pdf.writer import Writer, literal, name, number, text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (-3, "-3"), (595.0, "595"), (1.239, "1.24"), (0.5, "0.5"), (10.10, "10.1"),
     (-0.001, "0"), (1e9, "1000000000"), (99.999, "100")],
)  # fmt: skip
def test_numbers(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.text())
def test_text_strings_come_back(value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    assert str(pikepdf.Object.parse(text(value).encode("latin-1"))) == value


@given(st.binary())
def test_literal_strings_come_back(value: bytes) -> None:
    assert bytes(pikepdf.Object.parse(b"(" + literal(value) + b")")) == value


@pytest.mark.parametrize("value", ["a", "application/yaml", "a b", "#1", "é", "(x)"])
def test_names_come_back(value: str) -> None:
    assert str(pikepdf.Object.parse(name(value).encode())) == f"/{value}"


def made() -> bytes:
    """A file with plain objects before and after streams."""
    out = Writer()
    page, pages = out.reserve(), out.reserve()
    stream = out.stream("/Mine true", b"q Q " * 99)
    out.add(
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents {stream} 0 R>>",
        page,
    )
    out.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>", pages)
    raw = out.stream("", b"plain", deflate=False)
    root = out.add(f"<</Type/Catalog/Pages {pages} 0 R/Raw {raw} 0 R>>")
    return out.file(root, out.add(f"<</Title {text('ρ')}>>"))


def test_the_file_is_sound_and_compact() -> None:
    with pikepdf.open(BytesIO(made())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pages[0].Contents.read_bytes() == b"q Q " * 99
        assert pdf.Root.Raw.read_raw_bytes() == b"plain"
        assert str(pdf.docinfo.Title) == "ρ"
    assert made().count(b" 0 obj\n") == 4  # two streams, the objects, and the cross-references


def test_an_end_of_line_stands_before_endstream() -> None:
    assert made().count(b"\nendstream") == made().count(b"endstream") == 4


@pytest.mark.parametrize("content", [b"x\r", b"x\n", b"x\r\n", b"x", b""])
def test_a_stream_ends_where_its_length_says(content: bytes) -> None:
    out = Writer()
    at = out.stream("", content, deflate=False)
    root = out.add(f"<</Type/Catalog/S {at} 0 R>>")
    pdf = out.file(root, out.add("<<>>"))
    raw = re.search(rb"stream\n(.*?)(?:\r\n|\n)endstream", pdf, re.DOTALL)
    assert raw is not None
    assert raw[1] == content


def test_the_identity_depends_on_the_content_alone() -> None:
    def identity(pdf: bytes) -> bytes:
        return pdf.partition(b"/ID[<")[2][:32]

    other = Writer()
    root = other.add("<</Type/Catalog>>")
    assert identity(made()) == identity(made())
    assert identity(made()) != identity(other.file(root, root))


def test_more_objects_than_one_byte_counts() -> None:
    out = Writer()
    pages = out.reserve()
    kids = [out.add(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]>>") for _ in range(700)]
    out.add(f"<</Type/Pages/Count 700/Kids[{' '.join(f'{at} 0 R' for at in kids)}]>>", pages)
    root = out.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
    with pikepdf.open(BytesIO(out.file(root, out.add("<<>>")))) as pdf:
        assert len(pdf.pages) == 700
