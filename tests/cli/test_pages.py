"""What the pages of help and the README promise works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets.cli.pages import formatted
from leaflets.content.library import Library
from leaflets.content.monograph.sections import load_sections
from leaflets.content.wording import read_wording

from .program import ROOT, leaflets

PAGE = ROOT / "leaflets/help/monographs.md"
README = ROOT / "README.md"


def example(page: Path, number: int = 0) -> str:
    return re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)[
        number
    ]


def test_the_example_of_a_monograph_is_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "our/monographs/examplamine/en.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(example(PAGE), "utf-8")
    done = leaflets("render", "examplamine", "--data", "our", "--strict", cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/examplamine.pdf\n"), done.err
    done = leaflets("render", "EXA", "--data", "our", "--as", "text", cwd=tmp_path)
    for words in (
        "Examplamine 10 mg",
        "Swelling of your face or throat",
        "ibuprofen",
        "1. Take one tablet",
    ):
        assert words in done.text


def test_the_example_of_a_leaflet_as_given_is_a_whole_one(tmp_path: Path) -> None:
    head = example(PAGE).partition("uses:")[0]
    path = tmp_path / "given.yaml"
    path.write_text(head + example(PAGE, 1), "utf-8")
    done = leaflets("render", "given.yaml", "--strict", "--as", "text", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "4. Possible side effects" in done.text


def test_the_pages_name_only_commands_and_options_that_are_there() -> None:
    names = ("render", "list", "show", "extract", "batch")
    usage = {name: leaflets(name, "--help").text for name in names}
    for page in (README, *sorted((ROOT / "leaflets/help").glob("*.md"))):
        for name, rest in re.findall(
            r"leaflets (render|list|show|batch) ([^\n`|]*)", page.read_text()
        ):
            for option in re.findall(r"--[a-z]+", rest):
                assert option in usage[name], f"{page.name}: leaflets {name} {rest}"


def test_the_pages_name_only_layout_commands_and_options_that_are_there() -> None:
    found = 0
    for page in (README, *sorted((ROOT / "leaflets/help").glob("*.md"))):
        for name, rest in re.findall(
            r"leaflets layout ([a-z]+)([^\n`|]*)", page.read_text("utf-8")
        ):
            done = leaflets("layout", name, "--help")
            assert done.code == 0, f"{page.name}: leaflets layout {name}"
            assert all(option in done.text for option in re.findall(r"--[a-z]+", rest))
            found += 1
    assert found > 8


def test_the_readme_has_its_two_commands_in_one_line_each() -> None:
    text = README.read_text("utf-8")
    for mark in ("render", "tests"):
        found = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)\n```", text, re.DOTALL)
        assert found
        assert "\n" not in found[1]
        assert found[1].startswith("python3 -m venv .venv && .venv/bin/pip install")


def test_the_readmes_house_is_the_house() -> None:
    named = re.findall(r"^    ([a-z]+)/ ", README.read_text("utf-8"), re.MULTILINE)
    assert len(named) >= 8
    assert all((ROOT / "leaflets" / name).is_dir() for name in named)


def test_the_readmes_layout_works(tmp_path: Path) -> None:
    text = README.read_text("utf-8")
    found = re.search(r"^    extends: .*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert found
    path = tmp_path / "our/layouts/ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(re.sub(r"^    ", "", found[0], flags=re.MULTILINE), "utf-8")
    arguments = ("render", "acetylcysteine", "--layout", "ours", "--data", "our")
    assert leaflets(*arguments, cwd=tmp_path).code == 0


def test_the_page_on_monographs_names_the_heading_of_every_section() -> None:
    library = Library()
    found = library.wording("en")
    wording = read_wording(found.source, found.file)
    headings = {str(id_): str(section.heading) for id_, section in wording.sections.items()}
    others = {
        "most-important": str(wording.boxes.key_points),
        "uses": headings["what-it-is"],
        "side-effects": headings["side-effects"],
        "questions": headings["questions"],
        "sources": headings["about"],
    }
    written = {
        str(entry.id): headings[entry.id]
        for entry in load_sections(library).walk()
        if entry.text in ("monograph", "either")
    }
    part = PAGE.read_text("utf-8").partition("\n## The headings\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", part, re.MULTILINE))
    assert rows == {**written, **others}


FENCE = re.compile(r"^```\w*$", re.MULTILINE)
MARKS = re.compile(r"[`*|#]|\x1b\[[0-9;]*m|\]\(https?://[^)\s]+\)|<!--.*?-->|(?<!\w)—|[|:-]{3,}|\[")


def words(text: str) -> list[str]:
    """The words without markup."""
    return MARKS.sub(" ", FENCE.sub("", text)).split()


@pytest.mark.parametrize(
    "page", sorted((ROOT / "leaflets/help").glob("*.md")), ids=lambda p: p.stem
)
def test_a_page_on_a_terminal_has_every_word_and_fits(page: Path) -> None:
    text = page.read_text("utf-8")
    for width in (40, 80):
        shown = formatted(text, width, styled=True)
        assert words(shown) == words(text)
        assert shown.startswith("\x1b[1m")
    plain = formatted(text, 80, styled=False)
    assert "\x1b" not in plain


def test_a_page_on_a_terminal_is_filled_to_its_width() -> None:
    text = "# Head\n\nOne `two three` **four**\nfive six.\n\n- seven eight\n  nine ten\n"
    assert formatted(text, 20, styled=False).splitlines() == [
        "Head", "", "One two three", "four five six.", "", "- seven eight nine", "  ten",
    ]  # fmt: skip
    rows = "| a | b |\n|---|---|\n| c d | e |\n"
    assert formatted(rows, 20, styled=False).splitlines() == ["a — b", "c d — e"]
    example = "    leaflets render  x\n\n```yaml\na:  # b\n\n  c: d\n```\n"
    assert formatted(example, 20, styled=False).splitlines() == [
        "    leaflets render  x", "", "    a:  # b", "", "      c: d",
    ]  # fmt: skip
