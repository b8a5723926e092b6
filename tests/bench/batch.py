"""Personal leaflets by the thousand: against full renders, Typst, WeasyPrint, and the bare disk.

    pip install typst weasyprint
    python tests/bench/batch.py [2000]

Two pages in the layout compact, nine particulars each, one core. Each ratio is of runs in turn in
one go; what is slow is done fewer times and told for each leaflet. Nothing is deleted in between:
that would slow down the file system. All runs are byte-compiled.
"""

from __future__ import annotations

import compileall
import csv
import html
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pairs import Run, run

import leaflets
from leaflets.base.files.groups import GrowingFile
from leaflets.batch.model import Setup
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.requests import RequestFile
from leaflets.batch.targets.tar import Tar
from leaflets.batch.work import make_leaflet
from leaflets.content.particulars import Particulars
from leaflets.leaflet.plain import plain

LAYOUT = "compact"
ROUNDS = 5
FIRST = ["Anna", "Łucja", "José", "Zoë", "Mary", "Ahmed", "Ingrid", "Søren", "Chloé", "Đorđe"]
LAST = [
    "Müller",
    "Wójcik",
    "García",
    "Smith",
    "O'Brien",
    "Haddad",
    "Lindström",
    "Kjær",
    "Dubois",
    "Šimić",
]
DIRECTIONS = (
    "Dissolve 1 tablet in water and drink it once a day.",
    "Dissolve 1 tablet in water and drink it 3 times a day.",
    "Take 1 sachet in water each evening.",
)
ENV = {**os.environ, "PYTHONHASHSEED": "0"}
FLOOR = """
import os
import sys
content = open(sys.argv[1], "rb").read()
folder, count = sys.argv[2], int(sys.argv[3])
if folder.endswith(".tar"):
    with open(folder, "wb", buffering=0) as out:
        for number in range(count):
            out.write(content)
        os.fsync(out.fileno())
else:
    for number in range(count):
        with open(f"{folder}/{number:08}.pdf", "wb") as out:
            out.write(content)
"""


def fields(number: int) -> dict[str, str]:
    """What concerns one made-up patient."""
    return {
        "patient": f"{FIRST[number % 10]} {LAST[number // 10 % 10]}",
        "born": f"{1930 + number % 80}-{1 + number % 12:02}-{1 + number % 28:02}",
        "product": "Acetylcysteine 400 mg",
        "directions": DIRECTIONS[number % 3],
        "quantity": f"{10 * (1 + number % 3)} tablets",
        "dispensed": "2026-11-24",
        "pharmacist": f"{FIRST[number // 7 % 10]} {LAST[number // 70 % 10]}",
        "pharmacy": f"Sun Pharmacy, {number % 50} High Street",
        "reference": f"RX-{number:07}",
    }


def table(path: Path, count: int) -> None:
    """Requests as CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["monograph", "identifier", *fields(0)])
        writer.writeheader()
        for number in range(count):
            named = {"monograph": "acetylcysteine", "identifier": f"rx-{number:07}"}
            writer.writerow(named | fields(number))


def each(act: Callable[[int], object], count: int) -> float:
    """CPU seconds for one, the median of three rounds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        for number in range(count):
            act(number)
        times.append((time.process_time() - start) / count)
    return statistics.median(times)


def words(particulars: Particulars) -> str:
    """The words of the leaflet, as plain text."""
    reading = leaflets.read("acetylcysteine")
    return plain(leaflets.compose(reading, particulars=particulars))


def typst_act(people: list[Particulars]) -> Callable[[int], object] | None:
    """Typst in process, the text in its source, tagged as PDF/UA-1."""
    try:
        import typst
    except ImportError:
        return None
    pages = [lines_of_typst(words(each)) for each in people[:50]]
    compiler = typst.Compiler()

    def act(number: int) -> object:
        source = f"{pages[number % 50]}\n// {number}"
        return compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])

    try:
        act(0)
    except Exception as fault:
        raise SystemExit(f"typst: {fault}") from None
    return act


def lines_of_typst(text: str) -> str:
    """Plain text as Typst's markup: the same words, one paragraph a line, items as items."""
    out = [
        '#set document(title: "Acetylcysteine")',
        '#set page("a4", margin: 15mm)',
        '#set text(9pt, lang: "en")',
        "#set par(spacing: 0.5em)",
    ]
    for line in text.splitlines():
        said = "".join(f"\\{char}" if char in "\\#*_`$<>@=-+/[]~" else char for char in line)
        is_item = line.lstrip().startswith("•")
        out.append(f"- {said.lstrip().removeprefix('•').strip()}" if is_item else f"{said}\n")
    return "\n".join(out)


def weasyprint_act(people: list[Particulars]) -> Callable[[int], object] | None:
    """WeasyPrint, tagged as PDF/UA-1."""
    try:
        import weasyprint
    except ImportError:
        return None
    style = "@page{size:A4;margin:15mm}body{font:9pt sans-serif}p{margin:2pt}"
    head = f"<html lang=en><title>Acetylcysteine</title><style>{style}</style>"
    pages = [
        head + "".join(f"<p>{html.escape(line)}</p>" for line in words(each).splitlines() if line)
        for each in people[:20]
    ]

    def act(number: int) -> object:
        return weasyprint.HTML(string=pages[number % 20]).write_pdf(pdf_variant="pdf/ua-1")

    return act


