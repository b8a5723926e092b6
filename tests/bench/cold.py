"""Whole cold processes in pairs: `leaflets render` against the yardstick, the same words and fonts.

    python tests/bench/cold.py [RUNS]

Prints a table: CPU in milliseconds of each, ratios of CPU and wall (median of pairs), memory in
MiB. Both run byte-compiled, in the environment of the Python that runs this.
"""

from __future__ import annotations

import compileall
import json
import os
import sys
import tempfile
from pathlib import Path

from pairs import pairs, row

import leaflets
from leaflets.leaflet.model import Heading, Item, Leaflet, Paragraph
from leaflets.leaflet.walk import walk

HERE = Path(__file__).parent


def yardstick_words(leaflet: Leaflet) -> list[tuple[str, str]]:
    """Every block of the leaflet as a style and its words."""
    words, item = [("footer", str(leaflet.furniture.disclaimer))], False
    for block in walk(leaflet.blocks):
        if isinstance(block, Heading | Paragraph):
            style = "heading" if isinstance(block, Heading) else "item" if item else "body"
            words.append((style, str(block.words)))
        item = isinstance(block, Item)
    return words


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(Path(leaflets.__file__).parent), quiet=2)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "words.json")
        leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
        words.write_text(json.dumps(yardstick_words(leaflet)), "utf-8")
        yardstick = [
            sys.executable,
            str(HERE / "plain_reportlab.py"),
            str(words),
            f"{folder}/a.pdf",
        ]
        render = [str(Path(sys.executable).with_name("leaflets")), "render", "acetylcysteine"]
        ours, theirs = pairs([*render, "--out", f"{folder}/b.pdf"], yardstick, count, env)
    print("| cold process | leaflets ms | plain ms | CPU ratio | wall ratio | MiB |")
    print("|---|---|---|---|---|---|")
    print(row("leaflets render acetylcysteine", ours, theirs))


if __name__ == "__main__":
    main()
