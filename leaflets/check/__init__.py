"""Is it fit to print: small rules, each with a code, a severity, its source and the repair."""

from __future__ import annotations

from .notation import Finding, is_rule, notation

__all__ = ["Finding", "is_rule", "notation"]
