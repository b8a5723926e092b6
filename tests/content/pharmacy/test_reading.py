"""A pharmacy's file is read with its logo; an address can tell of no patient."""

from __future__ import annotations

import pytest

from leaflets.base.errors import PharmacyError
from leaflets.content.monograph.scalars import PlainAddress
from leaflets.content.pharmacy.model import Pharmacy
from leaflets.content.pharmacy.reading import read_pharmacy
from leaflets.content.pictures.model import Drawing, RasterPicture
from leaflets.pdf.images import check_raster
from leaflets.source.schema import InvalidText
from leaflets.source.yaml import Text
from tests import minimal
from tests.pdf.toy import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
BESIDE = {"logo.png": png(), "logo.svg": SVG}


def pharmacy(more: str = "") -> Pharmacy:
    def load(name: str) -> tuple[bytes, str] | None:
        return (BESIDE[name], f"our/{name}") if name in BESIDE else None

    source = minimal.with_keys(more, minimal.PHARMACY) if more else minimal.PHARMACY
    return read_pharmacy(source.encode(), "our/toy.yaml", load, check_raster)


def test_the_least() -> None:
    found = pharmacy()
    assert (found.details.name, found.details.telephone) == ("Example Pharmacy", "01632 960 123")
    assert found.details.address == ("12 Example Street", "Exampletown")
    assert found.logo is found.details.web is found.details.current_text is None


def test_logos_of_both_kinds() -> None:
    assert isinstance(pharmacy("logo: {file: logo.png, says: A sign}").logo, RasterPicture)
    drawn = pharmacy("logo: {file: logo.svg, says: {en: A sign, es: Una señal}}").logo
    assert isinstance(drawn, Drawing)
    assert (drawn.width, drawn.height) == (2, 1)


def test_every_fault_is_told() -> None:
    with pytest.raises(PharmacyError) as caught:
        pharmacy("adress: [x]\ntelephone: ''\nweb: our.example\nlogo: {file: logo.bmp, says: A}")
    assert [fault.code for fault in caught.value.faults] == ["H101", "H106", "H107", "H201"]


def test_the_names_of_a_leaflet_are_put_into_the_address() -> None:
    address = "https://pharmacy.example/leaflets/{name}/{language}"
    found = pharmacy(f'current-text: "{address}"').details.current_text
    assert found is not None
    assert found.address("toyamine", "pt-BR") == "https://pharmacy.example/leaflets/toyamine/pt-BR"


@pytest.mark.parametrize(
    "address",
    [
        "https://pharmacy.example/{patient}", "https://pharmacy.example/{name}{name}",
        "https://pharmacy.example/?n={name}",
    ],
)  # fmt: skip
def test_nothing_else_is_put_into_it(address: str) -> None:
    with pytest.raises(PharmacyError) as caught:
        pharmacy(f'current-text: "{address}"')
    assert caught.value.code == "H107"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org", "https://example.org/", "https://example.org/a/b-c_d.e~f/",
        "https://id.example.org/01/09506000134352", "https://id.example.org/01/09506000134352/10/A1",
    ],
)  # fmt: skip
def test_addresses_of_pages(address: str) -> None:
    assert PlainAddress.from_text(Text(address)) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "https://example.org/?patient=7", "https://example.org/#jane",
        "https://jane@example.org/", "https://example.org:8080/", "https://example/",
        "https://example.org/ä", "https://example.org/a b", "mailto:jane@example.org",
        "https://example.org/" + "x" * 200,
        "https://id.example.org/01/09506000134352/21/12345",  # one pack
        "https://id.example.org/01/09506000134352/10/A1/21/12345",
    ],
)  # fmt: skip
def test_addresses_that_could_tell_more(address: str) -> None:
    with pytest.raises(InvalidText) as refused:
        PlainAddress.from_text(Text(address))
    assert refused.value.number == 107
