"""The only YAML door: text to values, each of which knows its file, line and column.

Nothing is guessed: every scalar stays the text that was typed. Anchors, tags and whatever else
could make a small file mean something large or strange are refused.
"""

from __future__ import annotations

from .building import parse
from .values import Mapping, Node, Sequence, Text

__all__ = ["Mapping", "Node", "Sequence", "Text", "parse"]
