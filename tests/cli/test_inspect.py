"""What `leaflets inspect` tells a script: only a leaflet as it was made is good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Pdf

from .program import leaflets


def _saved_again(_: Pdf) -> None:
    pass


def _painted_over(pdf: Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes() + b"\n/Artifact BMC 1 g 0 0 600 900 re f EMC")


def _words_gone(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def _source_changed(pdf: Pdf) -> None:
    pdf.attachments["acetylcysteine.en.yaml"].get_file().obj.write(b"name: other\n")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_saved_again, "the file was changed since"),
        (_painted_over, "the file was changed since"),
        (_words_gone, "ALTERED"),
        (_source_changed, "its source:     NOT"),
    ],
)
def test_a_change_is_told_by_the_exit_code(
    tmp_path: Path, change: Callable[[Pdf], None], says: str
) -> None:
    leaflets("render", "acetylcysteine", "--embed", "--out", "a.pdf", cwd=tmp_path)
    assert leaflets("inspect", "a.pdf", cwd=tmp_path).code == 0
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        change(pdf)
        pdf.save(tmp_path / "b.pdf")
    done = leaflets("inspect", "b.pdf", cwd=tmp_path)
    assert done.code == 1
    assert says in done.text
