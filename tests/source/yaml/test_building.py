"""Parsing YAML: which values come out, and what is refused."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import (
    Fault,
    LayoutError,
    MonographError,
    Place,
    VocabularyError,
    WordingError,
)
from leaflets.source.yaml import Mapping, Sequence, Text, building, parse
from leaflets.source.yaml.parser import Parser
from tests.house.source import ROOT
from tests.steps import steps

PARSERS = {
    "libyaml": building.PARSER,
    "python": Parser(yaml.SafeLoader, yaml.events, yaml.YAMLError),
}


@pytest.fixture(params=PARSERS, autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here runs with libyaml and with PyYAML's own parser."""
    monkeypatch.setattr(building, "PARSER", PARSERS[request.param])


def read(source: bytes | str) -> Mapping:
    return parse(source.encode() if isinstance(source, str) else source, "f.yaml", MonographError)


def codes(source: bytes | str) -> list[str]:
    with pytest.raises(MonographError) as caught:
        read(source)
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in caught.value.faults]


def test_values_know_their_places() -> None:
    root = read("a: 1\nb:\n  - x\n  - {c: y}\n")
    values = root["b"]
    assert isinstance(values, Sequence)
    inner = values[1]
    assert isinstance(inner, Mapping)
    places = [value.place for value in (root["a"], values, values[0], inner, inner["c"])]
    assert places == [Place("f.yaml", *at) for at in [(1, 4), (3, 3), (3, 5), (4, 5), (4, 9)]]
    assert [key.place.line for key in root] == [1, 2]


def test_lookups_of_the_wrong_kind_give_nothing() -> None:
    root = read("a: text\nb: [x, [y], {z: 1}]\nc: {d: 1}\n")
    assert (root.text("a"), root.text("b"), root.text("x")) == ("text", None, None)
    assert list(root.list("b").texts()) == ["x"]
    assert list(root.list("b").groups()) == [{"z": "1"}]
    assert (root.list("a"), root.group("c"), root.group("a")) == ([], {"d": "1"}, {})


def test_text_survives_pickling() -> None:
    text = pickle.loads(pickle.dumps(Text("x", Place("f", 1, 2))))
    assert (text, text.place, type(text)) == ("x", Place("f", 1, 2), Text)


def test_anchors_are_refused_unopened() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    assert {code.split()[1] for code in codes(bomb)} == {"M001"}
    assert steps(lambda: codes(bomb)) < 20_000
    assert codes("a: &x {b: 1}\n") == ["1:4 M001"]
    assert codes("? &x a\n: 1\n") == ["1:3 M001"]
    assert codes("a: &x 1\nb: *x\n") == ["1:4 M001", "2:4 M001"]


@pytest.mark.parametrize("pair", ["[]", "{}"], ids=["lists", "groups"])
def test_depth_is_read_up_to_the_limit(pair: str) -> None:
    def nested(depth: int) -> str:
        inside = f"{pair[0]}a: " if pair == "{}" else "["
        return "a: " + inside * (depth - 1) + "x" + pair[1] * (depth - 1)

    assert read(nested(limits.SOURCE_DEPTH))
    (code,) = codes(nested(limits.SOURCE_DEPTH + 1))
    assert code.endswith(" M002")
    assert code.startswith("1:")


@pytest.mark.parametrize("hostile", ["[", "- ", "{a: ", "? ", "[{"])
@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_hostile_depth_is_refused_at_once(hostile: str, depth: int) -> None:
    source = (hostile * depth).encode()[: limits.SOURCE_BYTES]
    (code,) = codes(source)
    assert code.endswith((" M002", " M009"))
    if building.PARSER is PARSERS["libyaml"]:  # PyYAML's own reads on for thousands of steps
        assert steps(lambda: codes(source)) < 20_000


