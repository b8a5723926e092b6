"""The lines of the log of a folder store, and the attachments in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from .. import log
from ..errors import damaged_store
from ..model import Attachment, from_plain, sorted_json

__all__ = ["LogLine", "entry_line", "parse_attachment", "parse_line"]


class LogLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the log. Fields as in `LogEntry`, but says is the object, not its JSON."""

    number: int
    act: str
    says: dict[str, Any]
    digest: str


def entry_line(number: int, act: str, says: dict[str, Any], digest: str) -> bytes:
    """Return an entry as a line of JSON, without the line end."""
    return sorted_json({"act": act, "digest": digest, "number": number, "says": says}).encode()


def parse_line(line: bytes, path: Path, line_number: int) -> LogLine:
    """Parse a line of the log. Raises StoreError R703 if it is not an entry."""
    try:
        return msgspec.json.decode(line, type=LogLine)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise damaged_store(f"Line {line_number} of {path} is not an entry.") from None


def parse_attachment(entry: LogLine, path: Path, line_number: int) -> Attachment:
    """Return the attachment in an entry. Raises StoreError R703 if it is invalid."""
    try:
        attachment = from_plain(entry.says)
        if log.is_digest(attachment.sha256):
            return attachment
    except (ValueError, TypeError, KeyError):
        pass
    raise damaged_store(f"Line {line_number} of {path} is not an attachment.")
