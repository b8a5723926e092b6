"""Names of files: what an ending promises, and which names no system may be given."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["is_reserved", "other_form"]

# Windows keeps these for devices, whatever the folder and suffix
RESERVED_NAMES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

FORMS: Final = {
    "PDF": ("pdf",),
    "text": ("txt", "text", "md"),
    "word processor file": ("doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "pages", "wpd"),
    "web page": ("htm", "html", "xhtml", "mht", "epub"),
    "speech file": ("ssml",),
    "braille file": ("brf",),
    "picture": ("bmp", "gif", "heic", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"),
    "table": ("csv", "ods", "tsv", "xls", "xlsx", "xlsm"),
    "presentation": ("odp", "ppt", "pptx"),
    "data file": ("json", "jsonl", "ndjson", "xml", "db", "sqlite", "yaml", "yml"),
    "file for other printers": ("eps", "ps", "tex", "xps"),
}
FORM_OF: Final = {f".{ending}": form for form, endings in FORMS.items() for ending in endings}


def other_form(name: str, own: str = "") -> str:
    """Return the form that the ending of a name promises: "picture"; empty if it is our own.

    own: the form of what will be written, such as PDF. A name with another ending or none promises
    nothing.
    """
    form = FORM_OF.get(Path(name).suffix.lower(), "")
    return "" if form == own else form


def is_reserved(name: str) -> bool:
    """Return whether a file of this name would be a device on Windows: CON, con.pdf, "nul .txt"."""
    return name.partition(".")[0].strip().lower() in RESERVED_NAMES
