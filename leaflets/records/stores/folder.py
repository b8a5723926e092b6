"""The folder store, for systems that pick up files: PDFs, and a log with one JSON line an entry.

    STORE/                  0700
      leaflets-records.json 0600   version of the format, changed by the first attachment
      entries.jsonl         0600   the log, one line an entry, only ever appended to
      pdf/AB/AB12….pdf      0600   the PDFs, named by their sha256
      lock                  0600   held while attaching, and gone afterwards

Bytes are written before the line that names them: a crash between the two leaves an orphan PDF,
never a line without its bytes. Every search reads the whole log, so the store suits thousands of
attachments; use another kind of store for millions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Unpack

from ...base import files, limits
from ...base.errors import NotFoundError, StoreError
from ...base.files.shared import append, file_lock
from .. import log
from ..conflicts import check_existing, check_parts, decide_all
from ..errors import check_pdf, damaged_store, missing_pdf, missing_store, newer_store, store_in_use
from ..filters import TEXT_FILTERS, Filters, matches
from ..handovers import add_handover, handovers_in
from ..model import Attachment, LaterHandover, canonical_json, sorted_json, to_plain
from ..store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding
from .folder_log import entry_line, parse_attachment, parse_line

__all__ = ["open_folder"]

FORMAT_FILE: Final = "leaflets-records.json"
LOG_FILE: Final = "entries.jsonl"
VERSION: Final = 3  # earlier ones lack lots or encounters; their lines are read as they are


def open_folder(path: Path, *, create: bool) -> Store:
    """Open the store in a folder. create: make it if the folder is absent or empty.

    Raises NotFoundError R708, StoreError R703 and R704, WriteError.
    """
    if not (path / FORMAT_FILE).exists():
        # checked again: another program may have made the store since
        if path.exists() and not is_empty(path) and not (path / FORMAT_FILE).exists():
            raise damaged_store(f"{path} is not a store of leaflets.")
        if not create:
            raise missing_store(f"folder:{path}")
        files.make_folder(path / "pdf", private=True)
        files.create(path / FORMAT_FILE, format_line())
    version_of(path)  # raises if it is newer
    return FolderStore(path)


def version_of(path: Path) -> int:
    """Return the version of the format of a folder. Raises StoreError R703, R704 if newer."""
    try:
        version = json.loads((path / FORMAT_FILE).read_bytes())["version"]
        is_known = version in range(1, VERSION + 1)
    except (OSError, ValueError, TypeError, KeyError):
        raise damaged_store(f"{path / FORMAT_FILE} cannot be read.") from None
    if not is_known:
        raise newer_store(f"folder:{path}")
    return int(version)


def format_line() -> bytes:
    """Return the content of the file that names the version of the format."""
    return sorted_json({"version": VERSION}).encode() + b"\n"


def is_empty(path: Path) -> bool:
    """Return whether a folder has no files but those that a crash left while it was made."""
    return path.is_dir() and all(
        child.name == "pdf" or child.suffix == ".part" for child in path.iterdir()
    )


class FolderStore(Store):
    """Attachments in a folder; `Store` documents each method."""

    def __init__(self, path: Path) -> None:
        self.path, self.address = path, f"folder:{path}"
        self._log_path = path / LOG_FILE

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Attach many leaflets, with one synchronised write of the log for each group."""
        remaining = iter(pairs)
        while batch := list(islice(remaining, group)):
            for attachment, pdf in batch:
                check_parts(attachment, pdf)
            with self._exclusive():
                results = self._attach_group(batch)
            yield from (check_existing(result, self) for result in results)

    def _attach_group(self, batch: list[tuple[Attachment, bytes]]) -> list[Attached | Refused]:
        candidates = [attachment for attachment, _ in batch]
        number, digest, by_dispense = self._read_log({item.dispense for item in candidates})
        results = decide_all(candidates, by_dispense)
        if version_of(self.path) < VERSION:
            files.write(self.path / FORMAT_FILE, format_line())  # an older program must not read on
        lines = []
        for (attachment, pdf), result in zip(batch, results, strict=True):
            if isinstance(result, Attached) and result.is_new:
                self._write_pdf(attachment.sha256, pdf)
                number += 1
                digest = log.entry_digest(digest, number, "attached", canonical_json(attachment))
                lines.append(entry_line(number, "attached", to_plain(attachment), digest))
        self._append(lines)
        return results

    def _read_log(self, dispenses: set[str]) -> tuple[int, str, dict[str, list[Attachment]]]:
        """Return number and digest of the last entry, and the attachments of some dispenses."""
        by_dispense: dict[str, list[Attachment]] = {dispense: [] for dispense in dispenses}
        number, digest = 0, log.START
        for line_number, line in self._lines():
            entry = parse_line(line, self._log_path, line_number)
            number, digest = entry.number, entry.digest
            if entry.act == "attached" and entry.says.get("dispense") in by_dispense:
                attachment = parse_attachment(entry, self._log_path, line_number)
                by_dispense[attachment.dispense].append(attachment)
        return number, digest, by_dispense

    def _write_pdf(self, digest: str, pdf: bytes) -> None:
        """Write a PDF under its digest, unless it is there already with the same bytes."""
        path = self._pdf_path(digest)
        if path.is_file() and path.read_bytes() == pdf:
            files.confirm(path)
        else:
            files.make_folder(path.parent, private=True)
            files.write(path, pdf)

    def _append(self, lines: list[bytes]) -> None:
        """Append lines to the log and synchronise it.

        Without new lines, the log is synchronised too: a program that wrote the entry of a
        repeated attachment may have died before its line was durable.
        """
        if lines:
            append(self._log_path, b"\n".join(lines))
        else:
            files.confirm(self._log_path)

    def attachments(self, **filters: Unpack[Filters]) -> Iterator[Attachment]:
        """Yield the attachments that match, read line by line."""
        values = {name: filters.get(name) for name in TEXT_FILTERS}
        # cheap pre-filter: a line without the JSON text of every value is not parsed
        snippets = [
            sorted_json({name: value}).encode()[1:-1]
            for name, value in values.items()
            if value  # an empty text is left out of a line
        ]
        for line_number, line in self._lines():
            if all(snippet in line for snippet in snippets):
                entry = parse_line(line, self._log_path, line_number)
                if entry.act == "attached":
                    attachment = parse_attachment(entry, self._log_path, line_number)
                    if matches(attachment, filters):
                        yield attachment

    def check_writable(self) -> None:
        """Hold the lock, which is a file of the store."""
        with self._exclusive():
            pass

    def pdf(self, sha256: str) -> bytes:
        """Return the bytes of a PDF after checking their digest."""
        if not log.is_digest(sha256):
            raise missing_pdf(sha256)
        try:
            return check_pdf(self._pdf_path(sha256).read_bytes(), sha256)
        except OSError:
            if any(attachment.sha256 == sha256 for attachment in self.attachments()):
                raise damaged_store(f"The PDF {sha256} is missing.") from None
            raise missing_pdf(sha256) from None

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        """Yield the log, read line by line."""
        for line_number, line in self._lines():
            entry = parse_line(line, self._log_path, line_number)
            if entry.number > after or not after:
                yield LogEntry(entry.number, entry.act, sorted_json(entry.says), entry.digest)

    def verify(self, *, after: tuple[int, str] | None = None) -> Iterator[StoreFinding]:
        """Check every part of the store; damage in one does not stop the check of the others."""
        number, digest = after or (0, log.START)
        checks: list[Callable[[], Iterator[StoreFinding]]]
        checks = [partial(self._verify_bytes, number), partial(self._verify_log, number, digest)]
        if after is None:
            checks.append(self._verify_orphans)
        for check in checks:
            try:
                yield from check()
            except StoreError as error:
                yield StoreFinding("damaged", error.says)

    def _verify_bytes(self, after: int) -> Iterator[StoreFinding]:
        lines = ((at, parse_line(line, self._log_path, at)) for at, line in self._lines())
        digests = (
            parse_attachment(entry, self._log_path, at).sha256
            for at, entry in lines
            if entry.act == "attached" and entry.number > after
        )
        for digest in dict.fromkeys(digests):
            if not self._pdf_path(digest).is_file():
                yield StoreFinding("missing", f"The PDF {digest} is missing.")
                continue
            try:
                self.pdf(digest)
            except (StoreError, NotFoundError):
                yield StoreFinding("altered", f"The bytes of the PDF {digest} were altered.")

    def _verify_log(self, number: int, digest: str) -> Iterator[StoreFinding]:
        return log.verify_chain(self.entries(after=number), (number, digest))

    def _verify_orphans(self) -> Iterator[StoreFinding]:
        for orphan in self.orphans():
            yield StoreFinding("orphan", f"The bytes {orphan.sha256} belong to no attachment.")

    def orphans(self) -> Iterator[Orphan]:
        """Yield PDFs that no line names, and partly written files."""
        return (orphan for orphan, _ in self._orphan_files())

    def _orphan_files(self) -> Iterator[tuple[Orphan, Path]]:
        attached = {attachment.sha256 for attachment in self.attachments()}
        for path in sorted(self.path.glob("pdf/*/*")):
            digest = path.name.lstrip(".").partition(".")[0]
            if path.suffix == ".part" or digest not in attached:
                yield Orphan(digest, path.stat().st_size), path

    def collect(self, *, when: str, by: str) -> list[Orphan]:
        """Remove the orphans, then log their digests."""
        with self._exclusive():
            orphans = []
            for orphan, path in list(self._orphan_files()):
                files.remove(path)
                orphans.append(orphan)
            if orphans:
                digests = [orphan.sha256 for orphan in orphans]
                self._append_entry("collected", {"by": by, "removed": digests, "when": when})
        return orphans

    def hand_over(self, handover: LaterHandover) -> bool:
        """Add a handover to the log."""
        with self._exclusive():
            return add_handover(self, handover, self._append_entry)

    def handovers(self, dispense: str | None = None) -> Iterator[LaterHandover]:
        """Return the handovers, read line by line."""
        return handovers_in(self.entries(), dispense)

    def note(self, number: int, *, when: str, by: str, reason: str) -> None:
        """Add a note on a wrong entry."""
        with self._exclusive():
            text = log.note_on(self.entries(), number, when=when, by=by, reason=reason)
            self._append_entry(log.NOTED, text)

    def _append_entry(self, act: str, content: dict[str, Any]) -> None:
        """Add an entry that is no attachment to the log."""
        number, previous, _ = self._read_log(set())
        digest = log.entry_digest(previous, number + 1, act, sorted_json(content))
        self._append([entry_line(number + 1, act, content, digest)])

    def close(self) -> None:
        """Do nothing: no file stays open between calls."""

    def _pdf_path(self, digest: str) -> Path:
        return self.path / "pdf" / digest[:2] / f"{digest}.pdf"

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number and the text of each line.

        A last line without a line end is skipped: a crash cut it short before its attachment was
        confirmed to anybody.
        """
        try:
            with self._log_path.open("rb") as lines:
                for line_number, line in enumerate(lines, 1):
                    if line.endswith(b"\n"):
                        yield line_number, line
        except FileNotFoundError:
            return

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """Hold the lock of the store, so that no other program writes. Raises StoreError R702."""
        try:
            with file_lock(self.path / "lock", limits.SECONDS_FOR_STORE_LOCK):
                yield
        except TimeoutError:
            raise store_in_use(self.address) from None
