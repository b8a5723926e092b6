"""Endings by which a name of a file promises another form than that of a leaflet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["other_form"]

FORMS: Final = {
    "PDF": ("pdf",),
    "text": ("txt", "text", "md"),
    "word processor file": ("doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "pages", "wpd"),
    "web page": ("htm", "html", "xhtml", "mht", "epub"),
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
