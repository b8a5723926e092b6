"""A name in letters that our fonts lack is on the leaflet, by a font of the pharmacy's own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

import leaflets as api
from tests import minimal
from tests.own_fonts import CHINESE, FONTS, MARK, RARE, SYRIAC, TELUGU, own_folder, toy_font
from tests.pdf.test_shelf import check
from tests.readback import pages_of
from tests.shipped import LAYOUTS

from .program import ROOT, leaflets

NAME = "acetylcysteine"
PATIENT = f"{CHINESE}{RARE}"
CASE = ROOT.parent / "shared/cases/newcomer/rx-chinese-name.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own_folder(tmp_path / "our")
    return tmp_path


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_letters_are_printed_and_read_in_every_layout(folder: Path, layout: str) -> None:
    our = folder / "our"
    (our / "pharmacies").mkdir()
    text = minimal.PHARMACY.replace("Example Pharmacy", f"{PATIENT} (Ada)")
    (our / "pharmacies/p.yaml").write_text(text, "utf-8")
    leaflet = api.compose(api.read(NAME, folder=our), pharmacy="p")
    found = api.typeset(leaflet, layout, folder=our)
    check(found.pdf, leaflet, "ua1", "2a")
    assert f"{PATIENT} (Ada)" in " ".join(pages_of(found.pdf)[0])
    assert found.pdf == api.typeset(leaflet, layout, folder=our).pdf


@pytest.mark.parametrize("layout", ["standard", "large-print", "receipt"])
def test_the_patients_name_is_printed(folder: Path, layout: str) -> None:
    arguments = ("--patient", PATIENT, "--layout", layout, "--data", "our", "--out", "-")
    done = leaflets("render", NAME, *arguments, cwd=folder)
    assert done.code == 0, done.err
    assert f"For: {PATIENT}" in " ".join(pages_of(done.out)[0])


def test_without_the_font_the_message_names_what_helps(folder: Path) -> None:
    done = leaflets("render", NAME, "--patient", PATIENT, cwd=folder)
    assert (done.code, "T502" in done.err, "fonts.yaml" in done.err) == (5, True, True)
    assert not any(character in done.err for character in PATIENT)


@pytest.mark.parametrize("character", [SYRIAC, TELUGU, f"q{MARK}"])
def test_letters_that_need_shaping_are_refused_though_the_font_has_them(
    folder: Path, character: str
) -> None:
    done = leaflets("render", NAME, "--patient", character, "--data", "our", cwd=folder)
    assert (done.code, "Write it in Latin letters" in done.err) == (5, True)


def test_a_stamped_batch_prints_the_same_bytes_as_a_render(folder: Path) -> None:
    rows = f"monograph,identifier,patient\n{NAME},a,{PATIENT}\n{NAME},b,Ada\n"
    (folder / "rows.csv").write_text(rows, "utf-8")
    done = leaflets("batch", "rows.csv", "--data", "our", "--out", "x", cwd=folder)
    assert (done.code, done.text.splitlines()[0]) == (0, "2 made, 0 failed."), done.err
    for row, patient in (("a", PATIENT), ("b", "Ada")):
        arguments = ("render", NAME, "--patient", patient, "--data", "our", "--out", "-")
        assert (folder / f"x/{row}.pdf").read_bytes() == leaflets(*arguments, cwd=folder).out
    done = leaflets("batch", "rows.csv", "--data", "our", "--out", "x.pdf", cwd=folder)
    assert done.code == 0, done.err
    pages = [" ".join(page) for page in pages_of((folder / "x.pdf").read_bytes())]
    assert sum(f"For: {PATIENT}" in page for page in pages) == 1


def test_a_batch_with_another_font_is_another_batch(folder: Path) -> None:
    (folder / "rows.csv").write_text(f"monograph,patient\n{NAME},{PATIENT}\n", "utf-8")
    arguments = ("batch", "rows.csv", "--data", "our", "--out", "x")
    assert leaflets(*arguments, cwd=folder).code == 0
    (folder / "our/fonts/Toy-Regular.ttf").write_bytes(toy_font(edge=700))
    again = leaflets(*arguments, "--resume", cwd=folder)
    assert (again.code, again.err[:4]) == (2, "U221")


def test_bold_words_are_set_in_the_bold_file(tmp_path: Path) -> None:
    both = f"{FONTS}    bold: Toy-Bold.ttf\n"
    files = {"Toy_Regular": toy_font(), "Toy_Bold": toy_font(name="Heavy")}
    own_folder(tmp_path / "our", both, **files)
    own_folder(tmp_path / "one", FONTS)
    pharmacy = f"name: {CHINESE}\naddress: [{CHINESE}]\ntelephone: '1'\n"
    for our in ("our", "one"):
        (tmp_path / our / "pharmacies").mkdir()
        (tmp_path / our / "pharmacies/p.yaml").write_text(pharmacy, "utf-8")
        arguments = ("render", NAME, "--pharmacy", "p", "--data", our, "--out", f"{our}.pdf")
        assert leaflets(*arguments, cwd=tmp_path).code == 0
    assert {"Toy-Regular", "Heavy-Regular"} <= fonts_of(tmp_path / "our.pdf")
    assert "Heavy-Regular" not in fonts_of(tmp_path / "one.pdf")


def fonts_of(path: Path) -> set[str]:
    """Return the names of the fonts in a file."""
    with pikepdf.open(path) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        return {str(font.BaseFont).partition("+")[2] for font in fonts if "/BaseFont" in font}


def test_a_font_without_a_space_is_refused(tmp_path: Path) -> None:
    own_folder(tmp_path / "our", FONTS, Toy_Regular=toy_font(CHINESE))
    done = leaflets("render", NAME, "--patient", "王", "--data", "our", cwd=tmp_path)
    assert (done.code, "T503" in done.err, "no space" in done.err) == (5, True, True)


@pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not there")
def test_the_patient_of_the_shared_case_has_a_name(folder: Path) -> None:
    arguments = ("render", NAME, "--particulars", str(CASE), "--data", "our", "--as", "pdf")
    done = leaflets(*arguments, "--out", "-", cwd=folder)
    assert done.code == 0, done.err
    assert "For: 王小明" in " ".join(pages_of(done.out)[0])


def test_the_example_of_the_help_page_is_read(folder: Path) -> None:
    page = (ROOT / "leaflets/help/layouts.md").read_text("utf-8")
    example = page.partition("fonts.yaml")[2].partition("```yaml\n")[2].partition("```")[0]
    (folder / "our/fonts.yaml").write_text(example, "utf-8")
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        (folder / "our/fonts" / name).write_bytes(toy_font())
    done = leaflets("render", NAME, "--patient", PATIENT, "--data", "our", cwd=folder)
    assert done.code == 0, done.err
