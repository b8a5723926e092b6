"""What the preview shows: the values that are put into its words and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...authoring.model import Finding, Severity
from ...base.errors import NotFoundError
from ...content.library import Library
from ...content.library.folder import read_file
from ...content.wording import load_wording
from ...pdf.page_pictures import page_pictures
from ..pages import Choice, Page, choices_among, draw_pages
from ..settings import ServiceSettings
from .manuscript import Manuscript
from .sheet import PreviewChoices, Sheet, make_sheet
from .watch import version_of, watched_folders
from .words import PreviewWords, load_words

__all__ = ["PlacedFinding", "Preview", "Thumbnail", "View"]

FIRST_PAGES: Final = 4  # drawn at once; the others when they are wanted
DPI: Final = 120  # two thirds of the pixels of the counter, and of the time that they take
THUMBNAIL_DPI: Final = 40
MOST_LINES: Final = 5000  # of a file that is shown whole
ENGLISH: Final = "en"


class Thumbnail(Struct, frozen=True):
    """The first page in a layout and a language. name: what the language is called in itself."""

    layout: str
    language: str
    name: str


class PlacedFinding(Struct, frozen=True):
    """A finding with its place. line: of the manuscript, from 1; 0: elsewhere, or nowhere.

    place: file:line:column. source: the words of that line.
    """

    severity: Severity
    code: str
    says: str
    hint: str
    place: str
    line: int
    source: str


class View(Struct, frozen=True, kw_only=True):
    """All that one page shows. version: of the files, before they were read.

    options: by field. thumbnails: of the overview, if it is wanted. refusals: why there is no
    leaflet, in place of the pages. lines: of the file.
    """

    words: PreviewWords
    page_languages: tuple[Choice, ...]
    name: str
    version: str
    choices: PreviewChoices
    options: Mapping[str, tuple[Choice, ...]]
    findings: tuple[PlacedFinding, ...]
    accepted: int
    refusals: tuple[PlacedFinding, ...]
    is_draft: bool
    pages: tuple[Page, ...]
    page_count: int
    thumbnails: tuple[Thumbnail, ...]
    lines: tuple[str, ...]


class Preview:
    """Previews one manuscript. It keeps nothing between two requests."""

    def __init__(self, manuscript: Manuscript, settings: ServiceSettings) -> None:
        self.manuscript, self.settings = manuscript, settings
        self._folders = watched_folders(manuscript.folders, Library(settings.folder))

    def version(self) -> str:
        """Return the version of the files on which the preview depends."""
        return version_of(self._folders)

    def sheet(self, choices: PreviewChoices) -> Sheet:
        """Make the leaflet of the choices."""
        completed = choices.completed(self.manuscript, self.settings)
        return make_sheet(self.manuscript, completed, self.settings)

    def view(self, choices: PreviewChoices) -> View:
        """Return what the page shows. Raises WordingError for its own words."""
        version = self.version()
        choices = choices.completed(self.manuscript, self.settings)
        library = Library(self.settings.folder)
        languages = library.previews()
        page_language = choices.page_language if choices.page_language in languages else ENGLISH
        sheet, lines = self.sheet(choices), self._lines(choices.language)
        options = _options(library, self.manuscript, choices)
        findings = _placed(sheet.report.findings, sheet.report.file, lines)
        is_readable, typeset = sheet.report.language is not None, sheet.typeset
        return View(
            words=load_words(library, page_language),
            page_languages=choices_among(
                {tag: str(load_words(library, tag).name) for tag in languages}, page_language
            ),
            name=self.manuscript.name,
            version=version,
            choices=replace(choices, page_language=page_language),
            options=options,
            findings=findings if is_readable else (),
            accepted=len(sheet.report.accepted),
            refusals=_placed(sheet.refusals, sheet.report.file, lines) if is_readable else findings,
            is_draft=sheet.leaflet is not None and sheet.leaflet.status == "draft",
            pages=_pages(typeset.pdf, typeset.pages, choices)
            if typeset and not choices.overview
            else (),
            page_count=typeset.pages if typeset else 0,
            thumbnails=_thumbnails(options) if choices.overview else (),
            lines=lines if len(lines) <= MOST_LINES else (),
        )

    def thumbnail(self, choices: PreviewChoices) -> bytes:
        """Return the first page as a small picture in PNG; nothing where there is no leaflet."""
        typeset = self.sheet(choices).typeset
        if typeset is None:
            return b""
        [picture] = page_pictures(typeset.pdf, [1], THUMBNAIL_DPI)
        return picture.png

    def _lines(self, language: str) -> tuple[str, ...]:
        """Return the lines of the file; none if it cannot be read."""
        try:
            source = read_file(self.manuscript.files()[language])
        except (KeyError, NotFoundError):
            return ()
        return tuple(source.decode("utf-8", "replace").splitlines())


def _placed(
    findings: Iterable[Finding], file: str, lines: tuple[str, ...]
) -> tuple[PlacedFinding, ...]:
    """Return findings with their lines. file: as the places of the manuscript name it."""
    return tuple(_with_line(finding, file, lines) for finding in findings)


def _with_line(finding: Finding, file: str, lines: tuple[str, ...]) -> PlacedFinding:
    severity, fault, _ = finding
    place = fault.place
    is_here = place.file == file and 0 < place.line <= len(lines)
    line = place.line if is_here else 0
    source = lines[line - 1].strip() if line else ""
    return PlacedFinding(severity, fault.code, fault.says, fault.hint, str(place), line, source)


def _options(
    library: Library, manuscript: Manuscript, choices: PreviewChoices
) -> dict[str, tuple[Choice, ...]]:
    """Return what can be chosen, by field. Layouts and profiles are called as their files are."""
    languages, known = manuscript.files(), library.wordings()
    names = {
        tag: str(load_wording(library, tag).name) if tag in known else tag for tag in languages
    }
    fields = {
        "language": (names, choices.language),
        "layout": ({name: name for name in library.layouts()}, choices.layout),
        "profile": ({name: name for name in library.profiles()}, choices.profile),
    }
    return {field: choices_among(texts, chosen) for field, (texts, chosen) in fields.items()}


def _thumbnails(options: Mapping[str, tuple[Choice, ...]]) -> tuple[Thumbnail, ...]:
    return tuple(
        Thumbnail(layout.value, language.value, language.text)
        for layout in options["layout"]
        for language in options["language"]
    )


def _pages(pdf: bytes, count: int, choices: PreviewChoices) -> tuple[Page, ...]:
    most = count if choices.every_page else min(count, FIRST_PAGES)
    return draw_pages(pdf, range(1, most + 1), DPI)
