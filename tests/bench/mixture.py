"""A batch of rows that are not alike, against one of rows that are: what do the others cost?

    python tests/bench/mixture.py [5000] [1]

In the layout standard, nine particulars each, one process, no syncs. Of 100 rows, 8 have long
directions, 3 have a name in Cyrillic letters, and 5 are in large print. Both batches
run in turn, so many rounds; prints seconds of CPU and their ratio, medians of the rounds.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
from pathlib import Path

from batch import ENV, fields
from pairs import run

LONG = (
    "Dissolve 1 tablet in water and drink it in the morning and at noon for 5 days.",
    "Then take 1 tablet once a day for 10 days, always after a meal.",
    "Ask us before you take it for longer.",
)
NAMES = ("Алексей Иванов", "Ольга Ткаченко", "Ђорђе Ћирић", "Гергана Щерева")


def row(number: int, *, alike: bool) -> dict[str, str]:
    """One request. alike: as all others."""
    values = {"layout": "standard", **fields(number)}
    kind = 100 if alike else number * 37 % 100
    if kind < 8:
        values["directions"] = " ".join(LONG * (1 + number % 2))
    elif kind < 11:
        values["patient"] = NAMES[number % 4]
    elif kind < 16:
        values["layout"] = "large-print"
    return {"monograph": "acetylcysteine", "identifier": f"rx-{number:07}", **values}


def seconds(folder: Path, name: str, count: int, *, alike: bool) -> float:
    """CPU seconds of a whole batch."""
    table = folder / "rows.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(row(0, alike=True)))
        writer.writeheader()
        writer.writerows(row(number, alike=alike) for number in range(count))
    command = [sys.executable, "-m", "leaflets", "batch", str(table), "--out", str(folder / name)]
    return run([*command, "--jobs", "1", "--sync", "none"], ENV).cpu


def main() -> None:
    """Print the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    found: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory(dir=".") as name:
        for number in range(rounds):
            for alike, times in found.items():
                times.append(seconds(Path(name), f"{number}-{alike}", count, alike=alike))
    uniform, mixed = (statistics.median(found[alike]) for alike in (True, False))
    print(f"{count} rows alike: {uniform:.2f} s of CPU; the mixture: {mixed:.2f} s")
    print(f"ratio {mixed / uniform:.2f}")


if __name__ == "__main__":
    main()