@pytest.mark.parametrize(
    "tagged",
    [
        "!!python/object/apply:os.mkdir [canary]",
        "!!python/name:os.system ''",
        "!!binary aGk=",
        "!x y",
        "! z",
        "!!str 12",
        "!!map {a: 1}",
    ],
)
def test_tags_are_refused_and_nothing_is_run(
    tagged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert codes(f"a: {tagged}\n") == ["1:4 M003"]
    assert not list(tmp_path.iterdir())


def test_a_tag_directive_is_refused() -> None:
    assert codes("%TAG ! tag:example.org,2000:\n---\na: 1\n") == ["1:1 M003"]


def test_a_key_given_twice_names_both_lines() -> None:
    with pytest.raises(MonographError) as caught:
        read("dose: 1\nother: 2\ndose: 3\n'dose': 4\n")
    first, second = caught.value.faults
    assert (first.place.line, second.place.line) == (3, 4)
    assert first.says == "'dose' is given twice (first on line 1)."
    assert codes("a: {b: 1, b: 2}\nc: 1\nc: 2\n") == ["1:11 M104", "3:1 M104"]


AS_TYPED = [
    "12:30", "1.10", "NO", "no", "on", "0123", "22:00", "22:00:00", "1_000", "~", "=", "0x1F",
    "null", "true", "1e3", "2024-13-45", "2024-01-02", ".inf", "-0", "<<", "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("typed", AS_TYPED)
def test_scalars_stay_as_typed(typed: str) -> None:
    assert read(f"a: {typed}\n") == {"a": typed}
    assert read(f"{typed}: a\n" if len(typed) < 1000 else "a: a").keys()


TYPABLE = st.characters(
    exclude_categories=["C", "Zl", "Zp"], include_characters="\n", exclude_characters="\ufffd"
)


@given(st.text(TYPABLE, max_size=60))
def test_any_text_survives_in_quotes(text: str) -> None:
    # YAML folds a run of line breaks: it drops the spaces around them, and one of the breaks
    folded = re.sub(r"(?: *\n *)+", lambda breaks: breaks[0] + "\n", text.replace("'", "''"))
    unfolded = re.sub(r" *\n *", "\n", text)
    assert read(f"a: '{folded}'\n") == {"a": normalize("NFC", unfolded)}


@given(st.text(TYPABLE, max_size=60))
def test_any_text_survives_escaped(text: str) -> None:
    assert read(f"a: {json.dumps(text, ensure_ascii=False)}\n") == {"a": normalize("NFC", text)}


def test_a_file_is_one_mapping_within_the_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SOURCE_BYTES", 50_000)
    full = b"a: " + b"x y " * 4000 + b"\n# "
    assert read(full + b"z" * (limits.SOURCE_BYTES - len(full)))
    assert codes(full + b"z" * (limits.SOURCE_BYTES - len(full) + 1)) == ["0:0 M005"]
    for nothing in ("", " \n\n", "# only\n# comments\n", "---\n", "--- \n...\n"):
        assert codes(nothing) == ["0:0 M006"], nothing
    assert codes("a: 1\n---\nb: 1\n") == ["2:1 M007"]
    assert codes("just words\n") == ["1:1 M008"]
    assert codes("- a\n- b\n") == ["1:1 M008"]
    assert codes("~") == ["1:1 M008"]


def test_values_and_characters_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SOURCE_VALUES", 2_000)
    items = limits.SOURCE_VALUES - 3  # the mapping, the key and the list count as well
    assert len(read("a: [" + "b, " * items + "]").list("a")) == items
    assert codes("a: [" + "b, " * (items + 1) + "]")[0].endswith(" M011")
    assert read("a: " + "x" * limits.TEXT_CHARACTERS)
    assert codes("a: " + "x" * (limits.TEXT_CHARACTERS + 1)) == ["1:4 M011"]


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        ("language: en".encode("utf-16"), 0),
        ("language: en".encode("utf-16-le"), 1),
        ("language: en".encode("utf-16-be"), 0),
        ("a: é".encode("latin-1"), 3),
        (b"a: \xc3\x28", 3),
        (b"a: b\0c", 4),
        (b"\xef\xbb\xbfa: \xff", 6),
        (b"a: \xed\xa0\x80", 3),
        (b"a: \0 \xff", 3),
    ],
)
def test_other_encodings_are_refused_with_the_byte(source: bytes, offset: int) -> None:
    with pytest.raises(MonographError) as caught:
        read(source)
    (fault,) = caught.value.faults
    assert fault.code == "M004"
    assert f"byte {offset} " in fault.says


def test_a_byte_order_mark_and_crlf_are_accepted() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n") == {"a": "1", "b": "x\ny\n"}
    assert read(b"\xef\xbb\xbfa: 1\n")["a"].place == Place("f.yaml", 1, 4)


def test_tabs_are_refused_in_indentation_and_in_texts() -> None:
    assert codes("a:\n\t- 1\n") == ["2:1 M009"]
    assert codes("a: x\ty\n")[0] in ("1:4 M010", "1:5 M009")  # libyaml reads it, PyYAML does not
    assert codes('a: "x\\ty"\n') == ["1:4 M010"]
    assert read("# \tcomment\na: x\n") == {"a": "x"}


@pytest.mark.parametrize(
    ("letter", "error"),
    [("M", MonographError), ("L", LayoutError), ("W", WordingError), ("V", VocabularyError)],
)
def test_the_error_gives_the_letter(letter: str, error: type[MonographError]) -> None:
    with pytest.raises(error) as caught:
        parse(b"", "f.yaml", error)
    assert caught.value.code == f"{letter}006"


def test_a_syntax_error_comes_with_the_faults_before_it() -> None:
    assert codes("a: 1\na: &x 2\nb: [1, 2\n") == ["2:1 M104", "2:4 M001", "4:1 M009"]


