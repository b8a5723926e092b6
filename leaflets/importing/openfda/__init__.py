"""The labels of openFDA in JSON: fields of text, and their tables."""

from __future__ import annotations

from .reading import read, recognises, split

__all__ = ["read", "recognises", "split"]
