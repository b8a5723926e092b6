"""Is it fit to print: small rules, each with a code, a severity, its source and the repair."""

from __future__ import annotations

from .notation import Finding, find_notation, is_rule

__all__ = ["Finding", "find_notation", "is_rule"]
