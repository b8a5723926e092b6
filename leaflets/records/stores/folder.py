"""The folder store, for systems that pick up files: whole PDFs, and one JSON line an entry.

    STORE/                  0700
      leaflets-records.json 0600   which version of this form it is
      entries.jsonl         0600   one line an entry of the log, only ever added to
      pdf/AB/AB12….pdf      0600   the bytes, by their sha256
      lock                  0600   held while attaching

Bytes first, then the line: a crash between the two leaves a PDF that no line names, which harms
nobody; there is never a line without its bytes. Every search reads all lines once:
this is for thousands of attachments; for millions there are the other stores.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ...base import files, limits
from ...base.errors import NotFoundError, StoreError
from ...base.files.shared import append, file_lock
from .. import log
from ..conflicts import checked, decide
from ..errors import damaged, in_use, newer, no_store, not_there, sound
from ..model import Attachment, canonical_json, from_plain, json_of, plain
from ..parts import Pieces
from ..store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding

__all__ = ["open_folder"]

FORM: Final = "leaflets-records.json"
LINES: Final = "entries.jsonl"
VERSION: Final = 1


def open_folder(path: Path, *, create: bool) -> Store:
    """Open the store in a folder. create: make it where nothing is, or an empty folder.

    Raises NotFoundError R708, StoreError R703 and R704, WriteError.
    """
    if not (path / FORM).exists():
        # asked again: another may have made the store between the two looks
        if path.exists() and not is_empty(path) and not (path / FORM).exists():
            raise damaged(f"{path} is not a store of leaflets.")
        if not create:
            raise no_store(f"folder:{path}")
        files.make_folder(path / "pdf", private=True)
        files.create(path / FORM, json_of({"version": VERSION}).encode() + b"\n")
    try:
        version = json.loads((path / FORM).read_bytes())["version"]
    except (OSError, ValueError, TypeError, KeyError):
        raise damaged(f"{path / FORM} cannot be read.") from None
    if version != VERSION:
        raise newer(f"folder:{path}")
    return FolderStore(path)


def is_empty(path: Path) -> bool:
    """Whether a folder holds nothing, or only what a crash left while the store was made."""
    return path.is_dir() and all(
        each.name == "pdf" or each.suffix == ".part" for each in path.iterdir()
    )


class FolderStore(Store):
    """Attachments in a folder; see Store for what each method promises."""

    def __init__(self, path: Path) -> None:
        self.path, self.address = path, f"folder:{path}"

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Many, in groups that become durable together."""
        waiting = iter(pairs)
        while some := [(made, checked(made, pdf)) for made, pdf in islice(waiting, group)]:
            with self.alone():
                number, before, known = self._known({made.dispense for made, _ in some})
                decided = decide([made for made, _ in some], known)
                lines = []
                for (made, pieces), done in zip(some, decided, strict=True):
                    if isinstance(done, Attached) and done.is_new:
                        self._keep(made.sha256, pieces)
                        number += 1
                        before = log.chained(before, number, "attached", canonical_json(made))
                        lines.append(line(number, "attached", plain(made), before))
                self._add(lines)
            yield from map(self._confirmed, decided)

    def _known(self, dispenses: set[str]) -> tuple[int, str, dict[str, list[Attachment]]]:
        """Number and digest of the last entry, and what is attached to these dispenses."""
        known: dict[str, list[Attachment]] = {dispense: [] for dispense in dispenses}
        number, before = 0, log.START
        for place, text in self._lines():
            entry = read(text, self.path / LINES, place)
            number, before = entry["number"], entry["digest"]
            if entry["says"].get("dispense") in known:
                found = attachment(entry, self.path / LINES, place)
                known[found.dispense].append(found)
        return number, before, known

    def _keep(self, digest: str, pieces: Pieces) -> None:
        """Put the bytes under their name, unless they are there and sound."""
        path, pdf = self._path(digest), pieces.body + pieces.rest
        if path.is_file() and path.read_bytes() == pdf:
            files.confirm(path)
        else:
            files.make_folder(path.parent, private=True)
            files.write(path, pdf)

    def _add(self, lines: list[bytes]) -> None:
        """The lines, durable; or those of somebody who may have died before they were."""
        if lines:
            append(self.path / LINES, b"\n".join(lines))
        else:
            files.confirm(self.path / LINES)

    def _confirmed(self, done: Attached | Refused) -> Attached | Refused:
        """What was there before must still be sound."""
        if isinstance(done, Attached) and not done.is_new:
            try:
                self.pdf(done.attachment.sha256)
            except StoreError as why:
                return Refused(done.attachment, why)
        return done

    def attachments(
        self,
        *,
        dispense: str | None = None,
        monograph: str | None = None,
        edition: str | None = None,
    ) -> Iterator[Attachment]:
        """Those that fit, line by line."""
        wanted = {"dispense": dispense, "monograph": monograph, "edition": edition}
        given = {name: value for name, value in wanted.items() if value is not None}
        # most lines are passed over without being read as JSON
        marks = [json_of({name: value}).encode()[1:-1] for name, value in given.items()]
        for place, text in self._lines():
            if all(mark in text for mark in marks):
                entry = read(text, self.path / LINES, place)
                fits = all(entry["says"].get(name) == value for name, value in given.items())
                if entry["act"] == "attached" and fits:
                    yield attachment(entry, self.path / LINES, place)

    def pdf(self, sha256: str) -> bytes:
        """The bytes, compared with their digest."""
        if not log.is_digest(sha256):
            raise not_there(sha256)
        try:
            return sound(self._path(sha256).read_bytes(), sha256)
        except OSError:
            if any(each.sha256 == sha256 for each in self.attachments()):
                raise damaged(f"The PDF {sha256} is missing.") from None
            raise not_there(sha256) from None

    def entries(self) -> Iterator[LogEntry]:
        """The log, line by line."""
        for place, text in self._lines():
            entry = read(text, self.path / LINES, place)
            yield LogEntry(entry["number"], entry["act"], json_of(entry["says"]), entry["digest"])

    def verify(self) -> Iterator[StoreFinding]:
        """Everything, read again; damage in one part hides nothing in another."""
        for part in (self._verify_bytes, self._verify_log, self._verify_unnamed):
            try:
                yield from part()
            except StoreError as why:
                yield StoreFinding("damaged", why.says)

    def _verify_bytes(self) -> Iterator[StoreFinding]:
        for digest in {each.sha256: None for each in self.attachments()}:
            if not self._path(digest).is_file():
                yield StoreFinding("missing", f"The PDF {digest} is missing.")
                continue
            try:
                self.pdf(digest)
            except (StoreError, NotFoundError):
                yield StoreFinding("altered", f"The bytes of the PDF {digest} were altered.")

    def _verify_log(self) -> Iterator[StoreFinding]:
        return log.check(self.entries())

    def _verify_unnamed(self) -> Iterator[StoreFinding]:
        for orphan in self.orphans():
            yield StoreFinding("orphan", f"The bytes {orphan.sha256} belong to no attachment.")

    def orphans(self) -> Iterator[Orphan]:
        """PDFs that no line names, and parts of PDFs."""
        return (Orphan(digest, path.stat().st_size) for digest, path in self._unnamed())

    def _unnamed(self) -> Iterator[tuple[str, Path]]:
        named = {each.sha256 for each in self.attachments()}
        for path in sorted(self.path.glob("pdf/*/*")):
            digest = path.name.lstrip(".").partition(".")[0]
            if path.suffix == ".part" or digest not in named:
                yield digest, path

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove them, and say so in the log."""
        with self.alone():
            removed = []
            for digest, path in list(self._unnamed()):
                removed.append(Orphan(digest, path.stat().st_size))
                files.remove(path)
            if removed:
                says = {"by": by, "removed": [each.sha256 for each in removed], "when": when}
                number, before, _ = self._known(set())
                digest = log.chained(before, number + 1, "collected", json_of(says))
                self._add([line(number + 1, "collected", says, digest)])
        return removed

    def close(self) -> None:
        """Nothing is open between two acts."""

    def _path(self, digest: str) -> Path:
        return self.path / "pdf" / digest[:2] / f"{digest}.pdf"

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line with its number.

        A last line without an end was torn by a crash before anybody was told that it is there.
        """
        try:
            with (self.path / LINES).open("rb") as lines:
                for place, text in enumerate(lines, 1):
                    if text.endswith(b"\n"):
                        yield place, text
        except FileNotFoundError:
            return

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One writes at a time."""
        try:
            with file_lock(self.path / "lock", limits.SECONDS_FOR_STORE_LOCK):
                yield
        except TimeoutError:
            raise in_use(self.address) from None


def line(number: int, act: str, says: dict[str, Any], digest: str) -> bytes:
    """An entry as a line of JSON."""
    return json_of({"act": act, "digest": digest, "number": number, "says": says}).encode()


def read(text: bytes, path: Path, place: int) -> dict[str, Any]:
    """A line of JSON as an entry's values."""
    try:
        found: dict[str, Any] = json.loads(text)
        kinds = {"act": str, "digest": str, "number": int, "says": dict}
        if {name: type(value) for name, value in found.items()} == kinds:
            return found
    except (ValueError, AttributeError, RecursionError):
        pass
    raise damaged(f"Line {place} of {path} is not an entry.")


def attachment(entry: dict[str, Any], path: Path, place: int) -> Attachment:
    """The attachment that an entry tells of."""
    try:
        found = from_plain(entry["says"])
        if log.is_digest(found.sha256):
            return found
    except (ValueError, TypeError, KeyError):
        pass
    raise damaged(f"Line {place} of {path} is not an attachment.")
