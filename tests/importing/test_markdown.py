"""Pages in Markdown become monographs with every word, in order, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import DocumentError
from leaflets.content.monograph.inline import Words
from leaflets.content.monograph.prose import Bullets, Grid, Lines, ListItem, Steps, Subsection
from leaflets.importing.conversion import Conversion, convert, is_edited
from leaflets.importing.markdown.reading import read
from leaflets.importing.model import Document, Refusal
from leaflets.importing.source import Source

from ..minimal import read_monograph, sections

SAMPLE = Path(__file__).parents[3] / "shared/samples/seed/acetylcysteine.md"
DAY = "2026-11-26"


def imported(text: str | bytes, language: str = "en") -> Conversion:
    content = text.encode() if isinstance(text, str) else text
    source = Source(content, "testine.md", language)
    (document,) = read(source)
    assert isinstance(document, Document)
    return convert(document, source, DAY, sections())


def blocks(text: str) -> tuple[object, ...]:
    """The blocks of the monograph that a page becomes."""
    given_text = read_monograph(imported(text).content).as_given
    assert given_text
    return given_text.says


def words(parts: tuple[object, ...]) -> list[str]:
    """All words of blocks, read back from the file."""
    found: list[str] = []
    for part in parts:
        match part:
            case Words():
                found += str(part).split()
            case Subsection():
                found += [*str(part.heading).split(), *words(part.says)]
            case Bullets():
                found += words(part.list)
            case Steps():
                found += words(part.steps)
            case Lines():
                found += words(part.lines)
            case ListItem():
                found += words(part.item)
            case Grid():
                found += [word for row in part.table for word in words(tuple(row))]  # type: ignore[arg-type]
    return found


def faults(text: str, language: str = "en") -> list[str]:
    with pytest.raises(DocumentError) as caught:
        imported(text, language)
    return [f"{fault.place.line} {fault.code}" for fault in caught.value.faults]


# words that mean something to YAML, to Markdown or to a monograph, and stay as they are
STRANGE = ["no", "~", "a:", "#b", "c#", "<18", "R&D", "1.5", "{x}", '"q"', "it's", "≥65", "µg", "%",
           "a_b", "@home", "-", "!", "|", ">", "x]", "null", "12:30", "?"]  # fmt: skip
plain_words = st.one_of(
    st.from_regex(r"[A-Za-z]{1,9}[,;]?", fullmatch=True), st.sampled_from(STRANGE)
)
ESCAPED = re.compile(r"[\\`*_\[\]<>#|~!+-]")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A page, and its words in order."""
    lines, expected = ["# Testine", ""], []

    def phrase() -> str:
        chosen = ["word", *draw(st.lists(plain_words, max_size=25))]
        expected.extend(chosen)
        marked = [ESCAPED.sub(r"\\\g<0>", word).replace("&", "&amp;") for word in chosen]
        at = draw(st.integers(0, len(marked)))
        sign = draw(st.sampled_from(["**", "*", ""]))
        marked[0] = f"{sign}{marked[0]}{sign}"
        return " ".join([*marked[:at], *marked[at:]])

    for kind in draw(st.lists(st.sampled_from("hplnt"), min_size=1, max_size=8)):
        match kind:
            case "h":
                lines += [f"{'#' * draw(st.integers(2, 5))} {phrase()}", ""]
            case "p":
                lines += [phrase(), ""]
            case "l":
                lines += [f"* {phrase()}", f"    * {phrase()}", f"* {phrase()}", "", "<!-- -->", ""]
                expected += ["<!--", "-->"]
            case "n":
                start = draw(st.integers(0, 4))
                expected += ["0."] * (start == 0)
                lines += [f"{start}. {phrase()}", "", f"   {phrase()}\\", f"   {phrase()}", ""]
                lines += ["end", ""]
                expected += ["end"]
            case "t":
                lines += [f"| {phrase()} | {phrase()} |", "|---|---|", f"| {phrase()} | |", ""]
    return "\n".join(lines), expected


@given(pages())
def test_every_word_of_a_page_is_in_the_monograph_in_order(page: tuple[str, list[str]]) -> None:
    text, expected = page
    assert words(blocks(text)) == expected


def sample_words(page: str) -> list[str]:
    """The words of the sample below its title, without the marks of Markdown."""
    body = re.sub(r"\A\s*# .*", "", page.split("---\n", 2)[2])
    return re.sub(r"^\s*\* |\*\*", "", body, flags=re.MULTILINE).split()


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_every_word_of_the_sample_is_in_the_monograph_or_in_the_report() -> None:
    source = SAMPLE.read_text("utf-8")
    conversion = imported(source)
    monograph = read_monograph(conversion.content)
    head = source.split("---\n", 2)[1]
    assert monograph.as_given
    found = [*words(monograph.as_given.says), *str(monograph.provenance.note).split()]
    assert found == sample_words(source)
    left_out = {omission.words for omission in conversion.omissions}
    assert left_out == {line for line in head.splitlines() if not line.startswith("title:")}


def test_lists_keep_their_numbers_and_the_blocks_of_an_item() -> None:
    (steps,) = blocks("# T\n\n3. One\n\n   more\n4. Two\n")
    assert isinstance(steps, Steps)
    assert steps.first == 3
    item, last = steps.steps
    assert isinstance(item, ListItem)
    assert words(item.item) == ["One", "more"]
    assert words((last,)) == ["Two"]


