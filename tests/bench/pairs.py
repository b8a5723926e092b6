"""Two commands timed in turn, A B A B: a machine's drift falls on both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence

from msgspec import Struct


class Run(Struct, frozen=True):
    """One whole process: wall and CPU seconds, largest resident size in MiB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], env: dict[str, str]) -> Run:
    """Run a command to its end; it must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pairs(
    first: Sequence[str], second: Sequence[str], count: int, env: dict[str, str]
) -> tuple[list[Run], list[Run]]:
    """`count` runs of each, in turn, after one of each that is not counted."""
    run(first, env), run(second, env)
    both = [(run(first, env), run(second, env)) for _ in range(count)]
    return [a for a, _ in both], [b for _, b in both]


def row(name: str, first: list[Run], second: list[Run]) -> str:
    """A line of the table: medians, and the median of the ratios pair by pair."""

    def middle(runs: list[Run], of: str) -> float:
        return statistics.median(getattr(one, of) for one in runs)

    def ratio(of: str) -> float:
        return statistics.median(
            getattr(a, of) / getattr(b, of) for a, b in zip(first, second, strict=True)
        )

    return (
        f"| {name} | {middle(first, 'cpu') * 1000:.0f} | {middle(second, 'cpu') * 1000:.0f} "
        f"| {ratio('cpu'):.2f} | {ratio('wall'):.2f} "
        f"| {middle(first, 'memory'):.0f} / {middle(second, 'memory'):.0f} |"
    )
