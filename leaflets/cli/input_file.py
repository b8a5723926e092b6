"""A file that the user names, or standard input, for the commands that read one."""

from __future__ import annotations

import sys
from pathlib import Path

from ..base.errors import NotFoundError, reason
from ..base.limits import INSPECTED_BYTES
from ..base.operating_system import forbid_core_dumps


def read_input(file: str) -> bytes:
    """Read a file, or standard input for -, up to one byte more than the limit.

    Raises NotFoundError.
    """
    forbid_core_dumps()
    if file == "-" and sys.stdin is not None:
        return sys.stdin.buffer.read(INSPECTED_BYTES + 1)
    path = Path(file)
    try:
        if not path.exists():
            raise NotFoundError(f"There is no file {file}.", "Check the path.", code="N403")
        with path.open("rb") as stream:
            return stream.read(INSPECTED_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "the name is not a name of a file"
        raise NotFoundError(
            f"{file} cannot be read: {why}.", "Check its rights.", code="N403"
        ) from None
