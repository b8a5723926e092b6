"""Labels of openFDA: each word once, in its section; what is not for patients is told."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import JsonError, Place
from leaflets.importing import openfda
from leaflets.importing.conversion import Conversion, convert
from leaflets.importing.formats import find_format
from leaflets.importing.inputs import Inputs
from leaflets.importing.model import Document, Refusal
from leaflets.importing.source import Part, Source

from ..minimal import read_monograph, sections
from .given_words import given_words

META = {"disclaimer": "Do not rely on it.", "license": "https://example.org/terms"}
PRODUCT = {
    "brand_name": ["Testol", "Testol Forte"], "generic_name": ["TESTINE"], "route": ["ORAL"],
    "manufacturer_name": ["Labs"], "product_ndc": ["0-1"], "product_type": ["HUMAN OTC DRUG"],
    "nui": ["N1"],
}  # fmt: skip
ABOUT = {"set_id": "12345678-aaaa", "version": "7", "effective_time": "20240229"}
PRESCRIBED = {**PRODUCT, "product_type": ["HUMAN PRESCRIPTION DRUG"]}


def label(product: dict[str, Any] = PRODUCT, **texts: list[str]) -> dict[str, Any]:
    return {**texts, "openfda": product, **ABOUT}


def download(*labels: dict[str, Any]) -> bytes:
    return json.dumps({"meta": META, "results": labels}).encode()


def read(found: dict[str, Any], part: Part = "patient") -> Document | Refusal:
    source = Source(download(found), "l.json", part=part, path="results[0]")
    (result,) = openfda.read(source)
    return result


def document(found: dict[str, Any], part: Part = "patient") -> Document:
    result = read(found, part)
    assert isinstance(result, Document), result
    return result


def converted(found: Document) -> Conversion:
    return convert(found, Source(b"x", "l.json"), "2026-11-26", sections())


def words(found: dict[str, Any], part: Part = "patient") -> str:
    """The words that are printed, as one text."""
    return " ".join(given_words(converted(document(found, part)).content))


def test_each_field_is_a_section_whose_heading_is_that_of_its_text() -> None:
    found = label(
        indications_and_usage=["1 INDICATIONS & USAGE For pain."], stop_use=["Ask a doctor."]
    )
    lines = converted(document(found)).content.decode()
    assert "- heading: 1 INDICATIONS & USAGE\n" in lines
    assert words(found) == "1 INDICATIONS & USAGE For pain. Stop use Ask a doctor."


def test_a_section_inside_another_one_stands_there_once() -> None:
    outer = "Warnings For the skin only. Do not use on deep wounds or burns. Call for help."
    found = label(do_not_use=["Do not use on deep wounds or burns."], warnings=[outer])
    assert words(found) == outer


def test_a_table_has_its_cells_again() -> None:
    rows = "<tr><td>Age</td><td>Dose</td></tr><tr><td>2</td><td>5 mg</td></tr>"
    html = f'<table width="1"><tbody>{rows}</tbody></table>'
    found = label(
        dosage_and_administration=["Give once: AgeDose25 mg with water."],
        dosage_and_administration_table=[html, "<table><tr>"],
    )
    read_document = document(found)
    monograph = read_monograph(converted(read_document).content)
    assert words(found) == ("Dosage and administration Give once: Age Dose 2 5 mg with water.")
    assert "table" in converted(document(found)).content.decode()
    assert monograph.as_given
    assert [o.path for o in read_document.omissions if "table" in o.reason] == [
        "dosage_and_administration_table[1]"
    ]


def test_only_what_is_written_for_patients_is_read_of_a_prescribed_medicine() -> None:
    found = label(
        PRESCRIBED, adverse_reactions=["Rash."], boxed_warning=["Danger."],
        spl_medguide=["Medication guide Tell your doctor."],
    )  # fmt: skip
    assert words(found) == "Medication guide Tell your doctor."
    left_out = {omission.path: omission.words for omission in document(found).omissions}
    assert left_out["results[0].adverse_reactions[0]"] == "Rash."
    whole = document(found, "all")
    assert whole.written_for == "professionals"
    assert "Boxed warning Danger." in words(found, "all")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (label(PRESCRIBED, adverse_reactions=["Rash."]), "Q221"),
        (label({}, purpose=["Purpose Antacid"]), "Q219"),
    ],
)
def test_a_label_without_name_or_part_for_patients_is_set_aside(
    found: dict[str, Any], code: str
) -> None:
    refusal = read(found)
    assert isinstance(refusal, Refusal)
    assert refusal.fault.code == code


def test_what_openfda_says_of_medicine_and_label_is_kept() -> None:
    found = document(label(purpose=["Antacid"]))
    monograph = read_monograph(converted(found).content)
    identity, source = monograph.identity, monograph.sources[0]
    assert [identity.name, identity.generic_name, *identity.also_called] == [
        "Testol", "TESTINE", "Testol Forte",
    ]  # fmt: skip
    assert [*identity.routes, identity.codes[0].value] == ["oral", "0-1"]
    assert [source.identifier, source.version, source.date, source.licence] == [
        "12345678-aaaa", "7", "2024-02-29", "https://example.org/terms",
    ]  # fmt: skip
    assert str(monograph.provenance.note) == "Do not rely on it."
    assert ("results[0].openfda.nui", "N1") in [(o.path, o.words) for o in found.omissions]


def test_a_download_is_read_label_by_label_and_a_cut_one_up_to_its_end() -> None:
    content = download(label(purpose=["One"]), label(purpose=["Two"]))
    place = Place("d.json")
    assert find_format(content, place).name == "openfda"
    assert not openfda.recognises(b'{"resourceType": "Bundle"}')
    found = list(Inputs("en").stream(io.BytesIO(content), place, "d", lambda _: None))
    assert [source.place.path for source in found if isinstance(source, Source)] == [
        "results[0]", "results[1]",
    ]  # fmt: skip
    cut = list(Inputs("en").stream(io.BytesIO(content[:-40]), place, "d", lambda _: None))
    assert isinstance(cut[0], Source)
    assert [str(fault.place) for fault in getattr(cut[1], "faults", ())] == ["d.json:results[1]"]


@pytest.mark.parametrize(
    ("text", "code"), [('{"a": 1, "a": 2}', "J204"), ('{"a": NaN}', "J201"), ("{", "J201")]
)
def test_a_damaged_label_is_one_fault(text: str, code: str) -> None:
    content = f'{{"meta": {{}}, "results": [{text}]}}'.encode()
    with pytest.raises(JsonError) as caught:
        list(openfda.split(io.BufferedReader(io.BytesIO(content)), Place("d.json")))  # type: ignore[arg-type]
    assert [(f.code, f.place.path) for f in caught.value.faults] == [(code, "results[0]")]


plain_words = st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=6, max_size=30)


@st.composite
def labels(draw: st.DrawFn) -> tuple[dict[str, list[str]], str]:
    """Fields of a label, some of which repeat words of others, and all words in their order."""
    names = ["warnings", "do_not_use", "stop_use", "questions", "spl_unclassified_section"]
    texts: dict[str, list[str]] = {}
    expected = []
    for name in draw(st.lists(st.sampled_from(names), min_size=1, unique=True)):
        chosen = [f"{name}", *draw(plain_words)]
        if draw(st.booleans()):
            at = draw(st.integers(1, len(chosen)))
            inner = [f"inner{len(texts)}", *draw(plain_words)]
            texts[f"{name}_inner"] = [" ".join(inner)]
            chosen[at:at] = inner
        texts[name] = ["  ".join(chosen)]
        expected += chosen
    return texts, " ".join(expected)


@given(labels())
def test_every_word_of_a_label_is_printed_once_and_in_order(
    generated: tuple[dict[str, list[str]], str],
) -> None:
    texts, expected = generated
    assert without_headings(words(label(**texts)), texts) == expected


def without_headings(text: str, texts: dict[str, list[str]]) -> str:
    """The words without the names of the fields, which stand before them as headings."""
    for name in texts:
        text = text.replace(f"{name.replace('_', ' ').capitalize()} ", "", 1)
    return text
