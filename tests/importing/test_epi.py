"""Electronic product information in FHIR becomes monographs with every word, in order."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import Place, SourceError
from leaflets.importing import epi
from leaflets.importing.conversion import convert
from leaflets.importing.formats import find_format
from leaflets.importing.ledger import document_words
from leaflets.importing.model import Document, Figure, Refusal, Section, plain
from leaflets.importing.source import Source

from ..minimal import sections as agreed_sections
from .epi_files import (
    XHTML,
    as_json,
    as_xml,
    bundle,
    composition,
    document,
    read,
    sample_words,
    section,
)

SAMPLES = Path(__file__).parents[3] / "shared/samples/epi"
DAY = "2026-11-26"
BULLETS = {"-", "•", "·"}  # typed before items


def faults(content: bytes) -> list[tuple[str, int, str]]:
    with pytest.raises(SourceError) as caught:
        read(content)
    return [(fault.code, fault.place.line, fault.place.path) for fault in caught.value.faults]


WORD = st.one_of(
    st.from_regex(r"[A-Za-zäé]{1,9}[,;.]?", fullmatch=True),
    st.sampled_from(["<18", "R&D", "≥65", "µg", "1.5", "a*b", "[x]", '"q"', "10%", "&amp;"]),
)


@st.composite
def narratives(draw: st.DrawFn) -> tuple[str, list[str]]:
    """XHTML, and its words in order."""
    parts, expected = [], []

    def phrase() -> str:
        words = ["word", *draw(st.lists(WORD, max_size=6))]
        expected.extend(word.replace("&amp;", "&") for word in words)
        sign = draw(st.sampled_from(["b", "i", "span", ""]))
        first, rest = escape(words[0]), escape(" ".join(words[1:]))
        return f"<{sign}>{first}</{sign}> {rest}" if sign else f"{first}\n {rest}"

    for kind in draw(st.lists(st.sampled_from("phbltdn"), min_size=1, max_size=4)):
        match kind:
            case "p":
                parts.append(f"<p>{phrase()}<br/>{phrase()}</p><p>&#160;</p>")
            case "h":
                level = draw(st.integers(1, 6))
                parts.append(f"<h{level}>{phrase()}</h{level}>")
            case "b":
                parts.append(f"<div style='border: 1px solid'>{phrase()}<p>{phrase()}</p></div>")
            case "l":
                parts.append(f"<ul><li>{phrase()}<ol><li>{phrase()}</li></ol></li></ul>{phrase()}")
            case "t":
                head = f"<tr><th>{phrase()}</th><th colspan='2'>Dose</th></tr>"
                expected.extend(["Dose", "Dose", "Age"])
                cells = f"<td rowspan='2'>Age</td><td/><td><ul><li>{phrase()}</li></ul></td>"
                expected.append("Age")
                tail = f"<tr><td>{phrase()}</td><td>{phrase()}</td></tr>"
                parts.append(f"<table>{head}<tr>{cells}</tr>{tail}</table>")
            case "d":
                parts.append(f"<dl><dt>{phrase()}</dt><dd>{phrase()}</dd></dl>")
            case "n":
                parts.append(f"<table><tr><td>{phrase()}<table><tr><td>{phrase()}</td>"
                             f"<td>{phrase()}</td></tr></table></td></tr></table>")  # fmt: skip
    return "".join(parts), expected


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A Composition, and its words in order."""
    expected: list[str] = []

    def one(depth: int) -> dict[str, Any]:
        title = " ".join(draw(st.lists(st.sampled_from(["How", "to", "take", "5"]), max_size=3)))
        expected.extend(title.split())
        inside, words = draw(narratives())
        expected.extend(words)
        inner = [one(depth + 1) for _ in range(draw(st.integers(0, 2 if depth < 3 else 0)))]
        return section(title, inside, *inner)

    return composition(*[one(1) for _ in range(draw(st.integers(1, 2)))]), expected


