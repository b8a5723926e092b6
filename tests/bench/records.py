"""How fast leaflets are attached and found: SQLite, against plain inserts of the same bytes.

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
WHICH = LeafletIdentity(
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
HOW = {"when": "2026-11-30T09:15:00+01:00", "by": "J. Doe"}


def pdfs(many: int) -> Iterator[bytes]:
    """Personal leaflets: one body, and 2 kB of each patient's own."""
    own = Random(2)
    for _ in range(many):
        yield BODY + b"%leaflets: personal\n" + own.randbytes(2_000) + b"\n%%EOF\n"


def ours(path: Path, leaflets: list[bytes]) -> float:
    """Seconds to attach them."""
    with open_store(f"sqlite:///{path}") as store:
        start = perf_counter()
        pairs = (
            (attachment_of(pdf, WHICH, f"D-{number}", **HOW), pdf)
            for number, pdf in enumerate(leaflets)
        )
        for _ in store.attach_many(pairs):
            pass
        return perf_counter() - start


def plain(path: Path, leaflets: list[bytes]) -> float:
    """Seconds to insert the same bytes and nothing else."""
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


def attaching(many: int) -> None:
    """Print the ratios."""
    leaflets = list(pdfs(many))
    rests = [body_and_tail(pdf)[1] for pdf in leaflets]
    found: dict[str, list[float]] = {"ours": [], "whole": [], "rests": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(3):
            at = Path(folder)
            found["ours"].append(ours(at / f"ours-{turn}.db", leaflets))
            found["whole"].append(plain(at / f"whole-{turn}.db", leaflets))
            found["rests"].append(plain(at / f"rests-{turn}.db", rests))
        size = (at / "ours-0.db").stat().st_size / many
    spent = {name: median(times) for name, times in found.items()}
    print(f"{many} personal leaflets of {len(leaflets[0])} bytes attached in {spent['ours']:.2f} s")
    print(f"  {size:,.0f} bytes of store each")
    print(f"  speed {spent['whole'] / spent['ours']:.2f} of inserting the same PDFs as plain rows")
    print(f"  speed {spent['rests'] / spent['ours']:.2f} of inserting only what is not shared")


def finding(many: int) -> None:
    """Print how long a recall takes to answer."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/records.db"
        with open_store(address) as store:
            pdf = next(pdfs(1))
            store.attach(attachment_of(pdf, WHICH, "D-0", **HOW), pdf)
        fill(Path(folder) / "records.db", pdf, many)
        start = perf_counter()
        with open_store(address, create=False) as store:
            found = store.attachments(monograph="m-77", edition="3")
            next(found)
            first = perf_counter() - start
            count = 1 + sum(1 for _ in found)
            rest = perf_counter() - start - first
    print(f"recall among {many} attachments: first answer in {first * 1000:.1f} ms,")
    print(f"  all {count} in {(first + rest) * 1000:.0f} ms, the store opened anew")


def fill(path: Path, pdf: bytes, many: int) -> None:
    """Attachments of a hundred monographs in ten editions, without bytes of their own."""
    link = sqlite3.connect(path, isolation_level=None)
    marks = ", ".join("?" * len(COLUMNS))
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    row = list(to_row(0, attachment_of(pdf, WHICH, "D-0", **HOW)))
    dispense, monograph, edition = map(COLUMNS.index, ("dispense", "monograph", "edition"))

    def rows() -> Iterator[list[object]]:
        for number in range(2, many + 1):
            row[0], row[dispense] = number, f"D-{number}"
            row[monograph], row[edition] = f"m-{number % 100}", str(number // 100 % 10)
            yield row

    link.execute("BEGIN")
    link.executemany(
        "INSERT INTO entry VALUES (?, 'attached', '', x'00')", ((n,) for n in range(2, many + 1))
    )
    link.executemany(f"INSERT INTO attachment ({names}) VALUES ({marks})", rows())
    link.execute("COMMIT")
    link.close()


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    attaching(given[0] if given else 10_000)
    finding(given[1] if len(given) > 1 else 1_000_000)
