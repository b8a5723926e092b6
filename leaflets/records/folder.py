"""The folder store: PDFs named by their content, and one JSON line an attachment.

    STORE/                  0700
      attachments.jsonl     0600   one line an attachment, only ever added to
      pdf/AB/AB12….pdf      0600   the bytes, by their sha256
      lock                  0600   held while attaching

Bytes first, then the line: a crash between the two leaves a PDF that no line names, which harms
nobody; there is never a line without its bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from .. import files
from ..errors import StoreError, UsageError
from ..limits import SECONDS_FOR_STORE_LOCK
from .model import Attachment

__all__ = ["attach", "attachments", "stored"]

LINES: Final = "attachments.jsonl"
IDENTIFIER = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
DIGEST = re.compile(r"[0-9a-f]{64}")
SAFE: Final = "Nothing was attached."


def attach(pdf: bytes, dispense: str, store: Path, *, when: str, by: str) -> Attachment:
    """Attach the exact bytes of a leaflet to a dispensing record in a folder.

    The same bytes for the same record, twice or by many at once, are one attachment: the first.
    when, by: ISO date and time, and who; the caller knows them. Raises UsageError, StoreError,
    WriteError; then nothing was attached.
    """
    refuse_nonsense(pdf, dispense, when, by)
    files.make_folder(store, private=True)
    wanted = Attachment(
        dispense=dispense, sha256=sha256(pdf).hexdigest(), size=len(pdf), when=when, by=by
    )
    with alone(store):
        for known in attachments(store):
            if (known.dispense, known.sha256) == (wanted.dispense, wanted.sha256):
                stored(store, known.sha256)
                files.confirm(store / LINES)  # whoever wrote it may have died before it was durable
                return known
        keep(store, wanted.sha256, pdf)
        files.append(store / LINES, line(wanted))
    return wanted


def refuse_nonsense(pdf: bytes, dispense: str, when: str, by: str) -> None:
    """What could not be found again, or is no leaflet, is not stored."""
    if not pdf.startswith(b"%PDF-"):
        raise UsageError(f"The leaflet is not a PDF. {SAFE}", "Attach what `typeset` made.")
    for name, value in (("dispense", dispense), ("when", when), ("by", by)):
        if not IDENTIFIER.fullmatch(value) or not value.strip():
            raise UsageError(
                f"'{name}' must be 1 to 200 characters in one line. {SAFE}",
                f"Give a {name} that your system can find again.",
            )


def keep(store: Path, digest: str, pdf: bytes) -> None:
    """Put the bytes under their name, unless they are there and sound."""
    path = path_of(store, digest)
    if path.is_file() and path.read_bytes() == pdf:
        files.confirm(path)
    else:
        files.make_folder(path.parent, private=True)
        files.write(path, pdf)


def stored(store: Path, digest: str) -> bytes:
    """The bytes of a PDF, compared with their name. Raises StoreError if missing or altered."""
    path = path_of(store, digest)
    try:
        pdf = path.read_bytes()
    except OSError:
        raise corrupt(path, "is missing or cannot be read") from None
    if sha256(pdf).hexdigest() != digest:
        raise corrupt(path, "is not what was attached: its bytes were altered")
    return pdf


def attachments(store: Path) -> Iterator[Attachment]:
    """Every attachment, oldest first, as recorded before; is_new is False for all.

    A last line without an end was torn by a crash before anybody was told that it is there.
    """
    path = store / LINES
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, text in enumerate(lines, 1):
            if text.endswith(b"\n"):
                yield attachment(text, path, number)


def line(attached: Attachment) -> bytes:
    """An attachment as a line of JSON."""
    fields = {
        name: getattr(attached, name) for name in ("dispense", "sha256", "size", "when", "by")
    }
    return json.dumps(fields).encode()


def attachment(text: bytes, path: Path, number: int) -> Attachment:
    """A line of JSON as an attachment."""
    try:
        found = Attachment(**json.loads(text), is_new=False)
        if DIGEST.fullmatch(found.sha256):
            return found
    except (ValueError, TypeError):
        pass
    raise corrupt(path, f"has a line that is not an attachment: line {number}")


def path_of(store: Path, digest: str) -> Path:
    """Where the bytes with this sha256 are."""
    return store / "pdf" / digest[:2] / f"{digest}.pdf"


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """One attaches at a time."""
    try:
        with files.locked(store / "lock", SECONDS_FOR_STORE_LOCK):
            yield
    except TimeoutError as waited:
        raise StoreError(
            f"The store {store} is in use by process {waited}. {SAFE}",
            "Try again when that one is done.",
            code="R702",
        ) from None


def corrupt(path: Path, why: str) -> StoreError:
    """Something in the store is not as it was written."""
    return StoreError(f"{path} {why}.", "Restore it from a backup.", code="R703")
