"""YAML files to values that know their file, line and column. Nothing else reads YAML.

In come bytes and the name of their file; out come mappings, lists and texts. Nothing is guessed:
every scalar stays the text that was typed. Anchors, tags and everything else by which a small file
could mean something large or strange is refused.
"""

from __future__ import annotations

from .building import parse
from .values import Mapping, Node, Sequence, Text

__all__ = ["Mapping", "Node", "Sequence", "Text", "parse"]
