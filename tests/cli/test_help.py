"""`leaflets help`: the pages that come with the program."""

from __future__ import annotations

from .program import ROOT, leaflets


def test_help_lists_and_shows_its_pages() -> None:
    done = leaflets("help")
    pages = sorted((ROOT / "leaflets/help").glob("*.md"))
    assert pages
    for page in pages:
        assert f"\n  {page.stem} " in done.text
        text = page.read_text("utf-8")
        assert text.startswith("# ")
        assert leaflets("help", page.stem).text == text.rstrip() + "\n"
