"""What became of each imported document, as JSON Lines and for the person at the screen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..base.files import check_replaceable
from ..base.files.groups import GrowingFile
from . import console

if TYPE_CHECKING:
    from ..base.errors import Fault
    from ..importing.outcomes import Outcome

__all__ = ["ImportReport", "opened_report", "summary", "tell"]

STATES: Final = ("imported", "unchanged", "set aside", "failed")


class ImportReport:
    """The report of one import. file: None if the user wants none."""

    def __init__(self, file: GrowingFile | None) -> None:
        self.file = file

    def add(self, outcome: Outcome) -> None:
        """Write the line of one document. Raises WriteError."""
        if self.file:
            line = json.dumps(entry(outcome), ensure_ascii=False) + "\n"
            self.file.write([line.encode("utf-8", "backslashreplace")])


@contextmanager
def opened_report(path: Path | None) -> Iterator[ImportReport]:
    """Begin a report. It gets its name at the end, also of an import that is interrupted.

    Raises WriteError.
    """
    if path is None:
        yield ImportReport(None)
        return
    check_replaceable(path)
    with GrowingFile(path.with_name(f".{path.name}.part")) as file:
        try:
            yield ImportReport(file)
        finally:
            file.publish(path)


def entry(outcome: Outcome) -> dict[str, object]:
    """Return one line of the report."""
    return {
        "source": outcome.place.file,
        **({"path": outcome.place.path} if outcome.place.path else {}),
        "state": outcome.state,
        "file": outcome.target,
        "words": outcome.words,
        "left-out": [
            {
                **place_entry(omission.line, omission.path),
                "words": omission.words,
                "reason": omission.reason,
            }
            for omission in outcome.omissions
        ],
        "changes": {kind: count for kind, count in outcome.changes.items() if count},
        "faults": [fault_entry(fault) for fault in outcome.faults],
    }


def fault_entry(fault: Fault) -> dict[str, object]:
    """Return a fault with its place."""
    return {
        **place_entry(fault.place.line, fault.place.path),
        "code": fault.code,
        "message": fault.says,
        "hint": fault.hint,
    }


def place_entry(line: int, path: str) -> dict[str, object]:
    """Return the place of a fault or of words: a line, a path in the document, or both."""
    return {"line": line, "path": path} if path else {"line": line}


def tell(outcome: Outcome) -> None:
    """Print the path of a new file; or why there is none, to the person at the screen."""
    if outcome.state == "imported":
        console.say(str(outcome.target))
    for fault in outcome.faults:
        console.note(f"Set aside: {fault}" if outcome.state == "set aside" else str(fault))


def summary(counts: Counter[str], folder: Path) -> str:
    """Return the sentence that says how the import ended."""
    numbers = ", ".join(f"{counts[state]:,} {state}" for state in STATES if counts[state])
    if not numbers:
        return "Nothing was imported: there is no document in a form that can be read there."
    if not (counts["imported"] or counts["unchanged"]):
        return f"{numbers}."
    return f"{numbers}. To see what is doubtful: leaflets check --data {folder}"