@settings(max_examples=30)
@given(documents())
def test_every_word_stands_in_the_monograph_in_order_in_json_and_xml(
    generated: tuple[dict[str, Any], list[str]],
) -> None:
    resource, expected = generated
    found = document(as_json(resource))
    assert document_words(found) == expected
    assert document_words(document(as_xml(bundle(resource)))) == expected
    source = Source(as_json(resource), "testine.json")
    assert convert(found, source, DAY, agreed_sections()).words == len(expected)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    "name",
    [
        "Bundle-processedbundledovato-en.json",
        "Bundle-processedbundledovato-es.json",
        "Bundle-processedbundleflucelvax.json",
        "VfendTabletEN.xml",
    ],
)
def test_every_word_of_a_sample_stands_in_the_monograph(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    expected = sample_words(content)
    found = document(content)
    converted = convert(found, Source(content, name), DAY, agreed_sections())
    words = document_words(found)
    assert [w for w in words if w not in BULLETS] == [w for w in expected if w not in BULLETS]
    assert converted.words == len(words)
    assert found.identification.strengths


def test_headings_in_a_text_stand_below_that_of_its_section() -> None:
    inner = section("Inner", "<p>x</p>")
    resource = composition(
        section("Outer", "<h1>Big</h1><p>a</p><h3>Small</h3><p>b</p>", inner), section("Next", "c")
    )
    outer, following = document(as_json(resource)).blocks
    assert isinstance(outer, Section)
    assert [plain(b.heading) for b in outer.blocks if isinstance(b, Section)] == ["Big", "Inner"]
    assert isinstance(following, Section)


def test_a_section_that_holds_all_others_is_the_title_of_the_whole() -> None:
    whole = section("B. LEAFLET", "", section("1. One", "<p>x</p>"), section("2. Two", "<p>y</p>"))
    blocks = document(as_json(composition(whole))).blocks
    assert [plain(block.heading) for block in blocks if isinstance(block, Section)] == [
        "B. LEAFLET", "1. One", "2. Two",
    ]  # fmt: skip


def test_a_section_that_the_source_calls_empty_is_told() -> None:
    empty = section("How", "unavailable", emptyReason={"text": "unavailable"})
    found = document(as_json(composition(empty, section("To", "x"))))
    assert document_words(found) == ["How", "To", "x"]
    (omission,) = found.omissions
    assert (omission.words, omission.path) == ("unavailable", "Composition.section[0].text.div")


PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and more").decode()
PRODUCT = {
    "resourceType": "MedicinalProductDefinition", "id": "p",
    "identifier": [{"system": "http://fhir.de/CodeSystem/ifa/pzn", "value": "01234567"}],
    "classification": [{"coding": [{"system": "http://www.whocc.no/atc", "code": "X01XX01"}]}],
    "route": [{"coding": [{"display": "Oral use"}]}],
    "name": [
        {"productName": f"Testine 10 mg {form}",
         "part": [{"part": form, "type": {"coding": [{"code": "220000000005"}]}}],
         "usage": [{"language": {"coding": [{"code": language}]}}]}
        for form, language in [("comprimidos", "es"), ("tablets", "en")]
    ],
}  # fmt: skip
HOLDER = {"resourceType": "Organization", "id": "o", "name": "Examplar Ltd"}
LICENCE = {
    "resourceType": "RegulatedAuthorization", "id": "l", "holder": {"reference": "Organization/o"},
}  # fmt: skip
SUBJECT = {"reference": "MedicinalProductDefinition/p"}


def ingredient(name: str, role: str, **others: Any) -> dict[str, Any]:
    coding = {"system": "http://fdasis.nlm.nih.gov", "code": name.upper(), "display": name}
    concept = {"code": {"concept": {"coding": [coding]}}, **others}
    roles = {"coding": [{"display": role}]}
    return {"resourceType": "Ingredient", "id": name, "role": roles, "substance": concept}


@pytest.mark.parametrize("form", [as_json, as_xml])
def test_a_leaflet_knows_its_medicine(form: Callable[[dict[str, Any]], bytes]) -> None:
    strength = {"strength": [{"presentationQuantity": {"value": 10, "code": "mg"}}]}
    parts = [ingredient("testine", "Active", **strength), ingredient("starch", "Excipient")]
    about = composition(
        section("How", "x"), subject=[SUBJECT], date="2026-02-03T10:00:00Z", version="7",
        identifier=[{"value": "EPI-1"}], language="es",
    )  # fmt: skip
    found = document(form(bundle(about, PRODUCT, *parts, HOLDER, LICENCE)))
    identification = found.identification
    assert found.name == "Testine 10 mg comprimidos"
    assert identification.forms == ("comprimidos",)
    assert identification.strengths == ("10 mg",)
    assert identification.routes == ("oral",)
    assert [(code.system, code.value) for code in identification.codes] == [
        ("ATC", "X01XX01"), ("UNII", "TESTINE"), ("PZN", "01234567"),
    ]  # fmt: skip
    assert (found.publisher, found.date, found.version) == ("Examplar Ltd", "2026-02-03", "7")
    assert (found.identifier, found.origin) == ("EPI-1", "official-label")


def test_the_code_of_one_of_several_substances_is_not_that_of_the_medicine() -> None:
    parts = [ingredient("testine", "active"), ingredient("probamol", "active")]
    found = document(as_json(bundle(composition(section("How", "x")), PRODUCT, *parts)))
    assert {code.system for code in found.identification.codes} == {"ATC", "PZN"}
    assert found.identification.generic_name == "testine, probamol"
    assert found.identification.strengths == ()


def test_the_languages_of_a_medicine_share_its_name_in_the_library() -> None:
    other = {**PRODUCT, "id": "q", "identifier": [{"value": "2"}], "name": [{"productName": "Foo"}]}
    leaflets = [
        composition(
            section("How", "x"),
            id=str(n),
            language=language,
            subject=[{"reference": f"MedicinalProductDefinition/{product}"}],
        )
        for n, (language, product) in enumerate([("en", "p"), ("es", "p"), ("en", "q")])
    ]
    found = [
        leaflet
        for leaflet in read(as_json(bundle(*leaflets, PRODUCT, other)))
        if isinstance(leaflet, Document)
    ]
    assert [(leaflet.stem, leaflet.language) for leaflet in found] == [
        ("Testine 10 mg tablets", "en"), ("Testine 10 mg tablets", "es"), ("Foo", "en"),
    ]  # fmt: skip
    twice = read(as_json(bundle(leaflets[0], {**leaflets[0], "id": "9"}, PRODUCT)))
    assert [leaflet.stem for leaflet in twice if isinstance(leaflet, Document)] == [
        "Testine 10 mg tablets", "Testine 10 mg tablets 2",
    ]  # fmt: skip


def test_a_document_without_a_language_has_that_of_its_bundle_or_of_its_text() -> None:
    spoken = {"title": "A", "text": {"div": f'<div xmlns="{XHTML}" lang="pt-BR">x</div>'}}
    silent = {key: value for key, value in composition(spoken).items() if key != "language"}
    assert document(as_json(silent)).language == "pt-BR"
    assert document(as_json(bundle(silent, language="fr"))).language == "fr"
    unspoken = {**silent, "section": [section("A", "x")]}
    (found,) = read(as_json(unspoken), language="es")
    assert isinstance(found, Document)
    assert found.language == "es"


def test_a_leaflet_on_several_medicines_is_named_by_its_title() -> None:
    other = {**PRODUCT, "id": "q", "name": [{"productName": "Testine 20 mg tablets"}]}
    about = composition(section("How", "x"), title="Testine tablets")
    found = document(as_json(bundle(about, PRODUCT, other)))
    assert found.name == "Testine tablets"
    assert found.identification.products == ("Testine 10 mg tablets", "Testine 20 mg tablets")
    assert found.identification.also_called == ("Testine 10 mg comprimidos",)


def test_pictures_are_found_in_the_text_in_the_bundle_and_beside_the_file() -> None:
    content = base64.b64decode(PNG)
    inside = (
        f"<img src='data:image/png;base64,{PNG}' alt='A pen'/><img src='#b' alt='It'/>"
        "<img src='DocumentReference/d'/><img src='pen.png'/><img src='gone.png' alt='Gone'/>"
    )
    binary = {"resourceType": "Binary", "id": "b", "contentType": "image/png", "data": PNG}
    reference = {
        "resourceType": "DocumentReference", "id": "d",
        "content": [{"attachment": {"url": "Binary/b2"}}],
    }  # fmt: skip
    about = composition(section("How", f"<p>{inside}</p>"), contained=[binary])
    source = Source(
        as_json(bundle(about, reference, {**binary, "id": "b2"})), "a.json",
        files={"pen.png": content},
    )  # fmt: skip
    (found,) = epi.read(source)
    assert isinstance(found, Document)
    (part,) = found.blocks
    assert isinstance(part, Section)
    pictures = [block for block in part.blocks if isinstance(block, Figure)]
    assert [picture.alternative for picture in pictures] == ["A pen", "It", "", ""]
    assert found.pictures == {pictures[0].name: content}
    assert [omission.words for omission in found.omissions] == ["Gone"]


def test_the_form_of_the_emas_service_is_read() -> None:
    numbered = composition(section("How", "x"), resourceType=0, language=0, status=0)
    found = document(as_json(bundle(numbered)))
    assert (found.language, document_words(found)) == ("en", ["How", "x"])
    assert faults(as_json(bundle({**numbered, "language": 7}))) == [
        ("Q232", 0, "Bundle.entry[0].resource.language")
    ]


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"status": "entered-in-error"}, "Q233"),
        ({"type": {"coding": [{"code": "100000155532"}]}}, "Q234"),
        ({"section": [section("", "<p> </p>")]}, "Q210"),
    ],
)
def test_what_is_no_leaflet_is_set_aside(others: dict[str, Any], code: str) -> None:
    (refused,) = read(as_json(composition(section("How", "x"), **others)))
    assert isinstance(refused, Refusal)
    assert refused.fault.code == code


