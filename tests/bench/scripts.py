"""What a page in each script costs in a warm process, against a page in English.

    python tests/bench/scripts.py [RENDERS]

The languages take turns, so that other work on the machine falls on all of them alike. Prints a
table of CPU time a page, the median of so many renders of acetylcysteine in the standard layout.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import process_time

import leaflets

NAME = "acetylcysteine"


def main() -> None:
    """Print the table."""
    renders = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    folder = Path(__file__).parents[2] / "data" / "monographs" / NAME
    languages = sorted(path.stem for path in folder.glob("*.yaml"))
    made = {tag: leaflets.compose(leaflets.read(NAME, language=tag)) for tag in languages}
    pages = {tag: leaflets.typeset(made[tag]).pages for tag in languages}  # this loads the fonts
    times: dict[str, list[float]] = {tag: [] for tag in languages}
    for _ in range(renders):
        for tag in languages:
            start = process_time()
            leaflets.typeset(made[tag])
            times[tag].append((process_time() - start) * 1000 / pages[tag])
    english = statistics.median(times["en"])
    print("| language | CPU ms a page | times English |")
    print("|---|---|---|")
    for tag in languages:
        median = statistics.median(times[tag])
        print(f"| {tag} | {median:.1f} | {median / english:.2f} |")


if __name__ == "__main__":
    main()
