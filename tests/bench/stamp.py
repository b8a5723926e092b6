"""Stamping particulars behind a frozen body, against a full render of the same leaflet, in memory.

    python tests/bench/stamp.py [LEAFLETS] [ROUNDS]

Both run in one process, in turn, on one core; each leaflet is another patient's, with an own name,
birthday and number, one of forty directions and one of five pharmacies. Prints a table: CPU
microseconds a leaflet, best and median of the rounds, and the ratios round by round.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable

import leaflets
from leaflets import Particulars

RENDERS = 8  # full ones a round; they take long enough to be timed


def patients(count: int) -> list[Particulars]:
    """So many patients, no two alike."""
    return [
        Particulars.from_mapping(
            {
                "patient": f"Ada Exempel-{n:x}",
                "born": f"19{n % 70 + 20}-{n % 12 + 1:02}-{n % 28 + 1:02}",
                "product": "Acetylcysteine 400 mg",
                "directions": f"Take 1 tablet {n % 8 + 1} hours after you got up, for {n % 5 + 3} "
                "days. Let it dissolve in a glass of water first.",
                "quantity": f"{n % 3 + 1} packs",
                "dispensed": f"2026-11-{n % 28 + 1:02}",
                "pharmacist": f"J. Muster {n % 7}",
                "pharmacy": f"Bridge Pharmacy, {n % 5 + 1} Mill Lane, Sampleton",
                "reference": f"Rx {n}",
            },
            language="en",
        )
        for n in range(count)
    ]


def microseconds(make: Callable[[Particulars], object], given: Iterable[Particulars]) -> float:
    """CPU time for each."""
    given = list(given)
    start = time.process_time()
    for one in given:
        make(one)
    return (time.process_time() - start) * 1e6 / len(given)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    reading = leaflets.read("acetylcysteine")
    given = patients(count)
    frozen = leaflets.freeze(reading, fields=given[0].fields, route=given[0].route or None)

    def full(one: Particulars) -> bytes:
        return leaflets.typeset(leaflets.compose(reading, particulars=one)).pdf

    for one in given[:3]:
        assert frozen.stamp(one) == full(one)
    ways: dict[str, Callable[[Particulars], object]] = {
        "full render": full, "tail alone (`Frozen.parts`)": frozen.parts,
        "whole file (`Frozen.stamp`)": frozen.stamp,
    }  # fmt: skip
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, make in ways.items():
            found[name].append(microseconds(make, given[:RENDERS] if make is full else given))
    print(f"body {len(frozen.body):,} bytes, tail {len(frozen.tail(given[0])):,} bytes\n")
    print("| in memory, a leaflet | µs best | µs median | times as fast as a full render |")
    print("|---|---|---|---|")
    for name, times in found.items():
        ratios = [a / b for a, b in zip(found["full render"], times, strict=True)]
        best, middle = min(times), statistics.median(times)
        print(f"| {name} | {best:,.1f} | {middle:,.1f} | {statistics.median(ratios):,.0f} |")


if __name__ == "__main__":
    main()
