"""A last look at a file before it gets its name."""

from __future__ import annotations

from ..base.errors import Bug

__all__ = ["check_whole"]


def check_whole(content: bytes) -> None:
    """Distrust ourselves: a file that is no PDF never gets its name. Raises Bug."""
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        raise Bug("What was to be written is not a whole PDF.", "No file was written.")
