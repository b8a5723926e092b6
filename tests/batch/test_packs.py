"""Packs: which requests make one, what the cover says, and where each leaflet begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

import leaflets
from leaflets.base.errors import RequestsError
from leaflets.batch.model import LeafletKey, RecordFields, Request, Setup
from leaflets.batch.packs import group_by_patient, make_pack
from leaflets.content.library import Library
from leaflets.content.particulars import Particulars
from leaflets.content.wording import load_wording

from ..minimal import MONOGRAPH
from ..pdf.tagging import faults
from ..pdf.toy import png
from ..readback import pages_of
from ..shipped import LAYOUTS

OTHER = (
    MONOGRAPH.replace("Testine", "Otherine").replace("testine", "otherine").replace("TST", "OTR")
)
NAMED = OTHER.replace("Ask before you take it.", "Ask before you take it with testine.")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for name, text in (("testine", MONOGRAPH), ("otherine", NAMED)):
        folder = tmp_path / "monographs" / name
        folder.mkdir(parents=True)
        (folder / "en.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def request(line: int, monograph: str, *, reference: str = "", **values: str) -> Request:
    key = LeafletKey(monograph, values.pop("layout", "standard"), "en", "generic")
    particulars = Particulars.from_mapping(values, language="en") if values else None
    return Request(line, f"rx-{line}", key, particulars, RecordFields(patient=reference))


def test_leaflets_in_two_languages_are_in_no_pack() -> None:
    first = request(2, "testine")
    both = first._replace(line=3, key=first.key._replace(language="es,en"))
    with pytest.raises(RequestsError) as caught:
        group_by_patient([both], "rows.csv")
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [("B122", 3)]


def two_medicines(layout: str = "standard") -> list[Request]:
    return [
        request(2, "testine", layout=layout, patient="Ada Exempel", product="Testine 10 mg",
                directions="Take 1 tablet in the morning."),
        request(3, "otherine", layout=layout, patient="Ada Exempel", product="Otherine 10 mg",
                directions="Take 2 tablets at night."),
    ]  # fmt: skip


def first_pages(pdf: bytes) -> list[int]:
    """Where the cover and each leaflet begin, counted from 0, as the outline says."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    return [reader.get_destination_page_number(mark) or 0 for mark in tops]


def fault_codes(requests: Sequence[Request]) -> list[tuple[str, int]]:
    with pytest.raises(RequestsError) as caught:
        group_by_patient(requests, "rows.csv")
    return [(fault.code, fault.place.line) for fault in caught.value.faults]


def test_requests_are_grouped_by_the_reference_of_their_patient() -> None:
    rows = [request(n, "testine", reference=name) for n, name in enumerate("ABACB", 2)]
    groups = group_by_patient(rows, "rows.csv")
    assert [[request.line for request in group] for group in groups] == [[2, 4], [3, 6], [5]]


def test_a_request_without_a_reference_among_others_is_refused() -> None:
    rows = [request(2, "testine", reference="A"), request(3, "testine")]
    assert fault_codes(rows) == [("B120", 3)]


def test_two_patients_are_never_in_one_pack() -> None:
    for field, one, two in (("patient", "Ada", "Bea"), ("born", "1950", "1951")):
        for reference in ("", "A"):
            rows = [
                request(2, "testine", reference=reference, **{field: one}),
                request(3, "otherine", reference=reference, **{field: two}),
            ]
            assert fault_codes(rows) == [("B121", 3)]


