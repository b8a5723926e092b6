"""Reading whole monographs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.content.library import Library
from leaflets.content.monograph.frequency import Band
from leaflets.content.monograph.prose import Bullets, ByRoute, Grid, SectionText, Steps
from leaflets.content.monograph.schema import monograph_schema
from tests.house.source import ROOT
from tests.minimal import (
    MONOGRAPH,
    fault_codes,
    monograph_faults,
    read_monograph,
    sections,
    with_keys,
)  # fmt: skip
from tests.shipped import MONOGRAPHS
from tests.steps import steps

SCHEMA = ROOT / "data" / "monograph.schema.json"


def with_answer(blocks: str) -> str:
    """A monograph with these blocks as the answer to a question."""
    return with_keys(f"questions:\n  - asks: How?\n    from: [book]\n    says: {blocks}\n")


def test_the_minimal_monograph_is_valid() -> None:
    monograph = read_monograph(MONOGRAPH)
    assert monograph.identity.name == "Testine 10 mg"
    assert monograph.sections["driving"] == "not-applicable"
    assert isinstance(monograph.sections["how-to-take"], SectionText)
    assert monograph.side_effects[0].frequency == Band(least=100, most=10)


@pytest.mark.parametrize(("name", "language"), MONOGRAPHS)
def test_every_shipped_monograph_is_sound_and_points_editors_at_the_schema(
    name: str, language: str
) -> None:
    found = Library().monograph(name, language)
    assert read_monograph(found.source, found.file).language == language
    first = found.source.decode().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../monograph.schema.json"


def test_blocks_of_every_kind() -> None:
    blocks = "[words, {list: [a]}, {steps: [a]}, {by-route: {oral: [a]}}, {table: [[a], [b]]}]"
    read = read_monograph(with_answer(blocks)).questions[0].says
    assert [type(block) for block in read[1:]] == [Bullets, Steps, ByRoute, Grid]
    assert str(read[0]) == "words"


def test_all_faults_of_a_file_are_raised_in_order() -> None:
    source = with_keys(
        "langage: en\n"
        "identity:\n  name: [x]\n  generic-name: '**'\n  routes: [oral, orl, oral]\n"
        "review: {}\n"
        "review:\n  status: draft\n  by: A. Example, nurse\n"
        "sections:\n  warnings: &a ask-pharmacist\n  warning: nothing\n"
        "uses: []\n"
    )
    faults = monograph_faults(source)
    places = [fault.place for fault in faults]
    assert places == sorted(places)
    assert {fault.code for fault in faults} == {
        "M001", "M101", "M102", "M103", "M104", "M105", "M108", "M204", "M205",
    }  # fmt: skip


@pytest.mark.parametrize("field", ["strengths", "name"])
@pytest.mark.parametrize("dose", ["１0 mg", "٥ mg", "5−10 mg", "50 μg", "𝟓 mg", "10 ｍg", "1⁄2 mg"])
def test_look_alikes_in_doses_are_refused(field: str, dose: str) -> None:
    value = f"[{dose}]" if field == "strengths" else dose
    name = "" if field == "name" else "  name: Testine\n"
    faults = monograph_faults(
        with_keys(f"identity:\n{name}  {field}: {value}\n  generic-name: t\n  routes: [oral]\n")
    )
    assert {fault.code for fault in faults} == {"M209"}
    assert all("U+" in fault.says and fault.hint for fault in faults)


def test_ordinary_signs_in_doses_are_accepted() -> None:
    doses = "[5-10 mg, 50 µg, 1/2 mg, 0.5 mg, 100 000 IU/mL, 5–10 mg, α 5 mg, 10 mg/m²]"
    source = f"identity:\n  name: T\n  generic-name: t\n  strengths: {doses}\n  routes: [oral]\n"
    assert fault_codes(with_keys(source.replace("[oral]", "[oral, intravenous]"))) == []


def test_digits_in_disguise_are_refused_everywhere() -> None:
    assert fault_codes(with_answer("[Take ２ tablets.]")) == ["M209"]
    assert fault_codes(with_answer("[خذ ٢ قرص]")) == []


def test_sections() -> None:
    required = dict.fromkeys(sections().required_ids, "ask-pharmacist")

    def messages(given: dict[str, str], more: str = "") -> list[str]:
        lines = "".join(f"  {key}: {value}\n" for key, value in given.items())
        return [fault.says for fault in monograph_faults(with_keys(f"sections:\n{lines}{more}"))]

    assert messages(required) == []
    assert messages(required | {"drivin": "ask-pharmacist"}) == [
        "'drivin' is not a key known here."
    ]
    (says,) = messages(required, "  driving: not-applicable\n")
    assert (
        says == f"'driving' is given twice (first on line {list(required).index('driving') + 2})."
    )
    few = {key: value for key, value in required.items() if key not in ("driving", "storage")}
    assert messages(few) == ["'driving' and 'storage' are missing from the sections."]
    assert "made from other parts" in messages(required | {"questions": "ask-pharmacist"})[0]


def table(rows: int, columns: int) -> str:
    return f"[{{table: [{', '.join(['[' + ', '.join(['x'] * columns) + ']'] * rows)}]}}]"


def nested(depth: int) -> str:
    return "[" + "{list: [" * depth + "x" + "]}" * depth + "]"


@pytest.mark.parametrize(
    ("at", "beyond"),
    [
        (table(limits.TABLE_ROWS, 2), table(limits.TABLE_ROWS + 1, 2)),
        (table(2, limits.TABLE_COLUMNS), table(2, limits.TABLE_COLUMNS + 1)),
        (nested(limits.LIST_DEPTH), nested(limits.LIST_DEPTH + 1)),
        (
            f"[{'x, ' * limits.BLOCKS_IN_SECTION}]",
            f"[{'x, ' * (limits.BLOCKS_IN_SECTION + 1)}]",
        ),
        (
            f'["{"w " * limits.WORDS_IN_PARAGRAPH}"]',
            f'["{"w " * (limits.WORDS_IN_PARAGRAPH + 1)}"]',
        ),
    ],
    ids=["rows", "columns", "lists in lists", "blocks", "words"],
)
def test_limits_hold_at_n_and_refuse_at_n_plus_1(at: str, beyond: str) -> None:
    assert fault_codes(with_answer(at)) == []
    assert fault_codes(with_answer(beyond)) == ["M211"]


def test_ragged_and_empty_tables_and_lists_two_hundred_deep() -> None:
    assert fault_codes(with_answer("[{table: [[a, b], [c], [d, e, f]]}]")) == [
        "M210",
        "M210",
    ]
    assert "M210" in fault_codes(with_answer("[{table: [[], []]}]"))
    assert fault_codes(with_answer("[{table: []}]")) == ["M108"]
    assert fault_codes(with_answer(nested(200))) == ["M002"]


@pytest.mark.parametrize(
    "typed",
    ["<ibuprofen>", "INR <3", "R&D", "</para>", "&#x110000;", "<img src='/etc/passwd'/>",
     "12:30", "1.10", "NO", "5 * 3 * 2", "α ≥ 3 µg"],
)  # fmt: skip
def test_words_come_through_every_field_as_typed(typed: str) -> None:
    quoted = json.dumps(typed, ensure_ascii=False)
    source = with_keys(
        f"most-important: [{quoted}, {quoted}, {quoted}]\n"
        f"questions:\n  - asks: {quoted}\n    from: [book]\n"
        f"    says: [{quoted}, {{table: [[{quoted}], [{quoted}]]}}]\n"
    )
    monograph = read_monograph(source)
    grid = monograph.questions[0].says[1]
    assert isinstance(grid, Grid)
    faults = [*monograph.most_important, monograph.questions[0].asks, grid.table[1][0]]
    assert {str(words) for words in faults} == {typed}


@pytest.mark.parametrize(
    ("seriousness", "how_fast", "fits"),
    [
        ("life-threatening", "at-once", True),
        ("life-threatening", "same-day", False),
        ("life-threatening", "if-it-bothers-you", False),
        ("serious", "at-once", True),
        ("serious", "same-day", True),
        ("serious", "if-it-bothers-you", False),
        ("not-serious", "at-once", False),
        ("not-serious", "same-day", True),
        ("not-serious", "if-it-bothers-you", True),
    ],
)
def test_how_fast_fits_how_bad(seriousness: str, how_fast: str, fits: bool) -> None:
    source = (
        f"side-effects:\n  - {{name: x, seriousness: {seriousness}, how-fast: {how_fast},\n"
        "     what-to-do: y, frequency: not-known, from: [book]}\n"
    )
    assert fault_codes(with_keys(source)) == ([] if fits else ["M213"])


def test_the_schema_is_current() -> None:
    faults = sections()
    assert all(part.says for part in faults.walk() if part.text == "monograph")
    # written by: leaflets schema > data/monograph.schema.json
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == monograph_schema(sections())


def test_the_schema_names_sections_and_routes() -> None:
    schema = monograph_schema(sections())
    assert schema["properties"]["sections"]["required"] == list(sections().required_ids)
    routes = schema["$defs"]["Identity"]["properties"]["routes"]["items"]["enum"]
    assert routes == [str(route) for route in sections().routes]


def test_a_long_monograph_is_read_in_steps_that_its_length_bounds() -> None:
    source = with_answer("\n" + "".join(f"      - Words of paragraph {n}.\n" for n in range(490)))
    assert len(source) > 15_000
    read_monograph(source)  # builds what is built once
    assert steps(lambda: read_monograph(source)) < 5 * len(source)


FRAGMENTS = st.sampled_from([
    "\n", ":", ": ", "- ", "  ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!t ", "#", "|", ">",
    "**", "*", "[x](", "from", "says", "list", "oral", "2025-02-30", "\t", "\u202e", "é", "---\n",
    "<", "%",
])  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, len(MONOGRAPH)), st.integers(0, 30), FRAGMENTS),
    min_size=1,
    max_size=8,
)


@given(EDITS)
@settings(max_examples=200, deadline=1000)
def test_a_mutated_monograph_is_read_or_refused(edits: list[tuple[int, int, str]]) -> None:
    text = MONOGRAPH
    for at, gone, come in edits:
        text = text[:at] + come + text[at + gone :]
    assert all(fault.says and fault.code[0] == "M" for fault in monograph_faults(text))


@given(st.binary(max_size=300), st.integers(0, len(MONOGRAPH)))
@settings(deadline=1000)
def test_random_bytes_are_refused(noise: bytes, at: int) -> None:
    source = MONOGRAPH.encode()
    for hostile in (noise, source[:at] + noise + source[at:]):
        assert all(code[0] == "M" for code in fault_codes(hostile))


KEYS = ["says", "from", "id", "list", "by-route", "table", "name", "routes", "uses", "frequency"]
ANYTHING = st.recursive(
    st.sampled_from(["x", "oral", "", "1 in 10"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(ANYTHING)
@settings(deadline=1000)
def test_any_structure_under_any_key_is_read_or_refused(value: object) -> None:
    flow = json.dumps(value)
    keys = ("identity", "review", "sections", "uses", "side-effects", "questions", "sources")
    for key in keys:
        for text in (f"{key}: {flow}\n", f"{key}: [{flow}]\n"):
            assert all(code[0] == "M" for code in fault_codes(with_keys(text)))


SECTIONS = """\
sections:
  do-not-take: ask-pharmacist
  warnings: ask-pharmacist
  children: ask-pharmacist
  other-medicines: ask-pharmacist
  food-and-alcohol: ask-pharmacist
  pregnancy: ask-pharmacist
  breast-feeding:
    says: [Ask first.]
    from: [book]
  driving: ask-pharmacist
  how-to-take: ask-pharmacist
  missed-dose: ask-pharmacist
  too-much: ask-pharmacist
  stopping: ask-pharmacist
  storage: ask-pharmacist
