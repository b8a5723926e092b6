"""`leaflets render --pharmacy`: whose name, address and logo stand at the head."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests import minimal
from tests.pdf.mutations import elements
from tests.pdf.toy import png
from tests.readback import pages_of

from .program import leaflets

NAME = "acetylcysteine"
OUR = ("--data", "our")
MORE = """
web: https://pharmacy.example/
logo: {file: logo.png, says: {en: A green square, es: Un cuadrado verde}}
current-text: "https://pharmacy.example/leaflets/{name}/{language}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which `our` holds the pharmacy toy."""
    (tmp_path / "our/pharmacies").mkdir(parents=True)
    (tmp_path / "our/pharmacies/toy.yaml").write_text(minimal.PHARMACY + MORE, "utf-8")
    (tmp_path / "our/pharmacies/logo.png").write_bytes(png("RGB", (30, 30)))
    return tmp_path


def test_stands_at_the_head_of_the_first_page_and_in_the_headers(folder: Path) -> None:
    done = leaflets("render", NAME, "--pharmacy", "toy", *OUR, "--out", "-", cwd=folder)
    assert done.code == 0, done.err
    first, *others = (" ".join(page) for page in pages_of(done.out))
    head = (
        "Example Pharmacy 12 Example Street, Exampletown Telephone: 01632 960 123, pharmacy.example"
    )
    assert first.startswith(f"{head} DRAFT.")
    assert all("Acetylcysteine 400 mg – Example Pharmacy" in page for page in others)
    assert "pharmacy.example/leaflets/acetylcysteine/en" in "".join(others)
    with pikepdf.open(BytesIO(done.out)) as pdf:
        assert [str(figure.Alt) for figure in elements(pdf, "Figure")] == [
            "A green square",
            "QR code for the address that follows.",
        ]


def test_in_another_language(folder: Path) -> None:
    arguments = ("render", NAME, "--pharmacy", "toy", *OUR, "--language", "es")
    said = leaflets(*arguments, "--as", "text", cwd=folder).text
    assert "Teléfono: 01632 960 123" in said
    assert "pharmacy.example/leaflets/acetylcysteine/es" in said
    with pikepdf.open(BytesIO(leaflets(*arguments, "--out", "-", cwd=folder).out)) as pdf:
        assert str(next(elements(pdf, "Figure")).Alt) == "Un cuadrado verde"


def test_is_chosen_once_for_all(folder: Path) -> None:
    environ = {"LEAFLETS_DATA": "our", "LEAFLETS_PHARMACY": "toy"}
    said = leaflets("render", NAME, "--as", "text", cwd=folder, environ=environ).text
    assert said.startswith("Example Pharmacy\n")
    given = leaflets("render", NAME, "--as", "text", "--pharmacy", "toy", *OUR, cwd=folder)
    assert given.text == said


def test_one_that_is_near_is_offered(folder: Path) -> None:
    done = leaflets("render", NAME, "--pharmacy", "toi", *OUR, cwd=folder)
    assert (done.code, done.err[:5], "'toy'" in done.err) == (4, "N410 ", True)
    assert leaflets("render", NAME, "--pharmacy", "", cwd=folder).code == 2
    assert leaflets("render", NAME, "--pharmacy", "../toy", *OUR, cwd=folder).code == 4


def test_is_listed(folder: Path) -> None:
    assert "Pharmacies\n  toy  Example Pharmacy" in leaflets("list", *OUR, cwd=folder).text
    (folder / "our/pharmacies/logo.png").unlink()
    assert "toy  cannot be read (H202)" in leaflets("list", *OUR, cwd=folder).text
    assert "Pharmacies" not in leaflets("list", cwd=folder).text


def test_its_leaflets_are_made_again(folder: Path) -> None:
    leaflets("render", NAME, "--pharmacy", "toy", *OUR, "--out", "a.pdf", cwd=folder)
    environ = {"LEAFLETS_DATA": "our"}
    assert "the same words" in leaflets("inspect", "a.pdf", cwd=folder, environ=environ).text
    assert "OTHER WORDS" in leaflets("inspect", "a.pdf", cwd=folder).text


def test_the_shell_completes_its_name(folder: Path) -> None:
    environ = {
        "_LEAFLETS_COMPLETE": "bash_complete",
        "COMP_WORDS": "leaflets render x --data our --pharmacy t",
        "COMP_CWORD": "6",
    }
    assert leaflets(cwd=folder, environ=environ).text.splitlines() == ["plain,toy"]


def test_a_logo_that_is_not_needed_is_not_looked_for(folder: Path) -> None:
    (folder / "our/pharmacies/bare.yaml").write_text(minimal.PHARMACY, "utf-8")
    (folder / "our/pharmacies/logo.png").unlink()
    done = leaflets("render", NAME, "--pharmacy", "bare", *OUR, "--as", "text", cwd=folder)
    assert done.code == 0


def test_another_logo_is_another_leaflet(folder: Path) -> None:
    made = []
    for colour in ("green", "green", "red"):
        (folder / "our/pharmacies/logo.png").write_bytes(png("RGB", (30, 30), colour))
        arguments = ("render", NAME, "--pharmacy", "toy", *OUR, "--out", "-")
        made.append(leaflets(*arguments, cwd=folder).out)
    assert made[0] == made[1] != made[2]
