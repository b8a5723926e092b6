"""Requests for tests, and a batch of them run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor
from io import BytesIO
from pathlib import Path
from typing import Any

from leaflets.batch.folder import SHARD, Folder
from leaflets.batch.journal import Journal
from leaflets.batch.model import Setup, Sync
from leaflets.batch.plan import Defaults, Plan, Planner, plan
from leaflets.batch.pool import Here
from leaflets.batch.requests import Requests
from leaflets.batch.run import Batch, Summary, run
from leaflets.errors import Fault, RequestsError

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
    text: str, out: Path, *, resume: bool = False, start: Start = Here, sync: Sync = "none"
) -> Summary:
    """Run a batch into a folder."""
    source, makes = asked(text), planner()
    found = plan(source, makes)
    folder = Folder(out, found.count > SHARD, sync)
    out.mkdir(exist_ok=True)
    journal = Journal(out)
    batch = Batch(source, makes, found, folder, start, 2)
    with journal.alone():
        return run(batch, journal, resume=resume, tell=lambda *_: None)


def manifest(out: Path) -> list[dict[str, Any]]:
    """What the manifest says."""
    return [json.loads(line) for line in (out / "manifest.jsonl").read_bytes().splitlines()]


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a folder, but for the lock, which holds a number."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
