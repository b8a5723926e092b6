"""Find source files by name: first in a pharmacy's own folder, then among the program's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...base.errors import NotFoundError
from ...base.limits import CODE_MAP_BYTES, FONT_BYTES, PICTURE_BYTES
from ...base.version import VERSION
from .folder import SourceFile, SourceFolder, first_file, read_file
from .monographs import Monographs
from .names import is_language, is_name, not_found, printable
from .titles import Titles

__all__ = ["Library", "SourceFile"]

_PACKAGE: Final = Path(__file__).parents[2]
# a wheel carries data/ and layouts/ inside the package; a checkout has them next to it
_ROOT: Final = _PACKAGE if (_PACKAGE / "data").is_dir() else _PACKAGE.parent

PRODUCT_CODES: Final = "codes.csv"


class Library:
    """Everything that can be read by name.

    extra: a pharmacy's own folder, whose files come before the program's. Methods that return a
    SourceFile raise NotFoundError with the names that are near.
    """

    def __init__(self, extra: Path | None = None) -> None:
        self._program = self.open_folder(_ROOT / "data", "data")
        self._folders = [self._program]
        self._layout_folders = [self.open_folder(_ROOT, "")]
        self._own_folder: SourceFolder | None = None
        if extra is None:
            return
        if not extra.is_dir():
            message = f"There is no folder {printable(str(extra))}."
            hint = "Give a folder that holds monographs/, wording/ or layouts/."
            raise NotFoundError(message, hint, code="N407")
        self._own_folder = own = self.open_folder(extra, str(extra))
        self._folders.insert(0, own)
        self._layout_folders.insert(0, own)

    def open_folder(self, root: Path, label: str) -> SourceFolder:
        """Return a root folder of this library. label: how messages name it."""
        return SourceFolder(root, label)

    def monograph(self, name: str, language: str = "en") -> SourceFile:
        """Find a monograph by its name, title, generic name or synonym in a language."""
        return self.monographs.find(name, language)

    def names(self) -> tuple[str, ...]:
        """Return the names of all monographs, sorted."""
        return self.monographs.names()

    def languages(self, name: str) -> tuple[str, ...]:
        """Return the languages of a monograph, sorted; none if there is no such name."""
        return self.monographs.languages(name)

    def titles(self, language: str = "en") -> tuple[Titles, ...]:
        """Return the titles of each monograph that can be opened in a language, by name."""
        return self.monographs.titles(language)

    @cached_property
    def monographs(self) -> Monographs:
        """The monographs, and the index by which those of a pharmacy are found."""
        return Monographs(self._program, self._own_folder, self.index_maker)

    def index_maker(self) -> str:
        """Return what the keys of an index depend on: this program, and its coding systems."""
        return f"{VERSION} {sha256(self.codes().source).hexdigest()}"

    @property
    def own_folder(self) -> SourceFolder | None:
        """A pharmacy's own folder."""
        return self._own_folder

    def wording(self, language: str) -> SourceFile:
        """Find the program's own words in a language."""
        hint = (
            f"It is there in: {', '.join(self.wordings())}. To print the text as given with the "
            "program's words in one of these: leaflets render --frame-language en."
        )
        return self._in_language("wording", language, hint if self.wordings() else "")

    def wordings(self) -> tuple[str, ...]:
        """Return the languages in which there is wording, sorted."""
        return self._names(is_language, "wording")

    def counter(self, language: str) -> SourceFile:
        """Find the words of the page at the counter in a language."""
        hint = f"It is there in: {', '.join(self.counters())}."
        return self._in_language("counter", language, hint)

    def counters(self) -> tuple[str, ...]:
        """Return the languages of the page at the counter, sorted."""
        return self._names(is_language, "counter")

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

    def profile_words(self, profile: SourceFile, language: str) -> SourceFile | None:
        """Return the file of words of a profile in a language; None if absent.

        Words beside a profile of the program do not belong to one that replaces it.
        """
        if not is_language(language):
            return None
        folders = self._folders[: 1 if profile.shadows else None]
        return first_file(folders, language, "profiles", profile.name, f"{language}.yaml")

    def profile_languages(self, profile: SourceFile) -> tuple[str, ...]:
        """Return the languages in which a profile has a file of words, sorted."""
        folders = self._folders[: 1 if profile.shadows else None]
        names = {tag for folder in folders for tag in folder.files("profiles", profile.name)}
        return tuple(sorted(filter(is_language, names)))

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
        return self._picture("pharmacies", file)

    def figure(self, monograph: str, file: str) -> tuple[bytes, str] | None:
        """Return a picture beside a monograph and its path for messages; None if absent."""
        return self._picture("monographs", monograph, file)

    def _picture(self, *parts: str) -> tuple[bytes, str] | None:
        for folder in self._folders:
            if (source := folder.read(*parts, most=PICTURE_BYTES)) is not None:
                return source, folder.name_of(*parts)
        return None

    def settings(self) -> SourceFile | None:
        """Return the settings of a pharmacy's own folder; None without a folder or such a file."""
        return self._own_file("leaflets")

    def product_codes(self) -> SourceFile | None:
        """Return the table of product codes of a pharmacy's own folder; None without one."""
        own = self._own_folder
        if own is None or (source := own.read(PRODUCT_CODES, most=CODE_MAP_BYTES)) is None:
            return None
        return SourceFile("codes", source, own.name_of(PRODUCT_CODES))

    def sections(self) -> SourceFile:
        """Return the agreed lists of sections, routes and pictograms."""
        return self.program_list("sections")

    def codes(self) -> SourceFile:
        """Return the list of coding systems and of words in product names."""
        return self.program_list("codes")

    def http_hints(self) -> SourceFile:
        """Return the list of what the service says in place of hints that name commands."""
        return self.program_list("http-hints")

    def dosage_codes(self) -> SourceFile:
        """Return the list of codes in which other systems give directions."""
        return self.program_list("dosage-codes")

    def standard_directions(self) -> SourceFile:
        """Return the directions that are chosen by number."""
        return self.program_list("standard-directions")

    def directions(self, language: str) -> SourceFile:
        """Find the words for coded directions in a language."""
        file = None
        if is_language(language):
            file = first_file(self._folders, language, "directions", f"{language}.yaml")
        if file is None:
            message = f"There are no words for coded directions in '{printable(language)}'."
            raise NotFoundError(message, "Write the directions in words.", code="N406")
        return file

    def lexicon(self, language: str) -> SourceFile | None:
        """Return the words of a language that rules of prose search for; None if absent."""
        primary = language.split("-")[0]
        return first_file(self._folders, primary, "lexicon", f"{primary}.yaml")

    def pictograms(self) -> SourceFile:
        """Return the drawings of the pictograms."""
        return self.program_list("pictograms")

    def fonts(self) -> SourceFile:
        """Return the list of families of type."""
        return self.program_list("fonts")

    def script_fonts(self) -> SourceFile:
        """Return the list of families of type of scripts that need an extra."""
        return self.program_list("script-fonts")

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

    def preview(self, language: str) -> SourceFile:
        """Find the words of the preview for writers in a language."""
        hint = f"It is there in: {', '.join(self.previews())}."
        return self._in_language("preview", language, hint)

    def previews(self) -> tuple[str, ...]:
        """Return the languages of the preview for writers, sorted."""
        return self._names(is_language, "preview")

    def folders_of(self, kinds: Iterable[str]) -> tuple[Path, ...]:
        """Return the folders that hold files of these kinds, such as wording and layouts."""
        return tuple(folder.root / kind for kind in kinds for folder in self._of(kind))

    def program_list(self, name: str) -> SourceFile:
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
        file = first_file(self._of(folder), name, folder, f"{name}.yaml") if is_name(name) else None
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
            first_file(self._of(kind), language, kind, f"{language}.yaml")
            if is_language(language)
            else None
        )
        if file is None:
            message = f"There is no {kind} in the language '{printable(language)}'."
            raise NotFoundError(message, hint or "Install the program again.", code="N406")
        return file
