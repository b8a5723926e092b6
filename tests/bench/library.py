"""A library of thousands against one of ten: lookups, list, render and the start of a batch.

    python tests/bench/library.py [MONOGRAPHS] [RUNS]

Prints a table: CPU in milliseconds over the small and the large library, with the index that
`leaflets index` writes, and the ratios of CPU and wall (medians of runs in turn).
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from itertools import count
from pathlib import Path

from pairs import Run, run

ROOT = Path(__file__).parents[2]
NUMBERS = count()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# {last}: the name of the library's last monograph. {out}: another file or folder for each run
COMMANDS = {
    "render by title": "render {last}-10mg --out {out}.pdf",
    "render by synonym": "render EX3 --out {out}.pdf",
    "render by name": "render {last} --out {out}.pdf",
    "list with a word": "list {last}",
    "batch of one row, by code": "batch rows.csv --out {out} --jobs 1",
}


def word(number: int) -> str:
    """A made-up name, another for each number."""
    letters = ""
    for _ in range(5):
        number, digit = divmod(number, len(LETTERS))
        letters += LETTERS[digit]
    return f"exampl{letters}"


def make(folder: Path, size: int) -> str:
    """Write a library of made-up medicines, and return the name of the last."""
    text = (ROOT / "data/monographs/ibuprofen/en.yaml").read_text("utf-8")
    for number in range(size):
        identity = (
            f"identity:\n  name: {word(number)}-10 mg\n  generic-name: {word(number)}\n"
            f"  also-called: [EX{number}]\n  strengths: [10 mg]\n  routes: [oral]\n"
            f"  codes: [{{system: ATC, value: X{number}}}]\n"
        )
        own = re.sub(r"identity:\n(?:  .*\n|\n)*(?=edition:)", identity, text)
        file = folder / "monographs" / word(number) / "en.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(own, "utf-8")
    (folder / "rows.csv").write_text(f"code\nATC|X{size - 1}\n", "utf-8")
    return word(size - 1)


def timed(
    program: str, template: str, libraries: dict[int, Path], last: dict[int, str], runs: int
) -> list[list[Run]]:
    """Run a command over each library in turn, after one run of each that is not counted."""
    found: list[list[Run]] = [[] for _ in libraries]
    for _ in range(runs + 1):
        for (size, library), results in zip(libraries.items(), found, strict=True):
            out = library / f"out-{next(NUMBERS)}"
            os.environ["LEAFLETS_DATA"] = str(library)
            command = template.format(last=last[size], out=out)
            command = command.replace("rows.csv", str(library / "rows.csv"))
            results.append(run([program, *command.split()], dict(os.environ)))
    return [results[1:] for results in found]


def main() -> None:
    """Print the table."""
    large_size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    program = str(Path(sys.executable).with_name("leaflets"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"| over 10 and {large_size:,} | 10, ms | {large_size:,}, ms | CPU ratio | wall ratio |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        libraries = {size: Path(folder, str(size)) for size in (10, large_size)}
        last = {size: make(library, size) for size, library in libraries.items()}
        for library in libraries.values():
            run([program, "index", "--data", str(library)], dict(os.environ))
        for name, template in COMMANDS.items():
            small, large = timed(program, template, libraries, last, runs)
            cpu = [statistics.median(each.cpu for each in found) * 1e3 for found in (small, large)]
            wall = statistics.median(b.wall / a.wall for a, b in zip(small, large, strict=True))
            print(f"| {name} | {cpu[0]:.0f} | {cpu[1]:.0f} | {cpu[1] / cpu[0]:.2f} | {wall:.2f} |")


if __name__ == "__main__":
    main()
