"""Where a leaflet goes: a file, a folder, or standard output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ..base.errors import UsageError
from ..base.file_names import other_form
from ..base.files import check_replaceable, make_folder, write
from . import console

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet

Form = Literal["pdf", "text", "html", "speech", "braille"]
ENDINGS = {"pdf": ".pdf", "text": ".txt", "html": ".html", "speech": ".ssml", "braille": ".brf"}
# as `other_form` names them
FORMS = {
    "pdf": "PDF", "text": "text", "html": "web page", "speech": "speech file",
    "braille": "braille file",
}  # fmt: skip
SOURCES = (".yaml", ".yml")


class Target(Protocol):
    """Takes the bytes of a leaflet."""

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path | None:
        """Write the bytes. Return the path, or None for standard output."""


def default_out(form: Form) -> str:
    """Return the target without --out: text goes to the screen, other forms to the folder out."""
    return "-" if form == "text" else "out/"


def target_of(out: str, form: Form, *, may_show: bool = False) -> Target:
    """Return what --out stands for. Raises UsageError, WriteError for what cannot be written."""
    if not out:
        raise UsageError("--out is empty.", "Give a file, a folder, or - for standard output.")
    if out == "-":
        return Stream(form, may_show)
    if is_folder(out):
        return Folder(Path(out), form)
    check_form(out, form)
    check_replaceable(Path(out))
    return File(Path(out), form)


def is_folder(out: str) -> bool:
    """Tell whether --out is a folder: one that is there, or one to be made."""
    return os.path.isdir(out) or out.endswith(("/", os.sep))  # noqa: PTH112 - Path drops the last slash


def check_form(out: str, form: Form) -> None:
    """Raise UsageError for a file whose ending promises another form."""
    if out.endswith(SOURCES):
        raise UsageError(
            f"{out} would be a monograph or a layout: a leaflet is never written over one.",
            f"Choose a name that ends in {ENDINGS[form]}.",
        )
    if other := other_form(out, FORMS[form]):
        raise UsageError(
            f"{out} would be a {other}, and the leaflet is a {FORMS[form]}.",
            f"Give a file that ends in {ENDINGS[form]}, a folder, or - for standard output.",
        )


class File:
    """One file."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path:  # noqa: ARG002
        """Write the bytes. Return the path."""
        from ..pdf.writer import check_complete

        write(self.path, content, check=check_complete if self.form == "pdf" else None)
        return self.path


class Folder:
    """A folder, in which the file is named after the leaflet."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> Path:
        """Write the bytes. Return the path."""
        make_folder(self.path)
        path = self.path / (name_of(leaflet, layout, self.form) + ENDINGS[self.form])
        return File(path, self.form).put(content, leaflet, layout) or path


def name_of(leaflet: Leaflet, layout: str, form: Form) -> str:
    """Return a name such as acetylcysteine, acetylcysteine.pl or acetylcysteine.es+en.large-print.

    A leaflet for one route or use has these in its name. layout: or another variant; not of texts.
    """
    parts = [leaflet.monograph]
    if leaflet.languages != ("en",):
        parts.append("+".join(leaflet.languages))
    parts += filter(None, (leaflet.route, leaflet.use))
    if layout != "standard" and form != "text":
        parts.append(layout)
    return ".".join(parts)


class Stream:
    """Standard output, guarded from what any library may print."""

    def __init__(self, form: Form, may_show: bool) -> None:
        if may_show:
            raise UsageError("--open needs a file.", "Leave out --out - or --as text.")
        if form == "pdf" and console.is_terminal():
            raise UsageError(
                "A PDF on the screen would be gibberish.", "Send it on: leaflets … --out - | lp"
            )
        self.bytes = console.Bytes()

    def put(self, content: bytes, leaflet: Leaflet, layout: str) -> None:  # noqa: ARG002
        """Send the bytes."""
        self.bytes.send(content)
