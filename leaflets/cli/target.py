"""Where a leaflet goes: a file, a folder, or standard output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ..base.errors import UsageError
from . import console

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet

Form = Literal["pdf", "text"]
ENDINGS = {"pdf": ".pdf", "text": ".txt"}
SOURCES = (".yaml", ".yml")


class Target(Protocol):
    """Takes the bytes."""

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path | None:
        """Write them; gives the path, if it is a file."""


def default_out(form: Form) -> str:
    """Where it goes if nothing is said."""
    return "-" if form == "text" else "out/"


def target_of(out: str, form: Form, *, may_show: bool = False) -> Target:
    """What --out means. Refuses early what could not be written in the end."""
    if not out:
        raise UsageError("--out is empty.", "Give a file, a folder, or - for standard output.")
    if out == "-":
        return Stream(form, may_show)
    if out.endswith(SOURCES):
        raise UsageError(
            f"{out} would be a monograph or a layout: a leaflet is never written over one.",
            "Choose a name that ends in .pdf.",
        )
    if os.path.isdir(out) or out.endswith("/"):  # noqa: PTH112 - Path drops the last slash
        return Folder(Path(out), form)
    from ..base.files import refuse_what_cannot_be_replaced

    refuse_what_cannot_be_replaced(Path(out))
    return File(Path(out), form)


class File:
    """One file."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path:  # noqa: ARG002
        """Write them; gives the path."""
        from ..base.files import write
        from ..pdf.integrity import check_whole

        write(self.path, content, check=None if self.form == "text" else check_whole)
        return self.path


class Folder:
    """A folder, in which the file is named after what it is."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path:
        """Write them; gives the path."""
        from ..base.files import make_folder

        make_folder(self.path)
        path = self.path / (name_of(leaflet, layout, self.form) + ENDINGS[self.form])
        return File(path, self.form).put(content, leaflet, layout) or path


def name_of(leaflet: Leaflet, layout: str, form: Form) -> str:
    """acetylcysteine, acetylcysteine.pl, acetylcysteine.summary, acetylcysteine.pl.large-print."""
    parts = [leaflet.monograph]
    if leaflet.language != "en":
        parts.append(leaflet.language)
    if layout != "standard" and form == "pdf":
        parts.append(layout)
    return ".".join(parts)


class Stream:
    """Standard output, guarded from stray prints from now on."""

    def __init__(self, form: Form, may_show: bool) -> None:
        if may_show:
            raise UsageError("--open needs a file.", "Leave out --out - or --as text.")
        if form == "pdf" and console.is_terminal():
            raise UsageError(
                "A PDF on the screen would be gibberish.", "Send it on: leaflets … --out - | lp"
            )
        self.bytes = console.Bytes()

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> None:  # noqa: ARG002
        """Send them."""
        self.bytes.send(content)
