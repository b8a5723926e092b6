"""The tables of the page on profiles, made from the profiles: python -m tests.profile.page."""

from __future__ import annotations

import re

from leaflets.cli.help import PAGES
from leaflets.content.library import Library
from leaflets.content.profile.reading import load_profile
from leaflets.content.profile.rules import summarize_rules

PAGE = PAGES / "profiles.md"
TITLES = {"verified": "yes", "general-knowledge": "no, general knowledge"}


def table_of(name: str) -> str:
    """The rules that a profile says itself, as a table."""
    library = Library()
    own = library.profile(name).file
    rows = ["| rule | what it asks | from | verified |", "|---|---|---|---|"]
    for rule in summarize_rules(load_profile(library, name)):
        if rule.place.file == own:
            asks = rule.asks.replace("|", r"\|")
            rows.append(f"| `{rule.name}` | {asks} | {rule.source} | {TITLES[rule.evidence]} |")
    return "\n".join(rows) + "\n"


def made(text: str) -> str:
    """The page with its tables as they should be."""
    for name in Library().profiles():
        mark = f"<!-- rules of {name} -->\n\n"
        before, _, after = text.partition(mark)
        rest = re.sub(r"\A(?:\|.*\n)*", "", after)
        text = before + mark + table_of(name) + "\n" + rest.lstrip("\n")
    return text


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
