"""The letterhead stands first; the address of the newest text is printed beside its code."""

from __future__ import annotations

import pytest

import leaflets
from leaflets import Leaflet
from leaflets.base.errors import PharmacyError, ProfileError
from leaflets.content.pharmacy.model import Pharmacy
from leaflets.content.pharmacy.reading import read_pharmacy
from leaflets.content.pictures.model import Drawing, QRCode
from leaflets.leaflet.model import Figure, Heading, Paragraph, SideBySide
from leaflets.leaflet.plain import plain, words
from leaflets.leaflet.walk import walk
from leaflets.pdf.structure import structure_tree
from tests import minimal
from tests.pdf.test_shelf import check
from tests.readback import composition_of, pages_of
from tests.shipped import LAYOUTS

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
LOGO = "logo: {file: logo.svg, says: {en: A green triangle}}\n"
CURRENT = 'current-text: "https://pharmacy.example/{name}/{language}"\n'


def pharmacy(more: str = LOGO) -> Pharmacy:
    def never(_: bytes) -> None:
        raise AssertionError

    source = (minimal.PHARMACY + more).encode()
    return read_pharmacy(source, "toy.yaml", lambda name: (SVG, name), never)  # type: ignore[arg-type]


def made(more: str = LOGO, language: str = "en") -> Leaflet:
    reading = leaflets.read("acetylcysteine", language=language)
    return leaflets.compose(reading, pharmacy=pharmacy(more))


def figures(leaflet: Leaflet) -> list[Figure]:
    return [block for block in walk(leaflet.blocks) if isinstance(block, Figure)]


def test_the_letterhead_stands_first_beside_the_logo() -> None:
    first = made().blocks[0]
    assert isinstance(first, SideBySide)
    assert [str(line.words) for line in first.blocks if isinstance(line, Paragraph)] == [
        "Example Pharmacy",
        "12 Example Street, Exampletown",
        "Telephone: 01632 960 123",
    ]
    assert first.figure is not None
    assert isinstance(first.figure.picture, Drawing)
    assert str(first.figure.description) == "A green triangle"
    assert not first.figure.printed


def test_a_leaflet_without_logo_or_pharmacy() -> None:
    first = made("").blocks[0]
    assert isinstance(first, SideBySide)
    assert first.figure is None
    alone = leaflets.compose(leaflets.read("acetylcysteine"))
    assert not any(isinstance(block, SideBySide) for block in walk(alone.blocks))
    assert made("").identifier != alone.identifier  # other words


def test_a_logo_without_a_description_in_the_language_is_refused() -> None:
    with pytest.raises(PharmacyError) as caught:
        made(language="es")
    assert caught.value.code == "H290"
    assert str(caught.value.place) == "toy.yaml:4:31"
    said = made("logo: {file: logo.svg, says: Triangle}\n", "es").blocks[0]
    assert isinstance(said, SideBySide)
    assert said.figure is not None
    assert str(said.figure.description) == "Triangle"


FOOTER = "footer: {en: Open all week., es: Abierto toda la semana.}\n"


def test_the_pharmacys_line_stands_below_the_disclaimer_in_the_language() -> None:
    assert plain(made(FOOTER)).splitlines()[-3:-1] == [
        "an emergency, get help first.",
        "Open all week.",
    ]
    assert "Abierto toda la semana." in plain(made(FOOTER, "es")).splitlines()
    assert made(FOOTER).identifier != made("").identifier  # other words
    with pytest.raises(PharmacyError) as caught:
        made("footer: {en: Open all week.}\n", "es")
    assert (caught.value.code, str(caught.value.place)) == ("H290", "toy.yaml:4:10")


def test_the_pharmacys_line_keeps_the_rules_of_the_profile() -> None:
    reading, us = leaflets.read("acetylcysteine"), leaflets.read_profile("us")
    (forbidden, *_), *_ = (rule.words for rule in us.profile.forbidden.values())
    with pytest.raises(ProfileError, match="P291"):
        leaflets.compose(reading, pharmacy=pharmacy(f"footer: We are {forbidden}.\n"), profile=us)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pharmacys_line_is_on_every_page_and_read_once(layout: str) -> None:
    leaflet = made(FOOTER)
    found = leaflets.typeset(leaflet, layout)
    check(found.pdf, leaflet, "ua1", "2a")
    pages = [" ".join(page) for page in pages_of(found.pdf)]
    assert all(page.count("Open all week.") == 1 for page in pages)
    said = [
        item
        for item in structure_tree(composition_of(found.pdf, leaflet)).words()
        if "Open all week" in item.text
    ]
    assert [item.role for item in said] == ["P"]


def test_the_newest_text_has_its_address_printed_beside_its_code() -> None:
    leaflet = made(LOGO + CURRENT)
    (code,) = [item for item in figures(leaflet) if isinstance(item.picture, QRCode)]
    assert code.picture == QRCode("https://pharmacy.example/acetylcysteine/en")
    said = " ".join(words(leaflet))
    assert said.count(" pharmacy.example/acetylcysteine/en ") == 1
    assert str(code.description) not in said  # a description is no word on paper
    (link,) = [
        run.link
        for block in walk(leaflet.blocks)
        if isinstance(block, Paragraph)
        for run in block.words.runs
        if run.link
    ]
    assert link == "https://pharmacy.example/acetylcysteine/en"


def test_the_newest_text_stands_below_the_heading_of_the_section_about() -> None:
    blocks = list(walk(made(LOGO + CURRENT).blocks))
    at = next(n for n, block in enumerate(blocks) if block.path == "current-text")
    assert isinstance(blocks[at - 1], Heading)
    assert blocks[at - 1].path == "about/heading"


def test_a_monographs_own_address_comes_first() -> None:
    text = minimal.MONOGRAPH + "current-text: https://example.org/toyamine\n"
    from leaflets.leaflet.letterhead import current_text

    monograph = minimal.read_monograph(text)
    assert current_text(monograph, "toy", pharmacy(CURRENT)) == "https://example.org/toyamine"
    assert current_text(minimal.read_monograph(minimal.MONOGRAPH), "toy", None) is None


def test_plain_text_begins_with_the_letterhead() -> None:
    assert plain(made()).startswith("Example Pharmacy\n12 Example Street, Exampletown\n")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letterhead_is_sound_in_every_layout(layout: str) -> None:
    leaflet = made(LOGO + CURRENT)
    found = leaflets.typeset(leaflet, layout)
    check(found.pdf, leaflet, "ua1", "2a")
    assert found.pdf == leaflets.typeset(leaflet, layout).pdf


def test_a_screen_reader_reads_the_letterhead_once() -> None:
    said = [item for item in structure_tree(made(LOGO + CURRENT)).words() if item.role == "Figure"]
    assert [(item.text, item.instead) for item in said] == [
        ("", "A green triangle"),
        ("", "QR code for the address that follows."),
    ]
