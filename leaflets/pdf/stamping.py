"""Where the part of a leaflet that concerns one patient begins."""

from __future__ import annotations

from typing import Final

__all__ = ["PERSONAL", "split"]

PERSONAL: Final = b"%leaflets: personal\n"  # a comment line, before which all is shared


def split(pdf: bytes) -> tuple[bytes, bytes]:
    """The bytes that all leaflets of this kind share, and those of this patient; b"" if none."""
    body, line, rest = pdf.partition(PERSONAL)
    return body, line + rest
