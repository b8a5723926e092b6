"""The only reader of data/, layouts/ and a pharmacy's own folder, whose files come before ours.

In come names, languages and the path of the own folder. Out come source files, unread, as
`SourceFile`; the names and codes of all monographs; and `NotFoundError` with the names that are
near. `medicines` finds the one monograph of a dispensed product.
"""

from __future__ import annotations

from .lookup import Library, SourceFile
from .names import is_language, is_name, printable
from .opening import Folder, open_library
from .titles import Titles

__all__ = [
    "Folder", "Library", "SourceFile", "Titles", "is_language", "is_name", "open_library",
    "printable",
]  # fmt: skip