def test_a_pack_has_one_layout() -> None:
    rows = [request(2, "testine"), request(3, "otherine", layout="compact")]
    assert fault_codes(rows) == [("B122", 3)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_leaflet_stands_in_the_pack_as_it_stands_alone(layout: str, library: Path) -> None:
    rows = two_medicines(layout)
    pack = make_pack(Setup(library), rows)
    assert faults(pack.file.pdf) == []
    pages = pages_of(pack.file.pdf)
    for leaflet, first in zip(pack.leaflets, first_pages(pack.file.pdf)[1:], strict=True):
        assert layout == "receipt" or first % 2 == 0  # counted from 0: a right-hand page
        alone = leaflets.typeset(leaflet, layout, folder=library)
        for page, words in enumerate(pages_of(alone.pdf), first):
            assert pages[page][:-4] == words[:-4]  # all but "Page 3 of 8"
            assert pages[page][-4:] == f"Page {page + 1} of {len(pages)}".split()
    assert pack.file.pages == len(pages)


def test_a_long_leaflet_names_the_pages_of_the_pack_and_leads_to_them(library: Path) -> None:
    (library / "layouts").mkdir()
    small = "extends: standard\nsays: Small.\npage: {height: 150 mm}\nlong: {pages: 2}\n"
    (library / "layouts/small.yaml").write_text(small)
    pdf = make_pack(Setup(library), two_medicines("small")).file.pdf
    assert faults(pdf) == []
    reader, pages = pypdf.PdfReader(BytesIO(pdf)), [" ".join(page) for page in pages_of(pdf)]
    named = [(n, int(found[1])) for n, page in enumerate(pages)
             if (found := re.search(r"How to store it page (\d+)", page))]  # fmt: skip
    assert len(named) == 2
    for page, number in named:
        assert number > page + 1  # in this leaflet, not in the other
        assert "How to store it" in pages[number - 1]
        places = [area.get_object()["/A"].get("/D") for area in reader.pages[page]["/Annots"]]
        targets = [reader.get_page_number(place[0].get_object()) + 1 for place in places if place]
        assert number in targets
        assert min(targets) > page


def test_the_cover_says_for_whom_it_is_how_to_use_each_medicine_and_where_its_leaflet_is(
    library: Path,
) -> None:
    pack = make_pack(Setup(library), two_medicines())
    cover = " ".join(pages_of(pack.file.pdf)[0])
    assert "For: Ada Exempel" in cover
    assert "Testine 10 mg: Take 1 tablet in the morning." in cover
    assert "Otherine 10 mg: Take 2 tablets at night." in cover
    reader = pypdf.PdfReader(BytesIO(pack.file.pdf))
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    titles = ("Testine 10 mg", "Otherine 10 mg")
    assert tuple(mark["/Title"] for mark in tops) == ("Your medicines", *titles)
    numbers = [reader.get_destination_page_number(mark) for mark in tops]
    links = [area.get_object()["/A"]["/D"][0] for area in reader.pages[0]["/Annots"]]
    assert [reader.get_page_number(link.get_object()) for link in links] == numbers[1:]
    for title, number in zip(titles, numbers[1:], strict=True):
        assert number % 2 == 0
        assert f"{title} page {number + 1}" in cover


def test_a_medicine_that_another_leaflet_names_is_pointed_out_and_not_judged(library: Path) -> None:
    cover = " ".join(pages_of(make_pack(Setup(library), two_medicines()).file.pdf)[0])
    assert (
        "The leaflet on Otherine 10 mg names Testine 10 mg. Ask your pharmacist about using both."
        in cover
    )
    alone = [request(2, "testine"), request(3, "testine")]
    cover = " ".join(pages_of(make_pack(Setup(library), alone).file.pdf)[0])
    assert "There is more than one leaflet on Testine 10 mg here." in cover


def test_no_patient_is_in_the_metadata_or_the_digests(library: Path) -> None:
    rows = two_medicines()
    pack = make_pack(Setup(library), rows)
    others = [
        row._replace(particulars=Particulars.from_mapping(
            {**(row.particulars.values if row.particulars else {}), "patient": "Bea Muster"},
            language="en",
        ))
        for row in rows
    ]  # fmt: skip
    assert make_pack(Setup(library), others).file.metadata == pack.file.metadata
    reader = pypdf.PdfReader(BytesIO(pack.file.pdf))
    packet = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "Your medicines" in packet
    assert "Exempel" not in packet + str(reader.metadata)


def test_the_same_requests_make_the_same_bytes(library: Path) -> None:
    assert (
        make_pack(Setup(library), two_medicines()).file.pdf
        == make_pack(Setup(library), two_medicines()).file.pdf
    )


def test_the_cover_lists_what_to_use_at_which_time_of_the_day(library: Path) -> None:
    rows = [
        request(2, "testine", patient="Ada", product="Testine 10 mg", **{"day-times": "1-0-2-0"}),
        request(3, "otherine", patient="Ada", product="Otherine 10 mg", **{"day-times": "0-0-0-1"}),
    ]
    pack = make_pack(Setup(library), rows)
    cover = " ".join(pages_of(pack.file.pdf)[0])
    assert "Medicine In the morning In the evening At bedtime" in cover  # nobody takes any at noon
    nothing = load_wording(Library(), "en").day_times.nothing
    assert f"Testine 10 mg 1 2 {nothing}" in cover
    assert f"Otherine 10 mg {nothing} {nothing} 1" in cover
    assert faults(pack.file.pdf) == []


def test_pictures_of_one_name_stay_with_their_medicines(library: Path) -> None:
    for name, size in (("testine", (40, 10)), ("otherine", (40, 20))):
        folder = library / "monographs" / name
        (folder / "pen.png").write_bytes(png("RGB", size))
        text = (folder / "en.yaml").read_text(encoding="utf-8")
        figure = "      - {figure: pen.png, shows: A pen.}\n"
        (folder / "en.yaml").write_text(text.replace("      - Take it with water.\n", figure))
    pdf = make_pack(Setup(library), two_medicines()).file.pdf
    images = [page.images for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert {image.image.size for found in images for image in found} == {(40, 10), (40, 20)}
