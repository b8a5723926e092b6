"""Warm rendering in one process against the yardstick doing the same, and the memory of both.

    python tests/bench/warm.py [RENDERS] [RUNS]

Each run is a whole process that renders so many times; the time of a process that renders once is
taken off, and what is left is divided by the renders. Prints a table like cold.py.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from cold import HERE, yardstick_words
from pairs import Run, pairs

import leaflets

OURS = """
import sys, leaflets
leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
for _ in range(int(sys.argv[1])):
    leaflets.typeset(leaflet)
"""


def main() -> None:
    """Print the table."""
    renders = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def both(words: Path, times: int) -> tuple[list[Run], list[Run]]:
        theirs = [sys.executable, str(HERE / "plain_reportlab.py"), str(words), os.devnull]
        return pairs([sys.executable, "-c", OURS, str(times)], [*theirs, str(times)], count, env)

    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "words.json")
        leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
        words.write_text(json.dumps(yardstick_words(leaflet)), "utf-8")
        once, many = both(words, 1), both(words, renders + 1)
    ours, theirs = (
        [(b.cpu - a.cpu) * 1000 / renders for a, b in zip(once[n], many[n], strict=True)]
        for n in (0, 1)
    )
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    memory = [statistics.median(one.memory for one in many[n]) for n in (0, 1)]
    print("| warm, a leaflet | leaflets ms | plain ms | CPU ratio | MiB |")
    print("|---|---|---|---|---|")
    print(
        f"| typeset acetylcysteine | {statistics.median(ours):.1f} "
        f"| {statistics.median(theirs):.1f} | {ratio:.2f} | {memory[0]:.0f} / {memory[1]:.0f} |"
    )


if __name__ == "__main__":
    main()
