"""The tables of the page on profiles, from the profiles: python -m tests.content.profile.page."""

from __future__ import annotations

import re

from leaflets.authoring.listing import profile_languages
from leaflets.cli.help import PAGES
from leaflets.content.library import Library
from leaflets.content.profile.reading import load_profile
from leaflets.content.profile.rules import summarize_rules

PAGE = PAGES / "profiles.md"
TITLES = {
    "verified": "yes",
    "general-knowledge": "no, general knowledge",
    "own-translation": "our own translation",
}


def table_of(name: str) -> str:
    """The rules that a profile says itself, and the evidence of its words in other languages."""
    library = Library()
    own = library.profile(name).file
    rows = ["| rule | what it asks | from | verified |", "|---|---|---|---|"]
    for rule in summarize_rules(load_profile(library, name)):
        if rule.place.file == own:
            asks = rule.asks.replace("|", r"\|")
            rows.append(f"| `{rule.name}` | {asks} | {rule.source} | {TITLES[rule.evidence]} |")
    others = [values for values in profile_languages(library, name) if values["language"] != "en"]
    if others:
        rows += [
            "",
            "| words in | verified | general knowledge | our own translation |",
            4 * "|---" + "|",
        ]
    for values in others:
        counts = " | ".join(str(values["evidence"][kind]) for kind in TITLES)
        rows.append(f"| {values['language']} | {counts} |")
    return "\n".join(rows) + "\n"


def made(text: str) -> str:
    """The page with its tables as they should be."""
    for name in Library().profiles():
        mark = f"<!-- rules of {name} -->\n\n"
        before, _, after = text.partition(mark)
        rest = re.sub(r"\A(?:\|.*\n|\n(?=\|))*", "", after)
        text = before + mark + table_of(name) + "\n" + rest.lstrip("\n")
    return text


if __name__ == "__main__":
    PAGE.write_text(made(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