def test_what_is_written_for_professionals_is_read_on_request_and_says_so() -> None:
    summary = composition(section("4.8", "x"), type={"coding": [{"code": "100000155532"}]})
    (found,) = read(as_json(summary), part="all")
    assert isinstance(found, Document)
    assert found.written_for == "professionals"


def test_of_a_file_of_all_documents_patients_get_their_leaflet() -> None:
    def of_type(code: str, title: str) -> dict[str, Any]:
        return section(
            title, "", section("1", f"<p>{title}</p>"), code={"coding": [{"code": code}]}
        )

    everything = composition(
        of_type("100000155532", "Summary"),
        of_type("100000155538", "Leaflet"),
        type={"coding": [{"code": "100000155539"}]},
    )
    found = document(as_json(everything))
    assert document_words(found) == ["Leaflet", "1", "Leaflet"]
    assert [(o.words, o.reason) for o in found.omissions] == [
        ("Summary 1 Summary", "a summary of product characteristics")
    ]
    (whole,) = read(as_json(everything), part="all")
    assert isinstance(whole, Document)
    assert document_words(whole)[:3] == ["Summary", "1", "Summary"]


def test_a_test_or_a_text_that_a_program_changed_is_not_official() -> None:
    for others in ({"title": "TEST ONLY - X"}, {"category": [{"text": "Processed"}]}):
        found = document(as_json(composition(section("How", "x"), **others)))
        assert found.origin == "generated-or-crowd-sourced"


