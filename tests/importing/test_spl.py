"""Product labels become monographs with every word for patients, in order; the rest is told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import DocumentError, XmlError
from leaflets.importing import spl
from leaflets.importing.conversion import Conversion, convert
from leaflets.importing.model import Document, Refusal
from leaflets.importing.source import Part, Source

from ..minimal import read_monograph, sections
from .given_words import given_words

SAMPLES = Path(__file__).parents[3] / "shared/samples/spl"
HL7 = "{urn:hl7-org:v3}"
PATIENT, PRESCRIBER, PACK = "42230-3", "34084-4", "51945-4"
LABEL = """<?xml version="1.0" encoding="UTF-8"?>
<document xmlns="urn:hl7-org:v3"><id root="v1"/><code code="{kind}"/><title>{title}</title>
<effectiveTime value="20240731"/><setId root="set-1"/><versionNumber value="7"/>
<author><assignedEntity><representedOrganization><name>Example Works</name>
</representedOrganization></assignedEntity></author>
<component><structuredBody><component><section><code code="48780-1"/>
<subject><manufacturedProduct><manufacturedProduct><code code="0001-22"
codeSystem="2.16.840.1.113883.6.69"/><name>Testine<suffix>XR</suffix></name>
<formCode displayName="TABLET"/><asEntityWithGeneric><genericMedicine><name>testinum</name>
</genericMedicine></asEntityWithGeneric><ingredient classCode="ACTIB"><quantity><numerator
value="5" unit="ug"/><denominator value="1" unit="1"/></quantity><ingredientSubstance><code
code="AB12" codeSystem="2.16.840.1.113883.4.9"/><name>TESTINUM BASE</name></ingredientSubstance>
</ingredient></manufacturedProduct><consumedIn><substanceAdministration><routeCode
code="C38288"/></substanceAdministration></consumedIn></manufacturedProduct></subject>
</section></component>{body}</structuredBody></component></document>"""


def section(code: str, inside: str, title: str = "") -> str:
    heading = f"<title>{title}</title>" if title else ""
    return f'<component><section><code code="{code}"/>{heading}{inside}</section></component>'


def text(inside: str) -> str:
    return section(PATIENT, f"<text>{inside}</text>")


def label(body: str, kind: str = "34391-3", title: str = "") -> bytes:
    return LABEL.format(body=body, kind=kind, title=title).encode()


def document(content: bytes, part: Part = "patient", **settings: object) -> Document:
    [result] = spl.read(Source(content, "label.xml", part=part, **settings))  # type: ignore[arg-type]
    assert isinstance(result, Document)
    return result


def imported(content: bytes, part: Part = "patient") -> Conversion:
    source = Source(content, "label.xml", part=part)
    return convert(document(content, part), source, "2026-11-26", sections())


def words_of(inside: str) -> list[str]:
    """The words that a text for patients becomes."""
    return given_words(imported(label(text(inside))).content)


STRANGE = ["no", "*", "**a", "[b]", "c\\", "<18", "R&D", "&lt;", "1.5", '"q"', "≥65", "•", "-", "?"]
plain_words = st.one_of(st.from_regex(r"[A-Za-z]{1,9}[,;]?", fullmatch=True),
                        st.sampled_from(STRANGE))  # fmt: skip
Draw = Callable[[], str]


@st.composite
def narratives(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A narrative, and its words in the order in which they are printed."""
    expected: list[str] = []
    notes: list[list[str]] = []

    def phrase() -> str:
        chosen = ["word", *draw(st.lists(plain_words, max_size=8)), "end"]
        expected.extend("<" if word == "&lt;" else word for word in chosen)
        code = draw(st.sampled_from(["bold", "italics", "bold italics", "underline", ""]))
        marked = f'<content styleCode="{code}">{escape(chosen[0])}</content>'
        return " ".join([marked, *map(escape, chosen[1:])])

    def noted(signs: str = "†‡§") -> str:
        """A phrase with a footnote behind its last word."""
        words = phrase()
        sign = signs[len(notes)]
        expected[-1] += sign
        count = len(expected)
        note = f"<footnote>{phrase()}</footnote>"
        notes.append([sign, *expected[count:]])
        del expected[count:]
        return words + note

    def block(kind: str) -> str:
        match kind:
            case "paragraph":
                return f"<paragraph>{phrase()}<br/>{phrase()}</paragraph>"
            case "direct":
                return f"{phrase()}<paragraph>{phrase()}</paragraph>"
            case "note":
                return f"<paragraph>{noted()}</paragraph>" if len(notes) < 3 else ""
            case "bullets":
                return (
                    f"<list><item>{phrase()}<list><item>{phrase()}</item></list></item>"
                    f"<item><paragraph>{phrase()}</paragraph>{phrase()}</item></list>"
                )
            case "steps":
                items = f"<item>{phrase()}</item><item>{phrase()}</item>"
                return f'<list listType="ordered">{items}</list>'
            case "letters":
                expected.append("a.")
                first = phrase()
                expected.append("b.")
                return (f'<list listType="ordered" styleCode="LittleAlpha"><item>{first}</item>'
                        f"<item>{phrase()}</item></list>")  # fmt: skip
            case "figure":
                return (f'<renderMultiMedia referencedObject="none"><caption>{phrase()}</caption>'
                        "</renderMultiMedia>")  # fmt: skip
        return (f"<table><caption>{phrase()}</caption><thead><tr><th>{phrase()}</th>"
                f"<th>{phrase()}</th></tr></thead><tbody><tr><td>{phrase()}</td><td/></tr>"
                f'<tr><td colspan="2">{phrase()}</td></tr><tr><td>{phrase()}</td>'
                f"<td><list><item>{phrase()}</item></list></td></tr></tbody></table>")  # fmt: skip

    kinds = ["paragraph", "direct", "note", "bullets", "steps", "letters", "figure", "table"]
    blocks = [
        block(kind) for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=6))
    ]
    return "".join(blocks), [*expected, *(word for note in notes for word in note)]


