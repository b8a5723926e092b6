"""Pages in Markdown, with front matter in YAML."""

from __future__ import annotations

from .reading import read, recognises

__all__ = ["read", "recognises"]
