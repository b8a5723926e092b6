"""A file for the printer holds every leaflet, in order, each from a right-hand page on."""

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

from leaflets.batch.processes import ParallelExecutor

from ...faults.tools import lacking
from ..running import PARTICULARS, personal_rows, read_manifest, read_tree, run_batch, table

PEOPLE = ["Ada Lovelace", "Grace Hopper", "Łucja Wójcik", "Zoë Quill"]


def rows() -> list[dict[str, str]]:
    """Leaflets of an odd and of an even number of pages, of two bodies, one rendered in full."""
    result = [
        {"monograph": "NAC", "identifier": f"p{n}", "layout": "", **PARTICULARS, "patient": name}
        for n, name in enumerate(PEOPLE)
    ]
    result[1]["layout"] = "letter"
    result[2]["patient"] = "Ян Ковальский" * 9  # no room for it, and no letters in the body
    empty = dict.fromkeys(PARTICULARS, "")
    return [*result, {"monograph": "NAC", "identifier": "nobody", "layout": "", **empty}]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    run_batch(table(rows()), folder / "run.pdf")
    run_batch(table(rows()), folder / "single")
    return folder


def pixels(pdf: bytes, page: int) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    image = bytes(document[page].render(scale=0.5).buffer)
    document.close()
    return image


def test_a_page_looks_as_in_the_leaflet_itself(printed: Path) -> None:
    run = (printed / "run.pdf").read_bytes()
    for line in read_manifest(printed / "run.pdf"):
        assert line["status"] == "made", line
        single = (printed / f"single/{line['identifier']}.pdf").read_bytes()
        assert line["page"] % 2 == 1
        for page in range(line["pages"]):
            assert pixels(run, line["page"] - 1 + page) == pixels(single, page), line


def test_a_leaflet_has_its_own_words_and_no_others(printed: Path) -> None:
    reader = pypdf.PdfReader(printed / "run.pdf")
    for line in read_manifest(printed / "run.pdf"):
        single = pypdf.PdfReader(printed / f"single/{line['identifier']}.pdf")
        first = line["page"] - 1
        texts = [reader.pages[first + n].extract_text() for n in range(line["pages"])]
        assert texts == [page.extract_text() for page in single.pages]


def test_bookmarks_lead_to_leaflets_and_name_no_patient(printed: Path) -> None:
    reader = pypdf.PdfReader(printed / "run.pdf")
    bookmarks = [
        (str(item.title), reader.get_destination_page_number(item))  # type: ignore[union-attr]
        for item in reader.outline
    ]
    lines = read_manifest(printed / "run.pdf")
    assert bookmarks == [(line["identifier"], line["page"] - 1) for line in lines]
    content = (printed / "run.pdf").read_bytes()
    assert b"Lovelace" not in content.partition(b"<x:xmpmeta")[2].partition(b"</x:xmpmeta>")[0]
    assert reader.metadata is None


def test_a_patients_words_are_in_one_stream_only(printed: Path) -> None:
    words = [name.encode() for name in ("Lovelace", "Hopper", "Quill", PARTICULARS["pharmacy"])]
    holding = 0
    with pikepdf.open(printed / "run.pdf") as file:
        for item in file.objects:
            is_stream = isinstance(item, pikepdf.Stream)
            content = b"\n".join([item.unparse(), item.read_bytes() if is_stream else b""])
            holding += is_stream and any(word in content for word in words)
            assert is_stream or not any(word in content for word in words)
        assert not any(word in bytes(part) for word in words for part in file.trailer["/ID"])
        assert holding == len(PEOPLE)


def test_the_file_says_that_it_is_for_paper_only(printed: Path) -> None:
    content = (printed / "run.pdf").read_bytes()
    assert b"to be printed only" in content
    assert b"pdfuaid" not in content
    catalog = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert "/StructTreeRoot" not in catalog
    assert catalog["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"


def test_all_lines_have_the_digest_and_size_of_the_file(printed: Path) -> None:
    content = (printed / "run.pdf").read_bytes()
    digest = sha256(content).hexdigest()
    lines = read_manifest(printed / "run.pdf")
    assert {line["sha256"] for line in lines} == {digest}
    assert {line["size"] for line in lines} == {len(content)}


def test_qpdf_finds_the_file_sound(printed: Path) -> None:
    if not shutil.which("qpdf"):
        lacking("qpdf is not installed")
    command = ["qpdf", "--check", str(printed / "run.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_leaflet_adds_less_than_1500_bytes(tmp_path: Path) -> None:
    sizes = {}
    for count in (1, 401):
        run_batch(personal_rows(count), tmp_path / f"{count}.pdf")
        sizes[count] = (tmp_path / f"{count}.pdf").stat().st_size
    assert (sizes[401] - sizes[1]) / 400 < 1500


def test_resume_makes_an_altered_part_again(tmp_path: Path) -> None:
    target = tmp_path / "run.pdf"
    run_batch(personal_rows(7), target, part=3, start=partial(ParallelExecutor, 2))
    names = [line["file"] for line in read_manifest(target)]
    assert names == [f"run-000{n // 3 + 1}.pdf" for n in range(7)]
    finished = read_tree(tmp_path)
    (tmp_path / "run-0002.pdf").write_bytes(b"%PDF-1.7 altered")
    summary = run_batch(personal_rows(7), target, part=3, resume=True)
    assert (summary.unchanged, summary.new) == (4, 3)
    assert read_tree(tmp_path) == finished