def test_lists_that_are_too_deep_keep_their_words_and_numbers() -> None:
    deep = "# T\n\n* a\n    * b\n        * c\n            1. d\n            2. e\n"
    assert words(blocks(deep)) == ["a", "b", "c", "1.", "d", "2.", "e"]


@pytest.mark.parametrize("depth", [19, 97, 98, 99, 100, 101, 500])
def test_what_is_nested_too_deep_is_never_dropped(depth: int) -> None:
    text = f"# T\n\n{'>' * depth} words\n"
    if depth > 97:
        assert faults(text) == ["3 Q216"]
    else:
        assert words(blocks(text)) == ["words"]


def test_a_table_keeps_its_empty_cells_and_what_is_no_heading_row() -> None:
    first, second = blocks(
        "# T\n\n| a | |\n|---|---|\n| | b |\n\nP\n\n| | |\n|---|---|\n| c | d |\n"
    )[::2]
    assert isinstance(first, Grid)
    assert [[str(cell) for cell in row] for row in first.table] == [["a", ""], ["", "b"]]  # type: ignore[union-attr]
    assert isinstance(second, Grid)
    assert second.heading_rows == "none"


def test_labels_in_bold_type_become_headings_where_a_page_has_no_others() -> None:
    first, second = blocks("# T\n\n**Usage:** For **pain**.\n\n**Effects:**\n\n* **Rare:** itch\n")
    assert isinstance(first, Subsection)
    assert str(first.heading) == "Usage:"
    assert [run.strong for run in first.says[0].runs] == [False, True, False]  # type: ignore[union-attr]
    assert isinstance(second, Subsection)
    assert words((second,)) == ["Effects:", "Rare:", "itch"]


def test_labels_stay_words_where_a_page_has_headings() -> None:
    (section,) = blocks("# T\n\n### Dosage\n\n**Adults:** one tablet\n")
    assert isinstance(section, Subsection)
    assert words(section.says) == ["Adults:", "one", "tablet"]


def test_a_power_never_reads_as_another_number() -> None:
    text = "# T\n\n10<sup>6</sup> units, H<sub>2</sub>O, x<sup>a,1</sup> y<sup>AB</sup>"
    assert words(blocks(text)) == [
        "10⁶", "units,", "H₂O,", "xᵃ,¹", "y^(AB)",
    ]  # fmt: skip


def test_entities_are_decoded_however_often_they_were_encoded() -> None:
    conversion = imported("# T\n\nA &amp;amp;lt; B, AT&T &nosuch;\n")
    assert words(read_monograph(conversion.content).as_given.says) == [  # type: ignore[union-attr]
        "A", "<", "B,", "AT&T", "&nosuch;",
    ]  # fmt: skip
    assert conversion.changes["entities decoded"] == 2


def test_stars_and_brackets_that_are_words_stay_words() -> None:
    text = r"# T" "\n\n" r"\*\*a\*\* \[b\](c) d\\*e 2 * 3 (\*)"
    assert words(blocks(text)) == ["**a**", "[b](c)", "d\\*e", "2", "*", "3", "(*)"]


def test_the_last_note_becomes_that_of_the_provenance() -> None:
    monograph = read_monograph(imported("# T\n\nWords.\n\n**Note:** By a machine.\n").content)
    assert str(monograph.provenance.note) == "Note: By a machine."
    assert words(monograph.as_given.says) == ["Words."]  # type: ignore[union-attr]


def test_nothing_is_said_that_the_page_does_not_say() -> None:
    monograph = read_monograph(imported("# T\n\nWords.\n").content)
    assert monograph.provenance.note is None
    assert monograph.review.status == "draft"
    assert monograph.identity.routes == ()
    assert monograph.side_effects == "ask-pharmacist"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "Q210"),
        ("---\ntitle: T\n---\n\n# T\n", "Q210"),
        ("# T\n\nI cannot provide information on that.\n", "Q211"),
    ],
)
def test_a_page_without_a_leaflet_is_refused(text: str, code: str) -> None:
    (refusal,) = read(Source(text.encode(), "testine.md"))
    assert isinstance(refusal, Refusal)
    assert refusal.fault.code == code


def test_faults_have_their_places() -> None:
    assert faults("Words.\n") == ["0 Q203"]
    assert faults("# T\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n") == ["5 Q204"]
    assert faults("---\ntitle: &x T\n---\n# T\n\nWords.\n") == ["2 Q001"]
    assert faults("# T\n\nПримите таблетку.\n") == ["0 Q205"]
    assert faults("# T\n\nWords.\n", "ru") == ["0 Q205"]
    assert faults("# T\n\n" + "*a **b " * 8_000) == ["0 Q207"]
    assert faults("# T\n\nA letter is lost: \ufffd\n") == ["0 Q207"]


def test_a_text_that_is_not_utf_8_has_its_line() -> None:
    with pytest.raises(DocumentError) as caught:
        imported(b"# T\n\nf\xfcr\n")
    assert [(f.code, f.place.line) for f in caught.value.faults] == [("Q202", 3)]


def test_a_file_knows_whether_it_was_edited() -> None:
    content = imported("# T\n\nWords.\n").content
    assert not is_edited(content)
    assert is_edited(content.replace(b"Words", b"Other words"))
    assert is_edited(content.split(b"\n", 3)[3])
