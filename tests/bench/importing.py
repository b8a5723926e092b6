"""Import thousands of invented pages: CPU of all processes, wall time, and memory of the largest.

    python tests/bench/importing.py [PAGES] [JOBS]

Pages have the sizes of those of a site on medicines: seven sections, 1,000 words, nested lists.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = """
testine tablet water pain take swallow daily doctor pharmacist mild fever rash itch stop call
children adults kidney liver dose three hours morning evening food milk store cool dry keep effects
common rare serious swelling trouble dizzy drive pregnant missed ≥65 <18 10 mg 1.5
"""
WORDS = TEXT.split()
HEADINGS = (
    "Generic Name",
    "Usage",
    "Dosage",
    "Side Effects",
    "How it Works",
    "Precautions",
    "FAQs",
)


def sentence(seed: int, length: int) -> str:
    """A made-up sentence, another for each seed."""
    words = [WORDS[(seed * 7 + place * (seed % 5 + 3)) % len(WORDS)] for place in range(length)]
    return f"{' '.join(words).capitalize()} {seed}."


def page(number: int) -> str:
    """A made-up page."""
    lines = [f"---\nlayout: page\ntitle: Testine {number}\n---\n\n# Testine {number}\n"]
    for part, heading in enumerate(HEADINGS):
        seed = number * 100 + part * 10
        lines += [f"### {heading}\n", f"{sentence(seed, 40)}\n"]
        lines += [f"* **{sentence(seed + n, 2)}** {sentence(seed + n, 14)}" for n in range(5)]
        lines += [f"    * {sentence(seed + 7, 4)}", ""]
    return "\n".join([*lines, f"**Note:** {sentence(number, 20)}\n"])


def main(count: int = 6825, jobs: int = 2) -> None:
    """Make the pages, import them, and print what it cost."""
    with tempfile.TemporaryDirectory() as name:
        pages = Path(name) / "pages"
        pages.mkdir()
        for number in range(count):
            (pages / f"testine-{number:05}.md").write_text(page(number), "utf-8")
        command = [sys.executable, "-m", "leaflets", "import", str(pages), "--jobs", str(jobs)]
        start = time.perf_counter()
        subprocess.run(
            [*command, "--to", f"{name}/our", "--report", f"{name}/report.jsonl"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "dumb"},
        )  # fmt: skip
        wall = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{count} pages by {jobs} processes: {wall:.0f} s, CPU {cpu:.0f} s, "
          f"{1000 * cpu / count:.1f} ms a page, {usage.ru_maxrss // 1024} MB")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