@settings(max_examples=25)
@given(narratives())
def test_every_word_for_patients_is_in_the_monograph_in_order(
    narrative: tuple[str, list[str]],
) -> None:
    inside, expected = narrative
    assert words_of(inside) == expected


REPEATED = "characters repeated from cells of several columns or rows"


def letters(words: str) -> str:
    """The letters of words, raised and lowered ones like others."""
    plain = unicodedata.normalize("NFKC", words)
    return re.sub(r"[\s^_()\u00ad\u200b]", "", plain)


def sample_text(element: ElementTree.Element) -> str:
    """What a sample says in an element, in the order of the file."""
    return "".join(element.itertext())


def patient_text(content: bytes) -> str:
    """What a sample says to patients, its footnotes last."""
    root = ElementTree.fromstring(content)
    [part] = [
        part
        for part in root.iter(f"{HL7}section")
        if part.find(f"{HL7}code").attrib["code"] == PATIENT
    ]  # type: ignore[union-attr]
    found = "".join(sample_text(part.find(f"{HL7}{name}")) for name in ("title", "text"))  # type: ignore[arg-type]
    notes = [sample_text(note) for note in part.iter(f"{HL7}footnote")]
    for note in notes:
        found = found.replace(note, "", 1)
    return "".join([found, *notes])


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize("name", ["viagra", "haloperidol-no-titles"])
def test_every_word_of_a_whole_sample_is_in_the_monograph_or_in_the_report(name: str) -> None:
    content = (SAMPLES / f"{name}.xml").read_bytes()
    conversion = imported(content, "all")
    root = ElementTree.fromstring(content)
    media = {id(text) for media in root.iter(f"{HL7}observationMedia") for text in media}
    expected = "".join(
        sample_text(element)
        for element in root.iter()
        if element.tag in (f"{HL7}title", f"{HL7}text") and id(element) not in media
    )
    without_signs = re.sub("[†‡§]", "", "".join(given_words(conversion.content)))
    surplus = Counter(letters(without_signs))
    surplus.subtract(letters(expected))
    assert min(surplus.values()) == 0
    assert sum(surplus.values()) <= conversion.changes[REPEATED]
    characters = iter(without_notes(letters(without_signs), root))
    assert all(char in characters for char in without_notes(letters(expected), root))
    omitted = " ".join(omission.words for omission in conversion.omissions)
    for element in root.iter():
        if id(element) in media:
            assert sample_text(element).strip() in omitted


