"""The only reader of data/ and layouts/; a pharmacy's own folder shadows ours."""

from __future__ import annotations

from .lookup import Library, SourceFile
from .names import is_language, is_name, printable
from .titles import Titles

__all__ = ["Library", "SourceFile", "Titles", "is_language", "is_name", "printable"]
