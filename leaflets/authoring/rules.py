"""All rules that are applied to the words of a monograph, in the order of their codes."""

from __future__ import annotations

from typing import Final

from .model import Rule
from .plain_language import PLAIN_LANGUAGE
from .provenance import PROVENANCE
from .safety import SAFETY

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (*SAFETY, *PLAIN_LANGUAGE, *PROVENANCE)
