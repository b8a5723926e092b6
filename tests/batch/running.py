"""Requests for tests, batches run in this process, and what they leave behind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

from leaflets.base.errors import Fault, RequestsError
from leaflets.batch.form import DEFAULT_FORM, RequestForm
from leaflets.batch.model import Setup, Sync
from leaflets.batch.plan import Plan, plan
from leaflets.batch.planner import Defaults, Planner
from leaflets.batch.pool import Engine, Executor, SerialExecutor
from leaflets.batch.requests import RequestFile
from leaflets.batch.run import Batch, Summary, run
from leaflets.batch.targets.open import open_target
from leaflets.batch.targets.target import Target

Start = Callable[[], Executor]
NAME = "Zebedee Quillfeather"  # of the patient; tests search files and messages for it
PARTICULARS = {
    "patient": NAME,
    "born": "1961-05-04",
    "directions": "Dissolve 1 tablet in a glass of water and drink it once a day.",
    "pharmacy": "Sun Pharmacy, 12 High Street",
}


def table(rows: list[dict[str, str]]) -> str:
    """Return rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def personal_rows(count: int) -> str:
    """Return requests p0, p1, … as CSV, each with particulars and a reference of its own."""
    return table(
        [
            {"monograph": "NAC", "identifier": f"p{n}", **PARTICULARS, "reference": f"x{n}x"}
            for n in range(count)
        ]
    )


def rows_csv(count: int, prefix: str = "r") -> str:
    """Return requests r00000, r00001, … as CSV, without particulars."""
    rows = (f"acetylcysteine,{prefix}{number:05}" for number in range(count))
    return "\n".join(["monograph,identifier", *rows])


def dispense(**fields: Any) -> dict[str, Any]:
    """Return a MedicationDispense of FHIR. fields: override its own."""
    return {
        "resourceType": "MedicationDispense",
        "id": "17",
        "status": "completed",
        "identifier": [{"system": "urn:oid:1.2.3", "value": "RX-17"}],
        "medicationCodeableConcept": {"text": "Acetylcysteine 600 mg effervescent tablets"},
        "subject": {"display": NAME},
        "quantity": {"value": 10, "unit": "tablets"},
        "whenHandedOver": "2026-11-24T09:30:00Z",
        "dosageInstruction": [{"text": "Dissolve 1 tablet in water once a day."}],
        **fields,
    }


def request_file(text: str | bytes, form: RequestForm = DEFAULT_FORM) -> RequestFile:
    """Return requests as a file would hold them."""
    content = text if isinstance(text, bytes) else text.encode()
    return RequestFile(io.BytesIO(content), "requests", form)


def default_planner() -> Planner:
    """Return a planner with the library that comes with the program."""
    return Planner(Setup(), Defaults())


def plan_of(text: str | bytes, *, keep_going: bool = False) -> Plan:
    """Plan a batch. Raises RequestsError."""
    return plan(request_file(text), default_planner(), keep_going=keep_going)


def faults_of(text: str | bytes) -> list[Fault]:
    """Return the faults of requests."""
    try:
        plan_of(text)
    except RequestsError as error:
        return list(error.faults)
    return []


def fault_codes(text: str | bytes) -> list[tuple[int, str]]:
    """Return the line and the code of each fault."""
    return [(fault.place.line, fault.code) for fault in faults_of(text)]


def run_batch(
    text: str | bytes,
    out: Path,
    *,
    resume: bool = False,
    start: Start = SerialExecutor,
    sync: Sync = "none",
    part: int | None = None,
    keep_going: bool = False,
) -> Summary:
    """Run a batch into the target that `out` names."""
    count = plan_of(text, keep_going=keep_going).count
    target = open_target(str(out), Setup(), count, sync, part=part)
    return run_into(target, text, resume=resume, start=start, keep_going=keep_going)


def run_into(
    target: Target,
    text: str | bytes,
    *,
    resume: bool = False,
    start: Start = SerialExecutor,
    keep_going: bool = False,
) -> Summary:
    """Run a batch into a target."""
    source, planner = request_file(text), default_planner()
    engine = Engine(start, 2, (BrokenExecutor,))
    with target.journal().locked():
        planned = plan(source, planner, keep_going=keep_going)
        batch = Batch(source, planner, planned, target, engine)
        return run(batch, resume=resume, show_progress=lambda *_: None)


def read_manifest(out: Path) -> list[dict[str, Any]]:
    """Return the manifest of a folder or an archive."""
    path = out / "manifest.jsonl" if out.is_dir() else out.with_name(f"{out.name}.manifest.jsonl")
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def cut_manifest(path: Path, lines: int, end: bytes = b"") -> None:
    """Keep the first lines of a manifest, as after a crash. end: the beginning of a torn line."""
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]) + end)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, but for the lock, which holds a process number."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("lock")
    }
