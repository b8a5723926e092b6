"""Recalls: by any name of a monograph, by product, lot and days; nobody is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leaflets.base.errors import NotFoundError, UsageError
from leaflets.exchange.open_store import open_store
from leaflets.records import Store, recall

from .contract import refusal
from .samples import attachment, identity, personal

MONOGRAPH = """\
language: {language}
identity:
  name: {name}
  generic-name: {generic}
  also-called: [{synonym}]
  routes: [oral]
  codes:
    - {{system: ATC, value: {code}}}
"""


def put_monograph(folder: Path, monograph: str, language: str, **words: str) -> None:
    """Write the part of a monograph that names it."""
    path = folder / "monographs" / monograph / f"{language}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MONOGRAPH.format(language=language, **words), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "our"
    both = {"generic": "testine", "code": "X01"}
    put_monograph(own, "testine", "en", name="Testine 5 mg", synonym="TST", **both)
    put_monograph(own, "testine", "es", name="Testina 5 mg", synonym="TTA", **both)
    words = {"name": "Otherine", "generic": "otherine", "synonym": "Twin", "code": "X02"}
    put_monograph(own, "otherine", "en", **words)
    words = {"name": "Thirdine", "generic": "thirdine", "synonym": "twin", "code": "X02"}
    put_monograph(own, "thirdine", "en", **words)
    return own


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"folder:{tmp_path}/records") as store:
        for number, (name, title) in enumerate(
            [
                ("testine", "Testine 5 mg"),
                ("testine", "Testina 5 mg"),
                ("old-testine", "Testine 5 mg"),
                ("gone", "Gone 1 g"),
            ]
        ):
            pdf = personal(number)
            store.attach(attachment(f"D-{number}", pdf, identity(name, title=title)), pdf)
        yield store


def dispenses(store: Store, **criteria: Any) -> list[str]:
    """Return the dispenses of what a recall finds, with a question mark if it is only possible."""
    return [
        item.attachment.dispense + ("" if item.is_certain else "?")
        for item in recall(store, **criteria)
    ]


@pytest.mark.parametrize(
    "name",
    ["testine", "TESTINE", "Testine 5 mg", "testina 5mg", "tst", "TTA", "ATC|X01", "atc x01"],
)
def test_any_name_or_code_finds_the_monograph_and_what_it_was_called_before(
    store: Store, folder: Path, name: str
) -> None:
    assert dispenses(store, monograph=name, folder=folder) == ["D-0", "D-1", "D-2"]


@pytest.mark.parametrize("name", ["gone", "Gone", "gone 1 g"])
def test_a_monograph_that_the_library_no_longer_has_is_found(
    store: Store, folder: Path, name: str
) -> None:
    assert dispenses(store, monograph=name, folder=folder) == ["D-3"]


def test_the_former_name_of_a_monograph_finds_its_own_attachments(
    store: Store, folder: Path
) -> None:
    assert dispenses(store, monograph="old-testine", folder=folder) == ["D-2"]


@pytest.mark.parametrize(
    ("name", "near"),
    [("testin", "'testine'"), ("gne", "'gone'"), ("old-testin", "'old-testine'")],
)
def test_an_unknown_name_is_an_error_with_what_is_near(
    store: Store, folder: Path, name: str, near: str
) -> None:
    with pytest.raises(NotFoundError) as error:
        recall(store, monograph=name, folder=folder)
    assert (error.value.code, near in error.value.hint) == ("N401", True)


@pytest.mark.parametrize("name", ["twin", "ATC|X02"])
def test_a_name_of_two_monographs_is_an_error(store: Store, folder: Path, name: str) -> None:
    with pytest.raises(NotFoundError) as error:
        recall(store, monograph=name, folder=folder)
    assert error.value.code == "N402"
    assert "otherine (Otherine), thirdine (Thirdine)" in error.value.hint


def test_a_known_monograph_without_attachments_is_no_error(store: Store, folder: Path) -> None:
    assert dispenses(store, monograph="otherine", folder=folder) == []


@pytest.mark.parametrize(
    ("recorded", "sought"),
    [
        ("04012345678901", "4012345678901"),
        ("PZN|01234567", "PZN|1234567"),
        ("1234567", "PZN|01234567"),
        ("NDC|0069-2587-10", "NDC|00069258710"),
        ("http://hl7.org/fhir/sid/ndc|50090-347-1", "ndc|50090-0347-01"),
    ],
)
def test_zeros_and_hyphens_that_systems_drop_hide_no_code(
    tmp_path: Path, recorded: str, sought: str
) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        store.attach(attachment("D-1", personal(1), products=(recorded,)), personal(1))
        assert dispenses(store, product=sought) == ["D-1"]


@pytest.mark.parametrize(
    ("recorded", "sought"),
    [("NDC|0069258710", "NDC|0069-2587-10"), ("NDC|00692-587-10", "NDC|0069258710")],
)
def test_an_ndc_without_hyphens_may_be_each_of_its_readings(
    tmp_path: Path, recorded: str, sought: str
) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        for number, code in enumerate((recorded, "NDC|0069-2587-11")):
            pdf = personal(number)
            store.attach(attachment(f"D-{number}", pdf, products=(code,)), pdf)
        assert dispenses(store, product=sought) == ["D-0?"]


@pytest.mark.parametrize("lot", ["0012a-7", "12A7", "012 a/7", "00-12A.7"])
def test_zeros_and_signs_in_a_lot_number_hide_nobody(tmp_path: Path, lot: str) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        for number, recorded in enumerate(("0012A-7", "12a7", "12A8", "000")):
            pdf = personal(number)
            store.attach(attachment(f"D-{number}", pdf, lots=(recorded,)), pdf)
        assert dispenses(store, lot=lot) == ["D-0", "D-1"]
        assert dispenses(store, lot="000") == ["D-3"]


PRODUCTS = (
    ("GTIN|04012345678901",), ("gtin|4012345678901",), ("4012345678901",), ("PZN|7",),
    ("GTIN|04012345678918",), (),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GTIN|04012345678901", ["D-0", "D-1", "D-2", "D-3?", "D-5?"]),
        ("https://www.gs1.org/gtin|4012345678901", ["D-0", "D-1", "D-2", "D-3?", "D-5?"]),
        ("4012345678901", ["D-0", "D-1", "D-2", "D-5?"]),
        ("PZN|7", ["D-0?", "D-1?", "D-2?", "D-3", "D-4?", "D-5?"]),
        ("7", ["D-3", "D-5?"]),
    ],
)
def test_a_product_is_found_however_its_code_is_written(
    tmp_path: Path, code: str, expected: list[str]
) -> None:
    with open_store(f"folder:{tmp_path}/s") as store:
        for number, codes in enumerate(PRODUCTS):
            pdf = personal(number)
            store.attach(attachment(f"D-{number}", pdf, products=codes), pdf)
        assert dispenses(store, product=code) == expected


def test_days_are_those_of_the_clock_where_it_was_attached(tmp_path: Path) -> None:
    times = ["2026-11-21T23:59+14:00", "2026-11-22T00:00-11:00", "20261123T0000+00:00"]
    with open_store(f"folder:{tmp_path}/s") as store:
        for number, when in enumerate(times):
            pdf = personal(number)
            store.attach(attachment(f"D-{number}", pdf, when=when), pdf)
        assert dispenses(store, since="2026-11-22", until="2026-11-22") == ["D-1"]
        assert dispenses(store, since="2026-11-22") == ["D-1", "D-2"]
        assert dispenses(store, until="2026-11-21") == ["D-0"]


@pytest.mark.parametrize(
    "criteria",
    [
        {},
        {"edition": "1"},
        {"lot": " "},
        {"lot": "A\0"},
        {"monograph": ""},
        {"since": "2026-11-31"},
        {"until": "2026-W47-7"},
        {"since": "2026-11-23", "until": "2026-11-22"},
    ],
    ids=str,
)
def test_criteria_that_say_nothing_or_contradict_each_other_are_refused(
    store: Store, criteria: dict[str, str]
) -> None:
    assert refusal(lambda: recall(store, **criteria), UsageError) == ("U201", 2)
