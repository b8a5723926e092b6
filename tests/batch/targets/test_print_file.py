"""One file for the printer: every leaflet, in order, each beginning on a right-hand page."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import partial
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from leaflets.batch.processes import Processes

from ...faults.tools import lacking
from ..asked import done, manifest, tree
from ..test_personal import TOLD, table

PEOPLE = ["Ada Lovelace", "Grace Hopper", "Łucja Wójcik", "Zoë Quill"]


def rows() -> list[dict[str, str]]:
    """Leaflets of an odd and of an even number of pages, of two bodies, one rendered in full."""
    asked = [
        {"monograph": "NAC", "identifier": f"p{n}", "layout": "", **TOLD, "patient": name}
        for n, name in enumerate(PEOPLE)
    ]
    asked[1]["layout"] = "letter"
    asked[2]["patient"] = "Ян Ковальский" * 9  # no room for it, and no letters in the body
    nobody = dict.fromkeys(TOLD, "")
    return [*asked, {"monograph": "NAC", "identifier": "nobody", "layout": "", **nobody}]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    done(table(rows()), folder / "run.pdf")
    done(table(rows()), folder / "single")
    return folder


def pixels(pdf: bytes, page: int) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    image = bytes(document[page].render(scale=0.5).buffer)
    document.close()
    return image


def test_each_page_looks_as_in_the_leaflet_itself(printed: Path) -> None:
    run = (printed / "run.pdf").read_bytes()
    for line in manifest(printed / "run.pdf"):
        assert line["status"] == "made", line
        single = (printed / f"single/{line['identifier']}.pdf").read_bytes()
        assert line["page"] % 2 == 1
        for page in range(line["pages"]):
            assert pixels(run, line["page"] - 1 + page) == pixels(single, page), line


def test_every_word_is_there_and_no_neighbours(printed: Path) -> None:
    reader = pypdf.PdfReader(printed / "run.pdf")
    for line in manifest(printed / "run.pdf"):
        single = pypdf.PdfReader(printed / f"single/{line['identifier']}.pdf")
        first = line["page"] - 1
        there = [reader.pages[first + n].extract_text() for n in range(line["pages"])]
        assert there == [page.extract_text() for page in single.pages]


def test_bookmarks_lead_to_each_leaflet_and_name_nobody(printed: Path) -> None:
    reader = pypdf.PdfReader(printed / "run.pdf")
    told = [(str(each.title), reader.get_destination_page_number(each)) for each in reader.outline]  # type: ignore[union-attr]
    assert told == [
        (each["identifier"], each["page"] - 1) for each in manifest(printed / "run.pdf")
    ]
    content = (printed / "run.pdf").read_bytes()
    assert b"Lovelace" not in content.partition(b"<x:xmpmeta")[2].partition(b"</x:xmpmeta>")[0]
    assert reader.metadata is None


def test_only_what_draws_a_patient_s_words_holds_them(printed: Path) -> None:
    words = [name.encode() for name in ("Lovelace", "Hopper", "Quill", TOLD["pharmacy"])]
    holding = 0
    with pikepdf.open(printed / "run.pdf") as file:
        for each in file.objects:
            is_stream = isinstance(each, pikepdf.Stream)
            said = b"\n".join([each.unparse(), each.read_bytes() if is_stream else b""])
            holding += is_stream and any(word in said for word in words)
            assert is_stream or not any(word in said for word in words)
        assert not any(word in bytes(part) for word in words for part in file.trailer["/ID"])
        assert holding == len(PEOPLE)


def test_it_says_that_it_is_for_paper_only(printed: Path) -> None:
    content = (printed / "run.pdf").read_bytes()
    assert b"to be printed only" in content
    assert b"pdfuaid" not in content
    catalog = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert "/StructTreeRoot" not in catalog
    assert catalog["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"


def test_all_lines_tell_of_the_file_that_is_there(printed: Path) -> None:
    content = (printed / "run.pdf").read_bytes()
    digest = sha256(content).hexdigest()
    lines = manifest(printed / "run.pdf")
    assert {each["sha256"] for each in lines} == {digest}
    assert {each["size"] for each in lines} == {len(content)}


def test_it_is_sound(printed: Path) -> None:
    if not shutil.which("qpdf"):
        lacking("qpdf is not installed")
    command = ["qpdf", "--check", str(printed / "run.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_patient_adds_little(tmp_path: Path) -> None:
    sizes = {}
    for count in (1, 401):
        asked = [{"monograph": "NAC", "identifier": f"{n}", **TOLD} for n in range(count)]
        done(table(asked), tmp_path / f"{count}.pdf")
        sizes[count] = (tmp_path / f"{count}.pdf").stat().st_size
    assert (sizes[401] - sizes[1]) / 400 < 1500


def test_parts_and_a_second_run(tmp_path: Path) -> None:
    target = tmp_path / "run.pdf"
    asked = table([{"monograph": "NAC", "identifier": f"{n}", **TOLD} for n in range(7)])
    done(asked, target, part=3, start=partial(Processes, 2))
    names = [line["file"] for line in manifest(target)]
    assert names == [f"run-000{n // 3 + 1}.pdf" for n in range(7)]
    whole = tree(tmp_path)
    (tmp_path / "run-0002.pdf").write_bytes(b"%PDF-1.7 altered")
    summary = done(asked, target, part=3, resume=True)
    assert (summary.kept, summary.made) == (4, 3)
    assert tree(tmp_path) == whole
