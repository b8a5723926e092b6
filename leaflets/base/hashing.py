"""SHA-256 for short commands: loading OpenSSL for it takes 3 ms, as long as hashing 1 MB without.

The digests are the same. Where OpenSSL is loaded it is used, for it is five times as fast.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["sha256"]


def sha256(content: bytes) -> _Hash:
    """The digest of these bytes, to which more may be added."""
    loaded = sys.modules.get("hashlib")
    made: _Hash = loaded.sha256(content) if loaded else _own(content)
    return made


def _own(content: bytes) -> _Hash:
    """By what Python itself brings, as its `random` does; by hashlib where it brings nothing."""
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256 as own
        else:
            from _sha256 import sha256 as own  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256 as own
    made: _Hash = own(content)
    return made
