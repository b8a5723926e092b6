"""The queue of the messages for one receiver: a file that survives a stop.

    {"queue": 1, "receiver": "mllp://ehr.example.org:2575"}
    {"id": "…", "dispense": "D-1", "sha256": "…"}      a leaflet to send
    {"id": "…", "refused": "R732", "says": "…"}        set aside, with the reason in our words
    {"id": "…", "done": true}                          acknowledged

A line is durable before the next message is sent. The message itself is not in the file: the store
gives the same bytes again. When a run begins and ends, the file is written anew, and of what was
acknowledged only the control id stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...base import files
from ...base.errors import LeafletsError, StoreError, UsageError
from ...base.files import shared
from ...records.model import Attachment, sorted_json
from .message import control_id

__all__ = ["Queue", "QueuedLeaflet", "SetAside", "open_queue"]

VERSION: Final = 1


class QueuedLeaflet(NamedTuple):
    """A leaflet to send. control_id: of its message. dispense, sha256: of its attachment."""

    control_id: str
    dispense: str
    sha256: str


class SetAside(NamedTuple):
    """A leaflet that is not sent again by itself. code, says: of the error, without its hint."""

    leaflet: QueuedLeaflet
    code: str
    says: str


class Queue:
    """What is to be sent to a receiver, in order, and what became of it.

    path: of its file; None for a queue that ends with this run. waiting, set_aside: by control id.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.waiting: dict[str, QueuedLeaflet] = {}
        self.set_aside: dict[str, SetAside] = {}
        self.acknowledged: set[str] = set()

    def add(self, attachments: Iterable[Attachment]) -> int:
        """Add leaflets that are not in the queue. Return how many were acknowledged before."""
        before, added = 0, []
        for attachment in attachments:
            name = control_id(attachment)
            before += name in self.acknowledged
            if not any(
                name in known for known in (self.acknowledged, self.waiting, self.set_aside)
            ):
                self.waiting[name] = QueuedLeaflet(name, attachment.dispense, attachment.sha256)
                added.append(leaflet_fields(self.waiting[name]))
        self._append(added)
        return before

    def take_up_again(self) -> None:
        """Let what is set aside wait to be sent, after what waits already."""
        leaflets = [item.leaflet for item in self.set_aside.values()]
        self.set_aside.clear()
        self.waiting |= {leaflet.control_id: leaflet for leaflet in leaflets}
        self._append(map(leaflet_fields, leaflets))

    def acknowledge(self, leaflet: QueuedLeaflet) -> None:
        """Note that the receiver has the leaflet, so that it is never sent again."""
        del self.waiting[leaflet.control_id]
        self.acknowledged.add(leaflet.control_id)
        self._append([{"id": leaflet.control_id, "done": True}])

    def refuse(self, leaflet: QueuedLeaflet, error: LeafletsError) -> None:
        """Set a leaflet aside, so that those behind it are sent."""
        del self.waiting[leaflet.control_id]
        item = SetAside(leaflet, error.code, error.says)
        self.set_aside[leaflet.control_id] = item
        self._append([refusal_fields(item)])

    def _append(self, lines: Iterable[Mapping[str, Any]]) -> None:
        if self.path is not None and (block := "\n".join(map(sorted_json, lines))):
            shared.append(self.path, block.encode())

    def read(self, lines: Iterator[Mapping[str, Any]]) -> None:
        """Take up what the lines of a file say. Raises KeyError, TypeError."""
        for line in lines:
            name = line["id"]
            if "dispense" in line:
                self.set_aside.pop(name, None)
                self.waiting[name] = QueuedLeaflet(name, line["dispense"], line["sha256"])
            elif "refused" in line:
                leaflet = self.waiting.pop(name)
                self.set_aside[name] = SetAside(leaflet, line["refused"], line["says"])
            elif line["done"]:
                self.waiting.pop(name, None)
                self.acknowledged.add(name)

    def lines(self) -> Iterator[Mapping[str, Any]]:
        """Yield the fewest lines that say the same."""
        for name in sorted(self.acknowledged):
            yield {"id": name, "done": True}
        for item in self.set_aside.values():
            yield leaflet_fields(item.leaflet)
            yield refusal_fields(item)
        yield from map(leaflet_fields, self.waiting.values())


def leaflet_fields(leaflet: QueuedLeaflet) -> Mapping[str, Any]:
    """Return the line of a leaflet that is to be sent."""
    return {"id": leaflet.control_id, "dispense": leaflet.dispense, "sha256": leaflet.sha256}


def refusal_fields(item: SetAside) -> Mapping[str, Any]:
    """Return the line of a leaflet that is set aside; it follows that of the leaflet."""
    return {"id": item.leaflet.control_id, "refused": item.code, "says": item.says}


@contextmanager
def open_queue(path: Path, address: str) -> Iterator[Queue]:
    """Open the queue in a file, or make it; nobody else can send from it until the end.

    address: of the receiver. Raises UsageError R736 for the queue of another receiver, StoreError
    R738 if the file is no queue or is in use, WriteError.
    """
    files.check_replaceable(path)
    try:
        with shared.file_lock(path.with_name(f".{path.name}.lock"), 0.0):
            queue = _read_queue(path, address)
            _write_queue(queue, path, address)
            try:
                yield queue
            finally:
                _write_queue(queue, path, address)
    except TimeoutError as holder:
        message = f"Another run is sending from {path}: process {holder}."
        raise StoreError(message, "Try again when it has ended.", code="R738") from None


def _read_queue(path: Path, address: str) -> Queue:
    queue = Queue(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return queue
    except OSError:
        raise _no_queue(path) from None
    complete, _, _ = content.rpartition(b"\n")  # a line that a crash cut short does not count
    try:
        heading, *lines = map(json.loads, complete.splitlines())
        receiver = heading["receiver"]
        if heading["queue"] != VERSION:
            raise _no_queue(path)
        queue.read(iter(lines))
    except (ValueError, TypeError, KeyError):
        raise _no_queue(path) from None
    if receiver != address:
        raise UsageError(
            f"The queue {path} is that of another receiver: {receiver}.",
            "Give a queue of its own to each receiver.",
            code="R736",
        )
    return queue


def _write_queue(queue: Queue, path: Path, address: str) -> None:
    lines = ({"queue": VERSION, "receiver": address}, *queue.lines())
    files.write(path, "".join(f"{sorted_json(line)}\n" for line in lines).encode())


def _no_queue(path: Path) -> StoreError:
    return StoreError(
        f"{path} is no queue of HL7 messages, or is damaged. Nothing was sent.",
        "Give another file; from a new queue, what the receiver has is sent again.",
        code="R738",
    )
