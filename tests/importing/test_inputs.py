"""Files, folders, archives and streams give up their documents one by one, or tell why not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflets.base.errors import Place
from leaflets.importing import inputs as importing_inputs
from leaflets.importing.inputs import Inputs
from leaflets.importing.source import Source

PAGE = b"# Testine\n\nWords.\n"


def packed(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def found(content: bytes, form: str | None = None) -> list[str]:
    """The name of each document in a stream, or the place and code of what is wrong."""
    documents = Inputs("en", form=form).stream(
        io.BytesIO(content), Place("a.zip"), "a", lambda _: None
    )
    return [
        document.name
        if isinstance(document, Source)
        else f"{document.place} {document.faults[0].code}"
        for document in documents
    ]


def test_the_documents_of_an_archive_come_in_its_order_and_nothing_else() -> None:
    files = {
        "z/b.md": PAGE, "a.MD": PAGE, "picture.jpg": b"x", "__MACOSX/a.md": PAGE, ".git/c.md": PAGE,
        "inner.zip": packed({"d.md": PAGE}), "notes.txt": PAGE,
    }  # fmt: skip
    assert found(packed(files)) == ["a.zip/z/b.md", "a.zip/a.MD", "a.zip/inner.zip/d.md"]
    assert found(packed({})) == []


def test_a_hostile_name_is_only_shown() -> None:
    assert found(packed({"../../etc/a\n.md": PAGE})) == ["a.zip/../../etc/a\\u000a.md"]


def test_a_bad_file_of_an_archive_is_one_fault_and_the_others_go_on() -> None:
    files = {"a.md": PAGE, "b.md": b"\0" * 9, "c.zip": b"PK\x03\x04 cut", "d.md": PAGE}
    assert found(packed(files)) == [
        "a.zip/a.md", "a.zip/b.md Q213", "a.zip/c.zip Q214", "a.zip/d.md",
    ]  # fmt: skip


def test_a_damaged_file_of_an_archive_is_one_fault() -> None:
    content = packed({"a.md": PAGE, "b.md": PAGE})
    start = content.index(b"a.md") + 4
    damaged = content[:start] + bytes(5) + content[start + 5 :]
    assert found(damaged) == ["a.zip/a.md Q214", "a.zip/b.md"]
    assert found(content[:-30]) == ["a.zip Q214"]


def test_a_bomb_is_refused() -> None:
    assert found(packed({"a.md": b"# T\n\n" + b"a" * 3_000_000})) == ["a.zip/a.md Q215"]
    content = packed({"a.md": PAGE})
    for _ in range(3):
        content = packed({"x.zip": content})
    assert found(content) == ["a.zip/x.zip/x.zip/x.zip Q215"]


def test_a_large_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing_inputs, "DOCUMENT_BYTES", 10)
    assert found(PAGE) == ["a.zip Q201"]


def test_the_file_of_another_program_is_refused() -> None:
    assert found(packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == [
        "a.zip Q213"
    ]
    for content in (b"%PDF-1.7", b"<html>", b'{"a": 1}'):
        assert found(content) == ["a.zip Q213"]
    assert found("# T".encode("utf-16")) == ["a.zip Q202"]


def test_a_document_has_the_pictures_that_it_names_and_no_others(tmp_path: Path) -> None:
    page = b"# T\n\n![pen](pen.png) ![no](absent.png) ![out](../secret.png)\n"
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, content in {"t.md": page, "pen.png": b"pen", "other.png": b"other"}.items():
        (folder / name).write_bytes(content)
    (source,) = Inputs("en").files(folder)
    assert isinstance(source, Source)
    assert source.files == {"pen.png": b"pen"}
    files = {"x/t.md": page, "x/pen.png": b"pen", "pen.png": b"another", "secret.png": b"secret"}
    stream = io.BytesIO(packed(files))
    (source,) = Inputs("en").stream(stream, Place("a.zip"), None, lambda _: None)
    assert isinstance(source, Source)
    assert source.files == {"pen.png": b"pen"}
