"""`leaflets help`: the pages that come with the program."""

from __future__ import annotations

import io
import os
import pty
import sys
from contextlib import suppress
from pathlib import Path

from .program import ROOT, leaflets

PAGES = ROOT / "leaflets/help"


def on_a_terminal(*arguments: str, **environ: str) -> str:
    """What a person sees at a terminal."""
    reader, terminal = pty.openpty()

    def before() -> None:
        os.dup2(terminal, 0)
        os.dup2(terminal, 1)
        sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False))
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)

    leaflets(*arguments, before=before, environ=environ)
    os.close(terminal)
    seen = b""
    with suppress(OSError):  # how a terminal ends
        while more := os.read(reader, 4096):
            seen += more
    os.close(reader)
    return seen.decode().replace("\r\n", "\n")


def test_help_lists_and_shows_its_pages() -> None:
    done = leaflets("help")
    pages = sorted((ROOT / "leaflets/help").glob("*.md"))
    assert pages
    for page in pages:
        assert f"\n    {page.stem} " in done.text
        text = page.read_text("utf-8")
        assert text.startswith("# ")
        assert leaflets("help", page.stem).text == text.rstrip() + "\n"


def test_help_on_a_terminal_goes_through_the_pager_with_bold_headings(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    seen = on_a_terminal("help", "records", PAGER=str(pager), TERM="xterm", NO_COLOR="")
    assert seen.startswith("PAGED\n\x1b[1m")
    assert "`" not in seen.splitlines()[1]


def test_the_list_of_topics_on_a_terminal_has_a_line_for_each() -> None:
    seen = on_a_terminal("help", PAGER="cat", TERM="xterm").splitlines()
    topics = sorted(page.stem for page in PAGES.glob("*.md"))
    assert [line.split()[0] for line in seen if line.startswith("    ")] == topics


def test_help_on_a_plain_terminal_has_no_codes() -> None:
    for environ in ({"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}):
        assert "\x1b" not in on_a_terminal("help", "pharmacy", PAGER="cat", **environ)


def test_the_help_of_a_command_is_that_of_its_option() -> None:
    for names in (("render",), ("records", "recall")):
        assert leaflets("help", *names).text == leaflets(*names, "--help").text