"""


@pytest.mark.parametrize(
    ("name", "indent"), [("driving", "    "), ("storage", "")], ids=["too far", "too little"]
)
def test_a_section_that_is_indented_wrongly_is_told_where_it_belongs(
    name: str, indent: str
) -> None:
    text = SECTIONS.replace(f"  {name}:", f"{indent}{name}:")
    (fault,) = monograph_faults(with_keys(text))
    assert fault.code == "M101"
    assert fault.says == f"'{name}' is a section, but does not stand among the sections."
    assert fault.hint == "Put it under 'sections:', beginning in column 3."


BAND = "frequency:\n      from: 1 in 100\n      to: 1 in 10"


def test_a_frequency_in_a_word_or_in_percent_is_told_what_may_stand_there() -> None:
    for word in ("common", "1%", "very rare"):
        text = MONOGRAPH.replace(BAND, f"frequency: {word}")
        (fault,) = monograph_faults(text)
        assert "not-known, or numbers such as {from: 1 in 100, to: 1 in 10}" in fault.hint
        assert "said-to-be" in fault.hint


def test_a_section_that_is_empty_or_one_sentence_is_told_how_it_is_written() -> None:
    for text in ("", " Just stop."):
        keys = SECTIONS.replace("stopping: ask-pharmacist", f"stopping:{text}")
        (fault,) = monograph_faults(with_keys(keys))
        assert fault.hint == (
            "Write its text below it, under says: and from:; or write ask-pharmacist, "
            "not-applicable or not-stated behind it."
        )


def test_a_route_that_is_not_known_is_told_once() -> None:
    text = MONOGRAPH.replace("[oral", "[By mouth")
    faults = [fault for fault in monograph_faults(text) if "By mouth" in fault.says]
    assert [fault.code for fault in faults] == ["M105"]
