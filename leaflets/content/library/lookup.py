"""Find source files by name: first in a pharmacy's own folder, then among the program's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from ...base.errors import NotFoundError
from ...base.limits import FONT_BYTES, PICTURE_BYTES
from .folder import SourceFolder, read_file
from .names import folded, is_language, is_name, not_found, printable
from .titles import Titles, titles_of

__all__ = ["Library", "SourceFile"]

_PACKAGE: Final = Path(__file__).parents[2]
# a wheel carries data/ and layouts/ inside the package; a checkout has them next to it
_ROOT: Final = _PACKAGE if (_PACKAGE / "data").is_dir() else _PACKAGE.parent


class SourceFile(NamedTuple):
    """A source file, unread.

    name: in the library. source: its bytes. file: its path, as messages give it. shadows: whether
    it replaces a file of the program with the same name.
    """

    name: str
    source: bytes
    file: str
    shadows: bool = False


class Library:
    """Everything that can be read by name.

    extra: a pharmacy's own folder, whose files come before the program's. Methods that return a
    SourceFile raise NotFoundError with the names that are near.
    """

    def __init__(self, extra: Path | None = None) -> None:
        self._program = SourceFolder(_ROOT / "data", "data")
        self._folders = [self._program]
        self._layout_folders = [SourceFolder(_ROOT, "")]
        self._own_folder: SourceFolder | None = None
        if extra is None:
            return
        if not extra.is_dir():
            message = f"There is no folder {printable(str(extra))}."
            hint = "Give a folder that holds monographs/, wording/ or layouts/."
            raise NotFoundError(message, hint, code="N407")
        self._own_folder = own = SourceFolder(extra, str(extra))
        self._folders.insert(0, own)
        self._layout_folders.insert(0, own)

    def monograph(self, name: str, language: str = "en") -> SourceFile:
        """Find a monograph by its name, title, generic name or synonym in a language."""
        if not is_language(language):
            raise _no_language(name, language, self._languages_of_title(name))
        file = self._monograph(name, language)
        if file is None:
            file = self._monograph(self._name_of_title(name, language), language)
        if file is None:
            raise _no_language(name, language, self._languages_of_title(name))
        return file

    def names(self) -> tuple[str, ...]:
        """Return the names of all monographs, sorted."""
        return tuple(
            sorted({name for folder in self._folders for name in folder.folders("monographs")})
        )

    def languages(self, name: str) -> tuple[str, ...]:
        """Return the languages of a monograph, sorted; none if there is no such name."""
        return self._names(is_language, "monographs", name) if is_name(name) else ()

    def titles(self, language: str = "en") -> tuple[Titles, ...]:
        """Return the titles of each monograph that can be opened in a language."""
        titles = []
        for name in self.names():
            try:
                file = self._monograph(name, language)
            except NotFoundError:  # a bad file of another medicine must not hide this one
                continue
            if file is not None:
                titles.append(titles_of(name, file.source, file.file))
        return tuple(titles)

    def wording(self, language: str) -> SourceFile:
        """Find the program's own words in a language."""
        hint = f"It is there in: {', '.join(self.wordings())}."
        return self._in_language("wording", language, hint if self.wordings() else "")

    def wordings(self) -> tuple[str, ...]:
        """Return the languages in which there is wording, sorted."""
        return self._names(is_language, "wording")

    def sample(self, language: str) -> SourceFile:
        """Find the words of the specimen of a layout in a language."""
        languages = self._names(is_language, "sample")
        return self._in_language("sample", language, f"It is there in: {', '.join(languages)}.")

    def layout(self, name: str) -> SourceFile:
        """Find a layout."""
        return self._by_name("layout", "layouts", name, self.layouts, "N405")

    def layouts(self) -> tuple[str, ...]:
        """Return the names of all layouts, sorted."""
        return self._names(is_name, "layouts")

    def profile(self, name: str) -> SourceFile:
        """Find a profile: the rules of a jurisdiction."""
        return self._by_name("profile", "profiles", name, self.profiles, "N409")

    def profiles(self) -> tuple[str, ...]:
        """Return the names of all profiles, sorted."""
        return self._names(is_name, "profiles")

    def pharmacy(self, name: str) -> SourceFile:
        """Find a pharmacy's file; the program has none of its own."""
        return self._by_name("pharmacy", "pharmacies", name, self.pharmacies, "N410")

    def pharmacies(self) -> tuple[str, ...]:
        """Return the names of all pharmacies, sorted."""
        return self._names(is_name, "pharmacies")

    def logo(self, file: str) -> tuple[bytes, str] | None:
        """Return a picture beside the pharmacies and its path for messages; None if absent."""
        for folder in self._folders:
            if (source := folder.read("pharmacies", file, most=PICTURE_BYTES)) is not None:
                return source, folder.name_of("pharmacies", file)
        return None

    def figure(self, monograph: str, file: str) -> tuple[bytes, str] | None:
        """Return a picture beside a monograph and its path for messages; None if absent."""
        for folder in self._folders:
            parts = "monographs", monograph, file
            if (source := folder.read(*parts, most=PICTURE_BYTES)) is not None:
                return source, folder.name_of(*parts)
        return None

    def settings(self) -> SourceFile | None:
        """Return the settings of a pharmacy's own folder; None without a folder or such a file."""
        return self._own_file("leaflets")

    def sections(self) -> SourceFile:
        """Return the agreed lists of sections, routes and pictograms."""
        return self._list("sections")

    def codes(self) -> SourceFile:
        """Return the list of coding systems and of words in product names."""
        return self._list("codes")

    def dosage_codes(self) -> SourceFile:
        """Return the list of codes in which other systems give directions."""
        return self._list("dosage-codes")

    def directions(self, language: str) -> SourceFile:
        """Find the words for coded directions in a language."""
        file = None
        if is_language(language):
            file = self._first_file(language, "directions", f"{language}.yaml")
        if file is None:
            message = f"There are no words for coded directions in '{printable(language)}'."
            raise NotFoundError(message, "Write the directions in words.", code="N406")
        return file

    def lexicon(self, language: str) -> SourceFile | None:
        """Return the words of a language that rules of prose search for; None if absent."""
        primary = language.split("-")[0]
        return self._first_file(primary, "lexicon", f"{primary}.yaml")

    def pictograms(self) -> SourceFile:
        """Return the drawings of the pictograms."""
        return self._list("pictograms")

    def fonts(self) -> SourceFile:
        """Return the list of families of type."""
        return self._list("fonts")

    def own_fonts(self) -> SourceFile | None:
        """Return the list of a pharmacy's own fonts; None without a folder or such a file."""
        return self._own_file("fonts")

    def font(self, file: str) -> tuple[bytes, str] | None:
        """Return a font file of a pharmacy's own and its path for messages; None if absent."""
        own = self._own_folder
        if own is None or (source := own.read("fonts", file, most=FONT_BYTES)) is None:
            return None
        return source, own.name_of("fonts", file)

    def file(self, path: Path) -> SourceFile:
        """Return a file that the user named by its path."""
        return SourceFile(path.stem, read_file(path), str(path))

    def _list(self, name: str) -> SourceFile:
        """Return one of the program's own lists, which no other folder can replace."""
        source = self._program.read(f"{name}.yaml")
        if source is None:
            message = f"The program's own list data/{name}.yaml is missing."
            raise NotFoundError(message, "Install the program again.", code="N403")
        return SourceFile(name, source, self._program.name_of(f"{name}.yaml"))

    def _own_file(self, name: str) -> SourceFile | None:
        """Return a file of a pharmacy's own folder that the program has no counterpart of."""
        if self._own_folder is None or (source := self._own_folder.read(f"{name}.yaml")) is None:
            return None
        return SourceFile(name, source, self._own_folder.name_of(f"{name}.yaml"))

    def _names(self, is_valid: Callable[[str], bool], *parts: str) -> tuple[str, ...]:
        """Return the valid names of YAML files in a folder of the library, sorted."""
        names = {name for folder in self._of(parts[0]) for name in folder.files(*parts)}
        return tuple(sorted(filter(is_valid, names)))

    def _of(self, kind: str) -> list[SourceFolder]:
        return self._layout_folders if kind == "layouts" else self._folders

    def _by_name(
        self, kind: str, folder: str, name: str, names: Callable[[], tuple[str, ...]], code: str
    ) -> SourceFile:
        file = self._first_file(name, folder, f"{name}.yaml") if is_name(name) else None
        if file is None and name.endswith(".yaml"):
            message = f"A {kind} is given by its name, and '{printable(name)}' is none."
            hint = (
                f"Put the file into {folder}/ of your own folder, and give its name without .yaml."
            )
            raise NotFoundError(message, hint, code=code)
        if file is None:
            raise not_found(kind, name, names(), code)
        return file

    def _in_language(self, kind: str, language: str, hint: str) -> SourceFile:
        """Find a file that is there once for each language."""
        file = (
            self._first_file(language, kind, f"{language}.yaml") if is_language(language) else None
        )
        if file is None:
            message = f"There is no {kind} in the language '{printable(language)}'."
            raise NotFoundError(message, hint or "Install the program again.", code="N406")
        return file

    def _monograph(self, name: str, language: str) -> SourceFile | None:
        if not is_name(name):
            return None
        return self._first_file(name, "monographs", name, f"{language}.yaml")

    def _first_file(self, name: str, *parts: str) -> SourceFile | None:
        """Return the file of the first folder that has it."""
        folders = self._of(parts[0])
        for at, folder in enumerate(folders):
            source = folder.read(*parts)
            if source is not None:
                shadows = any(folder_after.has(*parts) for folder_after in folders[at + 1 :])
                return SourceFile(name, source, folder.name_of(*parts), shadows)
        return None

    def _name_of_title(self, title: str, language: str) -> str:
        """Return the name of the one monograph with this title or synonym in a language."""
        names = self.names()
        if title in names:
            raise _no_language(title, language, self.languages(title))
        key = folded(title)
        titles = self.titles(language) if 0 < len(key) <= 200 else ()
        matches = [entry for entry in titles if key in map(folded, entry.all)]
        if not matches and 0 < len(key) <= 200:
            matches = self._matches_in_other_languages(key, language)
        if len(matches) == 1:
            return matches[0].name
        if matches:
            choices = ", ".join(f"{entry.name} ({entry.title})" for entry in matches)
            message = f"'{printable(title)}' is the name of {len(matches)} monographs."
            raise NotFoundError(message, f"Choose one: {choices}.", code="N402")
        aliases = {alias: entry.name for entry in titles for alias in entry.all}
        raise not_found("monograph", title, [*names, *aliases], "N401", aliases)

    def _languages_of_title(self, title: str) -> tuple[str, ...]:
        """Return the languages of the monograph with this name, or this title in any language."""
        if languages := self.languages(title):
            return languages
        key = folded(title)
        matches = self._matches_in_other_languages(key, "") if 0 < len(key) <= 200 else []
        return self.languages(matches[0].name) if len(matches) == 1 else ()

    def _matches_in_other_languages(self, key: str, language: str) -> list[Titles]:
        """Return the monographs that have a title or synonym in any other language."""
        others = {tag for name in self.names() for tag in self.languages(name)} - {language}
        matches = {
            entry.name: entry
            for tag in sorted(others)
            for entry in self.titles(tag)
            if key in map(folded, entry.all)
        }
        return list(matches.values())


def _no_language(name: str, language: str, languages: tuple[str, ...]) -> NotFoundError:
    message = f"There is no monograph '{printable(name)}' in the language '{printable(language)}'."
    hint = f"It is there in: {', '.join(languages)}." if languages else "See `leaflets list`."
    return NotFoundError(message, hint, code="N404")
