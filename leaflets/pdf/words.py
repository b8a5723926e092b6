"""The digest by which altered words are found: over role, language and text in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def digest(words: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 of (role, language, text), one a line, white space made single spaces."""
    lines = (f"{role}\t{language}\t{' '.join(text.split())}\n" for role, language, text in words)
    return sha256("".join(lines).encode()).hexdigest()