def in_memory(people: list[Particulars]) -> Iterator[str]:
    """One leaflet, from checked particulars to bytes."""
    reading = leaflets.read("acetylcysteine")
    frozen = leaflets.freeze(reading, LAYOUT, fields=fields(0))
    assert frozen.pages == 2

    def full(number: int) -> object:
        leaflet = leaflets.compose(reading, particulars=people[number])
        return leaflets.typeset(leaflet, LAYOUT)

    assert (
        frozen.stamp(people[1])
        == leaflets.typeset(leaflets.compose(reading, particulars=people[1]), LAYOUT).pdf
    )
    count = len(people)
    stamped = each(lambda number: frozen.stamp(people[number]), count)
    yield f"| stamping in memory | {stamped * 1e6:.0f} µs | 1 |"
    rivals = [
        ("a full render (30, extrapolated)", full, 30),
        ("Typst in process, PDF/UA-1 (200, extrapolated)", typst_act(people), 200),
        ("WeasyPrint, PDF/UA-1 (10, extrapolated)", weasyprint_act(people), 10),
    ]
    for name, act, times in rivals:
        if act is None:
            yield f"| {name} | not installed | |"
            continue
        spent = each(act, min(times, count))
        yield f"| {name} | {spent * 1e6:.0f} µs | {spent / stamped:.0f} |"


def whole(folder: Path, count: int) -> Iterator[str]:
    """Whole processes: leaflets batch against a script that writes the same bytes."""
    table(folder / "rows.csv", count)
    one = folder / "one.pdf"
    setup = Setup()
    asked = RequestFile((folder / "rows.csv").open("rb"), "rows.csv")
    planner = Planner(setup, Defaults(layout=LAYOUT))
    request = next(iter(planner.requests(asked)))
    _, parts = make_leaflet(setup, request, "one.pdf")  # type: ignore[arg-type]
    one.write_bytes(b"".join(parts))
    serial = iter(range(1000))

    def ours(ending: str, *options: str, rows: str = "rows.csv") -> Run:
        out = folder / f"ours-{next(serial)}{ending}"
        command = [sys.executable, "-m", "leaflets", "batch", str(folder / rows), "--out",
                   str(out), "--layout", LAYOUT, "--quiet", *options]  # fmt: skip
        return run(command, ENV)

    def floor(ending: str) -> Run:
        out = folder / f"floor-{next(serial)}{ending}"
        if not ending:
            out.mkdir()
        return run([sys.executable, "-c", FLOOR, str(one), str(out), str(count)], ENV)

    one_job = ("--jobs", "1")
    compileall.compile_dir(str(Path(leaflets.__file__).parent), quiet=2)
    ENV.pop("PYTHONDONTWRITEBYTECODE", None)
    shapes = [
        ("a folder, --sync none", "", (*one_job, "--sync", "none")),
        ("a folder, --sync group; the floor syncs nothing", "", one_job),
        ("a folder, --sync each; the floor syncs nothing", "", (*one_job, "--sync", "each")),
        (
            "one tar, --sync none, synced at its end, as the floor",
            ".tar",
            (*one_job, "--sync", "none"),
        ),
        (
            "one zip, --sync none, synced at its end, as the floor",
            ".zip",
            (*one_job, "--sync", "none"),
        ),
        ("one file for the printer; the floor: as many whole leaflets", ".pdf", one_job),
    ]
    for name, ending, options in shapes:
        both = [(ours(ending, *options), floor(".tar" if ending else "")) for _ in range(ROUNDS)]
        yield row(name, count, both)
    both = [
        (ours("", "--jobs", "2", "--sync", "none"), ours("", *shapes[0][2])) for _ in range(ROUNDS)
    ]
    yield row("two processes against one, a folder", count, both)
    table(folder / "many.csv", 10 * count)
    both = [
        (ours(".pdf", "--jobs", "2", rows="many.csv"), ours(".pdf", *one_job, rows="many.csv"))
        for _ in range(ROUNDS)
    ]
    yield row("two processes against one, ten times as many, for the printer", 10 * count, both)


def row(name: str, count: int, both: list[tuple[Run, Run]]) -> str:
    """Microseconds of wall and CPU a leaflet, and the median of the ratios."""
    wall = statistics.median(ours.wall for ours, _ in both) / count * 1e6
    cpu = statistics.median(ours.cpu for ours, _ in both) / count * 1e6
    ratios = [
        statistics.median(getattr(ours, of) / getattr(base, of) for ours, base in both)
        for of in ("wall", "cpu")
    ]
    memory = max(ours.memory for ours, _ in both)
    return f"| {name} | {wall:.0f} | {cpu:.0f} | {ratios[0]:.2f} | {ratios[1]:.2f} | {memory:.0f} |"


def to_tar(folder: Path, people: list[Particulars]) -> str:
    """Stamping straight into one archive, without requests and manifest."""
    frozen = leaflets.freeze(leaflets.read("acetylcysteine"), LAYOUT, fields=fields(0))
    archive = Tar(folder / "x.tar", Setup(), "none")
    with GrowingFile(folder / "x") as growing:

        def act(number: int) -> None:
            parts = frozen.parts(people[number])
            growing.write(archive.frame(f"{number}.pdf", parts, sum(map(len, parts))))

        return f"{each(act, len(people)) * 1e6:.0f} µs CPU a leaflet, stamped into one tar"


def main() -> None:
    """Print both tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    people = [Particulars.from_mapping(fields(n), language="en") for n in range(count)]
    with tempfile.TemporaryDirectory(dir=".") as folder:
        print(
            "| a whole `leaflets batch` | wall µs | CPU µs | wall ratio | CPU ratio | MiB |"
            "\n|---|---|---|---|---|---|"
        )
        for line in whole(Path(folder), count):  # first: a large parent counts as memory
            print(line, flush=True)
        print(f"\n{to_tar(Path(folder), people)}\n")
    print("| one leaflet in memory, CPU | | times stamping |\n|---|---|---|")
    for line in in_memory(people):
        print(line, flush=True)


if __name__ == "__main__":
    main()
