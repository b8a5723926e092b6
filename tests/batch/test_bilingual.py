"""Rows of a batch whose leaflets have two languages are rendered in full."""

from __future__ import annotations

from pathlib import Path

from leaflets import Leaflet, Particulars, compose, in_two_languages, read, typeset
from leaflets.content.library import Library
from leaflets.leaflet.directions import DirectionsWriter
from tests.leaflet.test_bilingual import pair

from .running import read_manifest, run_batch, table

NAME = "acetylcysteine"
PATIENT = "Ana Example"


def personal(directions: dict[str, str]) -> Leaflet:
    """The leaflet of a patient in two languages, with the directions in each."""
    own = []
    for language, text in directions.items():
        values = {"patient": PATIENT, "directions": text}
        other = next(tag for tag in directions if tag != language)
        particulars = Particulars.from_mapping(values, language=language, second_language=other)
        own.append(compose(read(NAME, language=language), particulars=particulars))
    return in_two_languages(*own)


def made(folder: Path, **fields: str) -> bytes:
    """The leaflet of one row."""
    row = {"monograph": NAME, "identifier": "a", "layout": "compact", "language": "es,en", **fields}
    assert run_batch(table([row]), folder).new == 1
    (entry,) = [each for each in read_manifest(folder) if each.get("identifier") == "a"]
    assert entry["language"] == row["language"]
    return (folder / "a.pdf").read_bytes()


def test_without_particulars(tmp_path: Path) -> None:
    assert made(tmp_path) == typeset(pair(), "compact").pdf


def test_directions_as_typed_in_the_second_language(tmp_path: Path) -> None:
    typed = "Take 1 tablet twice a day with food"
    expected = typeset(personal({"es": typed, "en": typed}), "compact").pdf
    assert made(tmp_path, patient=PATIENT, directions=typed) == expected


def test_directions_by_number_come_out_in_both(tmp_path: Path) -> None:

    written = {tag: DirectionsWriter(Library(), tag).write_standard("102") for tag in ("es", "en")}
    expected = typeset(personal(written), "compact").pdf
    found = made(tmp_path, patient=PATIENT, **{"directions-number": "102"})
    assert found == expected


def test_of_two_directions(tmp_path: Path) -> None:
    typed = "تناول قرصًا واحدًا مرتين في اليوم"
    expected = typeset(personal({"en": typed, "ar": typed}), "compact").pdf
    assert made(tmp_path, patient=PATIENT, directions=typed, language="en,ar") == expected
