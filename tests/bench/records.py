"""Measure how fast SQLite attaches and finds leaflets, against plain inserts of the same bytes.

    python tests/bench/records.py [LEAFLETS [ATTACHMENTS]]

Attaches LEAFLETS (10,000) personal leaflets of 36 kB, durable in groups of 200, and inserts the
same bytes as plain rows in the same groups, with the same settings; three times in turn, medians.
Then finds one edition among ATTACHMENTS (1,000,000), most of them put there by SQL.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from leaflets.exchange.open_store import open_store
from leaflets.pdf.tail import body_and_tail
from leaflets.records import GROUP, LeafletIdentity, attachment_of
from leaflets.records.stores.rows import COLUMNS, to_row
from leaflets.records.stores.sqlite import SETTINGS

BODY = b"%PDF-1.7\n" + Random(1).randbytes(34_000).replace(b"%", b"&") + b"\n"
IDENTITY = LeafletIdentity(
    title="Acetylcysteine 400 mg",
    monograph="acetylcysteine",
    edition="1",
    source="ab" * 32,
    layout="standard",
    language="en",
    status="draft",
    identifier="0123456789ab",
    version="leaflets 0.1.0",
)
FIELDS = {"when": "2026-11-30T09:15:00+01:00", "by": "J. Doe"}


def pdfs(many: int) -> Iterator[bytes]:
    """Yield personal leaflets: one shared body, and 2 kB for each patient."""
    own = Random(2)
    for _ in range(many):
        yield BODY + b"%leaflets: personal\n" + own.randbytes(2_000) + b"\n%%EOF\n"


def attach_all(path: Path, leaflets: list[bytes]) -> float:
    """Return the seconds that attaching the leaflets takes."""
    with open_store(f"sqlite:///{path}") as store:
        start = perf_counter()
        pairs = (
            (attachment_of(pdf, IDENTITY, f"D-{number}", **FIELDS), pdf)
            for number, pdf in enumerate(leaflets)
        )
        for _ in store.attach_many(pairs):
            pass
        return perf_counter() - start


def insert_all(path: Path, leaflets: list[bytes]) -> float:
    """Return the seconds that inserting the bytes as plain rows takes."""
    link = sqlite3.connect(path, isolation_level=None)
    link.execute("PRAGMA journal_mode = WAL")
    for setting in SETTINGS:
        link.execute(setting)
    link.execute("CREATE TABLE leaflet (number INTEGER PRIMARY KEY, bytes BLOB)")
    start = perf_counter()
    for first in range(0, len(leaflets), GROUP):
        link.execute("BEGIN IMMEDIATE")
        group = enumerate(leaflets[first : first + GROUP], first)
        link.executemany("INSERT INTO leaflet VALUES (?, ?)", group)
        link.execute("COMMIT")
    spent = perf_counter() - start
    link.close()
    return spent


def measure_attaching(count: int) -> None:
    """Print seconds, store size and ratios for so many leaflets."""
    leaflets = list(pdfs(count))
    rests = [body_and_tail(pdf)[1] for pdf in leaflets]
    seconds: dict[str, list[float]] = {"store": [], "pdfs": [], "rests": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(3):
            path = Path(folder)
            seconds["store"].append(attach_all(path / f"store-{turn}.db", leaflets))
            seconds["pdfs"].append(insert_all(path / f"pdfs-{turn}.db", leaflets))
            seconds["rests"].append(insert_all(path / f"rests-{turn}.db", rests))
        size = (path / "store-0.db").stat().st_size / count
    spent = {name: median(times) for name, times in seconds.items()}
    size_each = len(leaflets[0])
    print(f"{count} personal leaflets of {size_each} bytes attached in {spent['store']:.2f} s")
    print(f"  {size:,.0f} bytes of store each")
    print(f"  speed {spent['pdfs'] / spent['store']:.2f} of inserting the same PDFs as plain rows")
    print(f"  speed {spent['rests'] / spent['store']:.2f} of inserting only what is not shared")


def measure_recall(count: int) -> None:
    """Print how long a recall among so many attachments takes."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/records.db"
        with open_store(address) as store:
            pdf = next(pdfs(1))
            store.attach(attachment_of(pdf, IDENTITY, "D-0", **FIELDS), pdf)
        fill(Path(folder) / "records.db", pdf, count)
        start = perf_counter()
        with open_store(address, create=False) as store:
            matches = store.attachments(monograph="m-77", edition="3")
            next(matches)
            first = perf_counter() - start
            total = 1 + sum(1 for _ in matches)
            rest = perf_counter() - start - first
    print(f"recall among {count} attachments: first answer in {first * 1000:.1f} ms,")
    print(f"  all {total} in {(first + rest) * 1000:.0f} ms, the store opened anew")


def fill(path: Path, pdf: bytes, count: int) -> None:
    """Insert attachments of a hundred monographs in ten editions, all with the same PDF digest."""
    link = sqlite3.connect(path, isolation_level=None)
    marks = ", ".join("?" * len(COLUMNS))
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    row = list(to_row(0, attachment_of(pdf, IDENTITY, "D-0", **FIELDS)))
    dispense, monograph, edition = map(COLUMNS.index, ("dispense", "monograph", "edition"))

    def rows() -> Iterator[list[object]]:
        for number in range(2, count + 1):
            row[0], row[dispense] = number, f"D-{number}"
            row[monograph], row[edition] = f"m-{number % 100}", str(number // 100 % 10)
            yield row

    link.execute("BEGIN")
    link.executemany(
        "INSERT INTO entry VALUES (?, 'attached', '', x'00')", ((n,) for n in range(2, count + 1))
    )
    link.executemany(f"INSERT INTO attachment ({names}) VALUES ({marks})", rows())
    link.execute("COMMIT")
    link.close()


if __name__ == "__main__":
    sizes = [int(argument) for argument in sys.argv[1:]]
    measure_attaching(sizes[0] if sizes else 10_000)
    measure_recall(sizes[1] if len(sizes) > 1 else 1_000_000)
