"""Requests for tests, and a batch of them run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from leaflets.base.errors import Fault, RequestsError
from leaflets.batch.model import Setup, Sync
from leaflets.batch.plan import Defaults, Plan, Planner, plan
from leaflets.batch.pool import Engine, Executor, Here
from leaflets.batch.requests import Requests
from leaflets.batch.run import Batch, Summary, run
from leaflets.batch.targets.open import place_of

Start = Callable[[], Executor]


def asked(text: str | bytes) -> Requests:
    """Requests as a file would hold them."""
    return Requests(BytesIO(text if isinstance(text, bytes) else text.encode()), "asked")


def planner() -> Planner:
    """With our own library."""
    return Planner(Setup(None, None), Defaults())


def planned(text: str | bytes) -> Plan:
    """A plan of what can be met."""
    return plan(asked(text), planner())


def faults(text: str | bytes) -> list[Fault]:
    """What is wrong with requests."""
    try:
        planned(text)
    except RequestsError as error:
        return list(error.faults)
    return []


def codes(text: str | bytes) -> list[tuple[int, str]]:
    """The line and the code of what is wrong with requests."""
    return [(fault.place.line, fault.code) for fault in faults(text)]


def many(count: int, prefix: str = "r") -> str:
    """Requests with identifiers."""
    rows = (f"acetylcysteine,{prefix}{number:05}" for number in range(count))
    return "\n".join(["monograph,identifier", *rows])


def done(
    text: str | bytes,
    out: Path,
    *,
    resume: bool = False,
    start: Start = Here,
    sync: Sync = "none",
    part: int | None = None,
) -> Summary:
    """Run a batch."""
    source, makes = asked(text), planner()
    found = plan(source, makes)
    place = place_of(str(out), Setup(), found.count, sync, part=part)
    with place.journal().alone():
        batch = Batch(source, makes, found, place, Engine(start, 2, (BrokenExecutor,)))
        return run(batch, resume=resume, tell=lambda *_: None)


def manifest(out: Path) -> list[dict[str, Any]]:
    """What the manifest of a folder or an archive says."""
    path = out / "manifest.jsonl" if out.is_dir() else out.with_name(f"{out.name}.manifest.jsonl")
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a folder, but for the lock, which holds a number."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.endswith("lock")
    }
