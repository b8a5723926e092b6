"""The options of a render, and what they mean for the name of its file and for your own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from .target import Form

if TYPE_CHECKING:
    from ..content.monograph.reading import Reading

__all__ = ["RenderOptions", "shadows", "variant"]


class RenderOptions(Struct, frozen=True, kw_only=True):
    """The options of a render.

    language: or two, as in es,en. particulars: a file, or - for standard input. patient_options:
    particulars from the command line, by field.
    """

    name: str
    layout: str
    language: str | None
    form: Form
    folder: Path | None
    date: str | None
    profile: str
    pharmacy: str | None
    strict: bool
    embed: bool
    particulars: str | None
    patient_options: Mapping[str, str]
    impose: bool
    summary: bool
    approved_only: bool
    frame_language: str | None


def variant(options: RenderOptions) -> str:
    """The part of the file's name that follows the monograph and its language."""
    if options.form != "pdf":
        return "summary" if options.summary else "standard"
    layout = f"{options.layout}.imposed" if options.impose else options.layout
    if not options.summary:
        return layout
    return "summary" if layout == "standard" else f"summary.{layout}"


def shadows(options: RenderOptions, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """List the pharmacy's own files that replace ours: kind, name and file."""
    if reading.shadows:
        yield "monograph", reading.name, reading.file
    if options.folder is None:
        return
    wording = reading.library.wording(options.frame_language or reading.monograph.language)
    if wording.shadows:
        yield "wording", wording.name, wording.file
    if (profile := reading.library.profile(options.profile)).shadows:
        yield "profile", profile.name, profile.file
    if options.form == "pdf" and (layout := reading.library.layout(options.layout)).shadows:
        yield "layout", layout.name, layout.file