def without_notes(found: str, root: ElementTree.Element) -> str:
    """The letters without those of footnotes, which stand elsewhere than in the sample."""
    for note in root.iter(f"{HL7}footnote"):
        found = found.replace(letters(sample_text(note)), "", 1)
    return found


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_what_the_sample_says_to_professionals_is_in_the_report() -> None:
    content = (SAMPLES / "viagra.xml").read_bytes()
    conversion = imported(content)
    root = ElementTree.fromstring(content)
    found = letters("".join(given_words(conversion.content)))
    omitted = letters("".join(omission.words for omission in conversion.omissions))
    for element in root.iter(f"{HL7}paragraph"):
        words = without_notes(letters(sample_text(element)), element)
        assert words in omitted or words in without_notes(found.replace("†", ""), root)


def test_the_identity_is_what_the_label_states() -> None:
    monograph = read_monograph(imported(label(text("<paragraph>Words.</paragraph>"))).content)
    identity = monograph.identity
    assert (identity.name, identity.generic_name) == ("Testine XR", "testinum")
    assert (identity.strengths, identity.forms) == (("5 micrograms",), ("TABLET",))
    assert identity.routes == ("oral",)
    assert [(c.system, c.value) for c in identity.codes] == [("NDC", "0001-22"), ("UNII", "AB12")]
    [source] = monograph.sources
    assert (source.publisher, source.date) == ("Example Works", "2024-07-31")
    assert (source.identifier, source.version) == ("set-1", "7")
    assert monograph.provenance.origin == "official-label"


def test_the_code_of_one_of_several_substances_is_not_that_of_the_medicine() -> None:
    content = label(text("Words.")).decode()
    [ingredient] = re.findall(r"<ingredient .*</ingredient>", content, re.DOTALL)
    other = ingredient.replace("AB12", "CD34").replace("TESTINUM BASE", "OTHER")
    found = document(content.replace(ingredient, ingredient + other).encode()).identification
    assert [code.system for code in found.codes] == ["NDC"]
    assert found.strengths == ("TESTINUM BASE 5 micrograms, OTHER 5 micrograms",)


def test_a_label_without_a_part_for_patients_is_refused_by_name() -> None:
    content = label(section(PRESCRIBER, "<text>Nausea.</text>", "ADVERSE REACTIONS"))
    [refusal] = spl.read(Source(content, "label.xml"))
    assert isinstance(refusal, Refusal)
    assert refusal.fault.code == "Q221"
    assert "Testine XR" in refusal.fault.says
    whole = read_monograph(imported(content, "all").content).as_given
    assert whole
    assert whole.written_for == "professionals"


def test_a_part_without_words_is_set_aside() -> None:
    [refusal] = spl.read(Source(label(text("<paragraph> </paragraph>")), "label.xml"))
    assert isinstance(refusal, Refusal)
    assert refusal.fault.code == "Q210"


def test_parts_for_patients_are_read_wherever_they_stand_and_the_rest_is_told_in_order() -> None:
    guide = section("42231-1", "<text>Take it.</text>" + section("42229-5", "<text>More.</text>"))
    counseling = section("34076-0", f"<text>Tell them.</text>{guide}", "COUNSELING")
    body = section(PRESCRIBER, "<text>Nausea.</text>", "EFFECTS") + counseling
    found = document(label(body + text("<paragraph>Swallow it.</paragraph>"), title="The label"))
    assert found.written_for == "patients"
    whole = imported(label(body + text("<paragraph>Swallow it.</paragraph>")))
    assert given_words(whole.content) == ["Take", "it.", "More.", "Swallow", "it."]
    assert [(o.words, o.reason) for o in found.omissions] == [
        ("The label", "the title of the whole label"),
        ("EFFECTS", "a section for health professionals"),
        ("Nausea.", "a section for health professionals"),
        ("COUNSELING", "what professionals are to tell patients"),
        ("Tell them.", "what professionals are to tell patients"),
        ("TESTINUM BASE", "names of substances and companies in the data of the label"),
    ]


