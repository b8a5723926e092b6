"""The lines of the key `review` in the file of a monograph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

__all__ = ["draft_sha256", "with_review_lines"]

KEY: Final = re.compile(rb"review[ \t]*:")
INSIDE: Final = (b" ", b"\t", b"#", b"\r", b"\n")  # what begins a line that is not a top-level key
DRAFT: Final = ("review:", "  status: draft")


def with_review_lines(source: bytes, lines: Iterable[str]) -> bytes | None:
    """Return the file with other lines for its review; comments among the old ones stay.

    Return None if the key does not stand at the beginning of exactly one line.
    """
    old = source.splitlines(keepends=True)
    starts = [at for at, line in enumerate(old) if KEY.match(line)]
    if len(starts) != 1:
        return None
    start = starts[0]
    end = start + 1
    while end < len(old) and old[end].startswith(INSIDE):
        end += 1
    while not old[end - 1].strip() or old[end - 1].startswith(b"#"):
        end -= 1  # what stands between this key and the next belongs to the next
    newline = b"\r\n" if old[start].endswith(b"\r\n") else b"\n"
    comments = [line for line in old[start + 1 : end] if line.lstrip().startswith(b"#")]
    new = [line.encode() + newline for line in lines]
    return b"".join([*old[:start], *new, *comments, *old[end:]])


def draft_sha256(source: bytes) -> str:
    """Return the digest that the file has, or had, as a draft, in hexadecimal.

    By it a translation names its original, so that an approval makes no translation stale.
    """
    return sha256(with_review_lines(source, DRAFT) or source).hexdigest()
