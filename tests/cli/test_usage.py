"""Row 74: what the command cannot take, told with what was perhaps meant."""

from __future__ import annotations

import pytest

from .program import leaflets

CASES = [
    ((), 0, "Usage: leaflets"),
    (("rendr", "x"), 2, "Did you mean 'render'?"),
    (("lst",), 2, "Did you mean 'list'?"),
    (("xyzzy",), 2, "See 'leaflets --help'."),
    (("render",), 2, "NAME|FILE"),
    (("render", "a", "b"), 2, "unexpected extra argument"),
    (("render", "acetylcysteine", "--layuot", "x"), 2, "--layout"),
    (("render", "acetylcysteine", "--layout"), 2, "requires an argument"),
    (("render", "acetylcysteine", "--as", "txt"), 2, "'pdf', 'text'"),
    (("render", "acetylcysteinn"), 4, "Did you mean 'acetylcysteine'?"),
    (("render", "acetylcysteine", "--layout", "standart"), 4, "Did you mean 'standard'?"),
    (("show", "acetylcysteinn"), 4, "Did you mean 'acetylcysteine'?"),
    (("help", "layuots"), 4, "Did you mean 'layouts'"),
    (("help", "layout"), 0, "Usage: leaflets layout"),
    (("help", "render"), 0, "Usage: leaflets render"),
    (("help", "layout", "new"), 0, "Usage: leaflets layout new"),
    (("help", "layout", "nwe"), 4, "There is no help topic 'layout nwe'."),
    (("help", "rendr"), 4, "Did you mean 'render'?"),
    (("render", "acetylcysteine", "--out", "x.docx"), 2, "Give a file that ends in .pdf"),
    (("render", "acetylcysteine", "--out", "x.PNG"), 2, "x.PNG would be a picture"),
    (("render", "acetylcysteine", "--as", "text", "--out", "x.pdf"), 2, "ends in .txt"),
    (("layout", "sample", "standard", "--out", "x.html"), 2, "x.html would be a web page"),
    (("records", "get", "D", "--store", "none", "--out", "x.docx"), 2, "ends in .pdf"),
    (("batch", "nope.csv", "--out", "today"), 4, "There is no file nope.csv."),
    (("batch", ".", "--out", "today"), 4, ". is a folder."),
    (("render", "acetylcysteine", "--layout", "ours.yaml"), 4, "give its name without .yaml"),
    (("render", "acetylcysteine", "--language", "spansh"), 4, "It is there in: ar, en, es"),
    (("help", "xyzzy"), 4, "There are: "),
    (("help", "fonts.yaml"), 4, "These pages have the word: "),
    (("schema", "monogaph"), 2, "monograph"),
    (("completion", "tcsh"), 2, "bash"),
    (("--versoin",), 2, "No such option"),
    (("render", "acetylcysteine", "--out", ""), 2, "--out is empty"),
    (("render", "acetylcysteine", "--data", ""), 2, "--data is empty"),
    (
        ("completion",),
        2,
        "U201 Missing argument '{bash|zsh|fish}'. Choose from: bash, zsh, fish. See",
    ),
    (("settings", "x"), 2, "extra argument (x). See 'leaflets settings --help'."),
    (("list", "--data", "no/such/folder"), 4, "There is no folder"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), CASES)
def test_what_was_perhaps_meant(arguments: tuple[str, ...], code: int, says: str) -> None:
    done = leaflets(*arguments)
    assert done.code == code
    assert says in done.text + done.err
    assert "Traceback" not in done.err
    if code:
        assert done.out == b""
        assert done.err.count("\n") == 1