def test_what_professionals_tell_patients_is_read_if_nothing_else_is_there() -> None:
    conversion = imported(label(section("34076-0", "<text>Tell them.</text>", "Information")))
    assert given_words(conversion.content) == ["Information", "Tell", "them."]


def test_a_label_of_a_medicine_without_prescription_is_for_consumers() -> None:
    facts = section("50570-1", "<text>if allergic</text>", "Do not use")
    pack = section(PACK, "<text>NEW</text>", "Panel")
    found = document(label(facts + pack, "34390-5"))
    [do_not_use] = found.blocks
    assert do_not_use.proposal == "do-not-take"  # type: ignore[union-attr]
    assert [o.words for o in found.omissions][:2] == ["Panel", "NEW"]
    assert document(label(facts + pack, "34390-5"), "all").written_for == "patients"


def test_a_boxed_warning_and_a_highlight_keep_their_frames() -> None:
    highlight = "<excerpt><highlight><text>Short.</text></highlight></excerpt>"
    warning = section("34066-1", f"<text>Danger.</text>{highlight}", "WARNING")
    monograph = read_monograph(imported(label(warning), "all").content)
    assert monograph.as_given
    [boxed] = monograph.as_given.says
    assert [type(block).__name__ for block in boxed.says] == ["Note", "Note"]  # type: ignore[union-attr]


def test_markers_that_are_typed_as_captions_stay_what_they_are() -> None:
    items = (
        "<list><item><caption>{}</caption>One</item><item><caption>{}</caption>Two</item></list>"
    )
    assert words_of(items.format("•", "•")) == ["One", "Two"]
    assert words_of(items.format("3.", "4.")) == ["One", "Two"]
    assert words_of(items.format("Step A:", "B")) == ["Step", "A:", "One", "B", "Two"]


def test_words_keep_their_looks_as_far_as_the_markup_has_them() -> None:
    marks = {"i": '<content styleCode="italics">', "b": '<content styleCode="bold">'}
    inside = "One [{i}see</content>]{i}.</content>".format(**marks)
    assert b"*see*" in imported(label(text(inside))).content
    conversion = imported(label(text("1{i}H</content>-x {b}two</content>".format(**marks))))
    assert b"1H-x **two**" in conversion.content
    assert conversion.changes["emphasis dropped"] == 1


def test_a_footnote_of_a_table_stands_below_it_with_an_unused_sign() -> None:
    table = ("<table><tr><td>a † b</td><td>c<footnote ID='n'>Note.</footnote></td></tr>"
             "<tr><td>d<footnoteRef IDREF='n'/></td><td>e</td></tr></table>")  # fmt: skip
    assert words_of(f"{table}<paragraph>After.</paragraph>") == [
        "a", "†", "b", "c‡", "d‡", "e", "‡", "Note.", "After.",
    ]  # fmt: skip


def test_a_picture_is_that_beside_the_label() -> None:
    media = ('<component><observationMedia ID="M1"><text>A pen</text><value><reference '
             'value="pen.jpg"/></value></observationMedia></component>')  # fmt: skip
    shown = '<renderMultiMedia referencedObject="M1"><caption>The pen</caption></renderMultiMedia>'
    content = label(section(PATIENT, f"<text>{shown}</text>{media}"))
    found = document(content, files={"pen.jpg": b"jpeg"})
    assert found.pictures == {"pen.jpg": b"jpeg"}
    assert ("A pen", "a picture that cannot be read") in [
        (o.words, o.reason) for o in document(content).omissions
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (label(text("Words."))[:-200], "K201", 14),
        (label(text("W\u00f6rter.")).decode().encode("latin-1"), "K201", 15),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + label(text("Words.")).partition(b"\n")[2], "K204", 1),
        (b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "Q220", 1),
        (label(text("Words.")).replace(b"name>", b"called>"), "Q222", 0),
    ],
)
def test_what_is_no_sound_label_is_one_fault_with_its_place(
    content: bytes, code: str, line: int
) -> None:
    with pytest.raises((DocumentError, XmlError)) as caught:
        document(content)
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [(code, line)]