def test_faults_have_their_places_and_other_leaflets_are_read() -> None:
    assert faults(as_json({"resourceType": "Patient"})) == [("Q231", 0, "")]
    assert faults(as_json(composition(section("How", "x"), language="English!"))) == [
        ("Q232", 0, "Composition.language")
    ]
    assert faults(as_json(composition({"title": 5}))) == [
        ("D202", 0, "Composition.section[0].title")
    ]
    assert faults(as_xml(composition(section("How", "x")))[:-9])[0][0] == "K201"
    bomb = b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + as_xml(composition(section("How", "x")))
    assert faults(bomb)[0][:2] == ("K204", 1)
    deep = "<div>" * 80 + "x" + "</div>" * 80
    assert faults(as_json(composition(section("How", deep)))) == [
        ("K203", 0, "Composition.section[0].text.div")
    ]
    found = epi.read(
        Source(
            as_json(
                bundle(composition(section("A", deep)), composition(section("B", "x"), id="d"))
            ),
            "a.json",
        )
    )
    good = next(found)
    assert isinstance(good, Document)
    assert document_words(good) == ["B", "x"]
    with pytest.raises(SourceError):
        next(found)


def test_empty_elements_and_names_of_characters_are_read_in_xml() -> None:
    content = as_xml(composition(section("How", "<p>a&nbsp;b</p>")))
    found = document(content.replace(b"<status", b"<author/><status", 1))
    assert document_words(found) == ["How", "a", "b"]


def test_documents_are_known_by_what_they_hold() -> None:
    for content in (as_json(composition()), b"\xef\xbb\xbf" + as_xml(composition())):
        assert find_format(content, Place("a")).name == "epi"
    assert not epi.recognises(b'{"meta": {}, "results": []}')
    assert not epi.recognises(b"# Testine")


def test_codes_of_sections_are_proposals_and_nothing_more() -> None:
    coded = [
        section("A", "x", code={"coding": [{"code": "200000029897"}]}),
        section("B", "y", code={"coding": [{"code": "44425-7"}]}),
        section("C", "z", code={"coding": [{"code": "100000155538"}]}),
    ]
    blocks = document(as_json(composition(*coded))).blocks
    assert [block.proposal for block in blocks if isinstance(block, Section)] == [
        "do-not-take", "storage", None,
    ]  # fmt: skip
