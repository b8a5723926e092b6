"""A file that the user names, or standard input, for the commands that read one."""

from __future__ import annotations

import sys
from pathlib import Path

from ..base.errors import NotFoundError, reason
from ..base.limits import INSPECTED_BYTES


def bytes_of(file: str) -> bytes:
    """What is in it, or in standard input for -, up to one byte more than the limit."""
    dump_no_core()
    if file == "-" and sys.stdin is not None:
        return sys.stdin.buffer.read(INSPECTED_BYTES + 1)
    path = Path(file)
    try:
        if not path.exists():
            raise NotFoundError(f"There is no file {file}.", "Check the path.", code="N403")
        with path.open("rb") as stream:
            return stream.read(INSPECTED_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else "the name is not a name of a file"
        raise NotFoundError(
            f"{file} cannot be read: {why}.", "Check its rights.", code="N403"
        ) from None


def dump_no_core() -> None:
    """What is read now may name a patient: should we crash, the system keeps no copy of it."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
