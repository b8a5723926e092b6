"""Whatever a pharmacy writes for a patient: the stamped leaflet is as sound as any other.

Run by `python -m pytest tests/conformance/check_stamped.py` and not by default; needs veraPDF, as
verapdf.py says, and qpdf. Without them these tests fail, because they were asked for.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pypdfium2
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import leaflets
from leaflets import Leaflet
from leaflets.content.particulars import FIELDS, Particulars
from tests.batch.running import read_manifest, run_batch, table
from tests.drawn import contents, marked
from tests.patients import AS_TYPED
from tests.pdf.tagging import faults
from tests.readback import text_of
from tests.shipped import LAYOUTS
from tests.stamping.test_frozen import ANY

from .verapdf import validate

PATIENTS = 24
ROWS = st.lists(
    st.tuples(st.sampled_from(LAYOUTS), st.sampled_from(["en", "es"]), ANY),
    min_size=PATIENTS,
    max_size=PATIENTS,
)
BLANK = dict.fromkeys(FIELDS, "")


def rows_of(drawn: list[tuple[str, str, dict[str, str]]]) -> list[dict[str, str]]:
    rows = []
    for n, (layout, language, values) in enumerate(drawn):
        days = [
            each for each in ("born", "dispensed") if not "1900" <= values.get(each, "2") < "2100"
        ]
        told = {field: value for field, value in values.items() if field not in days}
        if "product" in told:  # another medicine would be refused
            told["product"] = "Acetylcysteine 400 mg"
        rows.append({"monograph": "NAC", "identifier": f"p{n}", "layout": layout,
                     "language": language, **BLANK, **AS_TYPED, **told})  # fmt: skip
    return rows


def shipped_leaflet(row: dict[str, str]) -> Leaflet:
    particulars = Particulars.from_mapping(
        {field: row[field] for field in (*BLANK, *AS_TYPED)}, language=row["language"]
    )
    reading = leaflets.read("acetylcysteine", language=row["language"])
    return leaflets.compose(reading, particulars=particulars or None)


def is_sound(path: Path) -> None:
    """As qpdf sees it; a warning is a failure, too."""
    found = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def read_aloud(pdf: bytes) -> str:
    """All letters of the structure tree, in its order; the tree is walked, and nothing is known."""
    with pikepdf.open(BytesIO(pdf)) as file:
        said: dict[tuple[int, int], str] = {}
        for page in file.pages:
            for stream in contents(page):
                for mark, text in marked(stream, page).items():
                    said[page.obj.objgen[0], mark] = text
        letters: list[str] = []
        walk(file.Root.StructTreeRoot, 0, said, letters)
        return "".join("".join(letters).split())


def walk(element: Any, page: int, said: dict[tuple[int, int], str], letters: list[str]) -> None:
    page = element.Pg.objgen[0] if "/Pg" in element else page
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            letters.append(said[page, kid])
        elif "/MCID" in kid:
            letters.append(said[kid.Pg.objgen[0], int(kid.MCID)])
        elif "/S" in kid:
            walk(kid, page, said, letters)


def pixels(file: pypdfium2.PdfDocument, page: int) -> bytes:
    return bytes(file[page].render(scale=0.5).buffer)


@given(drawn=ROWS)
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
def test_any_particulars_in_any_layout(drawn: list[tuple[str, str, dict[str, str]]]) -> None:
    rows = rows_of(drawn)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for out in ("x", "x.pdf"):
            assert run_batch(table(rows), folder / out).failures == {}
        paths = [folder / f"x/{row['identifier']}.pdf" for row in rows]
        wanted = [("ua1,2a", path) for path in paths] + [("2b", folder / "x.pdf")]
        found = validate(wanted)
        assert len(found) == 2 * PATIENTS + 1
        assert {
            f"{each.file} {each.flavour}": each.broken for each in found if not each.passed
        } == {}
        for path in [*paths, folder / "x.pdf"]:
            is_sound(path)
        for path, row in zip(paths, rows, strict=True):
            as_in_a_full_render(path.read_bytes(), row)
        printed_alike(folder / "x.pdf", paths)


def as_in_a_full_render(pdf: bytes, row: dict[str, str]) -> None:
    """The same bytes, so the same words and pixels; the box at its place in the reading order."""
    leaflet = shipped_leaflet(row)
    assert pdf == leaflets.typeset(leaflet, row["layout"]).pdf
    assert not faults(pdf)
    assert read_aloud(pdf) == "".join(text_of(pdf, leaflet))


def printed_alike(printed: Path, paths: list[Path]) -> None:
    """Each page in the file for the printer looks as in the leaflet itself."""
    run = pypdfium2.PdfDocument(printed)
    for line, path in zip(read_manifest(printed), paths, strict=True):
        single = pypdfium2.PdfDocument(path)
        assert len(single) == line["pages"]
        for page in range(line["pages"]):
            assert pixels(run, line["page"] - 1 + page) == pixels(single, page), line
        single.close()
    run.close()


def test_a_file_for_the_printer_that_is_spoiled_is_found_out(tmp_path: Path) -> None:
    rows = [{"monograph": "NAC", "identifier": "a", "patient": "Ada"}]
    run_batch(table(rows), tmp_path / "x.pdf")
    spoiled = (tmp_path / "x.pdf").read_bytes().replace(b"<pdfaid:part>2<", b"<pdfaid:part>9<")
    (tmp_path / "y.pdf").write_bytes(spoiled)
    found = validate([("2b", tmp_path / "x.pdf"), ("2b", tmp_path / "y.pdf")])
    assert [each.passed for each in found] == [True, False]