def test_faults_that_leave_values_readable_can_be_gathered() -> None:
    found: list[Fault] = []
    assert parse(b"a: 1\na: 2\n", "f.yaml", MonographError, found)
    assert len(found) == 1
    with pytest.raises(MonographError) as caught:
        parse(b"a: [", "f.yaml", MonographError, found)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("source", "at", "words"),
    [
        ("a: b: c\n", "1:5", "second"),
        ("a: 'x\n", "1:4", "never closed"),
        ("\ta: 1\n", "1:1", "tab"),
        ("a: @x\n", "1:4", "begin with @"),
        ("a: [b,c\n", "2:1", "[ ]"),
        ("a: {b: 1\n", "2:1", "{ }"),
        ('a: "\\q"\n', "1:5", "backslash"),
        ("? [a]\n: b\n", "1:3", "where a key is expected"),
        ('- "one\n- "two"\n', "1:3", "closed only by the next one, on line 2"),
        ("k:\n  - 'one\n  - don't\nj: x\n", "2:5", "closed only by the next one, on line 3"),
        ('k: "one\nj: "two"\n', "1:4", "closed only by the next one, on line 2"),
        ('k: [one, "two]\nj: ["three"]\n', "1:10", "closed only by the next one, on line 2"),
        ('- he said\n- "so "or" not"\n', "2:3", "on this line"),
        ("k:\n  - a: b\n    c: d\n   e: f\n", "4:4", "column 4, the line above in column 5"),
        ("k:\n    b: c\n  d: e\n", "3:3", "column 3, the line above in column 5"),
        ("k:\n  b: c\n    d: e\n", "3:6", "column 5, the line above in column 3"),
        ("k:\n  - **b** c\n", "2:5", "cannot begin with *"),
        ("k: - b\n", "1:4", "Begin the list on the next line"),
        ("k: ? b\n", "1:4", "cannot begin with ?"),
    ],
)
def test_syntax_errors_are_reported_in_plain_words(source: str, at: str, words: str) -> None:
    with pytest.raises(MonographError) as caught:
        read(source)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("M009", int(at[0]))
    assert abs(fault.place.column - int(at[2:])) <= 1  # the two parsers count the \\ differently
    assert words in f"{fault.says} {fault.hint}"
    assert "token" not in fault.says


def test_folded_and_literal_texts_are_read_as_yaml_does() -> None:
    source = "a: one\n  two\n\n  three\nb: >-\n  one\n  two\nc: |\n  one\n  two\n"
    assert read(source) == {"a": "one two\nthree", "b": "one two", "c": "one\ntwo\n"}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_mapping_or_a_source_error(source: bytes) -> None:
    with suppress(MonographError):
        assert isinstance(read(source), Mapping)


FRAGMENTS = [
    "a", "b", ":", ": ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "#", "&a", "*a", "!t",
    "'", '"', "\\", "\\u202e", "\\U00110000", "|", ">", "%", "---", "...", "?", "@", "`", "é", "<<",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_any_yaml_is_a_mapping_or_a_source_error(source: str) -> None:
    with suppress(MonographError):
        assert isinstance(read(source), Mapping)


def test_a_comment_behind_an_unquoted_text_is_refused_in_prose() -> None:
    assert codes("a: take dose #2\n") == ["1:14 M012"]
    assert codes("a: [one #two\n  , three]\n") == ["1:9 M012"]
    assert codes("a: #two\nb: c\n") == ["1:4 M012"]
    assert read('a: "take dose #2"\nb: dose#2\n') == {"a": "take dose #2", "b": "dose#2"}
    assert parse(b"gap: 8 mm # between columns\n", "l.yaml", LayoutError) == {"gap": "8 mm"}


def test_hostile_files_fit_in_100_mib_of_memory() -> None:
    script = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (100 << 20, 100 << 20))\n"
        "from leaflets.source.yaml import parse\n"
        "from leaflets.base.errors import MonographError\n"
        "bomb = b'a: &a [x, x]\\n' + b''.join(b'b%d: [*a, *a]\\n' % n for n in range(20))\n"
        "for hostile in (bomb, b'[' * 200000, b'{a: ' * 100000, b'- ' * 200000, b'? ' * 200000):\n"
        "    try: parse(hostile, 'f', MonographError)\n"
        "    except MonographError as error: print(error.code, end=' ')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.split() == ["M001", "M002", "M002", "M002", "M009"]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("says: x\ncolours: {accent: #0B5D3B}\n", "2:19"),
        ("colours: {accent: #0B5D3B, other: red}\nsays: x\n", "1:19"),
        ("colours:\n  accent: #0B5D3B\n  other: red\n", "2:11"),
        ('colours: [red, "blue #1", #0B5D3B]\n', "1:27"),
    ],
)
def test_a_number_sign_that_begins_a_comment_is_told_where_it_stands(
    source: str, place: str
) -> None:
    with pytest.raises(LayoutError) as caught:
        parse(source.encode(), "f", LayoutError)
    assert [f"{at.line}:{at.column} {code}" for code, at, *_ in caught.value.faults] == [
        f"{place} L012"
    ]


def test_comments_where_no_value_is_missing_are_no_fault_outside_prose() -> None:
    source = b"colours: # ours\n  accent: red # like the sign\n  list: [a, # first\n    b]\n"
    node = parse(source, "f", LayoutError)
    assert node == {"colours": {"accent": "red", "list": ["a", "b"]}}
