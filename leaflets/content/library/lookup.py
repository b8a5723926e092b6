"""Looking up monographs, wording, profiles and layouts by name, first on the given shelf."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from ...base.errors import NotFoundError
from .names import folded, is_language, is_name, not_found, printable
from .shelf import Shelf, open_file
from .titles import Titles, titles_of

__all__ = ["Library", "SourceFile"]

_BESIDE: Final = Path(__file__).parents[2]
# a wheel carries data/ and layouts/ inside the package; a checkout has them next to it
_ROOT: Final = _BESIDE if (_BESIDE / "data").is_dir() else _BESIDE.parent


class SourceFile(NamedTuple):
    """A source file, whole and unread. shadows: it stands in for one of ours with the same name."""

    name: str
    source: bytes
    file: str
    shadows: bool = False


class Library:
    """Everything that can be read by name. extra: a folder whose files come before ours."""

    def __init__(self, extra: Path | None = None) -> None:
        if extra is not None and not extra.is_dir():
            says = f"There is no folder {printable(str(extra))}."
            hint = "Give a folder that holds monographs/, wording/ or layouts/."
            raise NotFoundError(says, hint, code="N407")
        self._own = Shelf(_ROOT / "data", "data")
        self._own_layouts = Shelf(_ROOT, "")
        self._shelves = [self._own]
        self._layout_shelves = [self._own_layouts]
        if extra is not None:
            added = Shelf(extra, str(extra))
            self._shelves.insert(0, added)
            self._layout_shelves.insert(0, added)

    def monograph(self, name: str, language: str = "en") -> SourceFile:
        """The monograph of that name, title, generic name or synonym, in that language."""
        if not is_language(language):
            raise _no_language(name, language, self.languages(name))
        found = self._monograph(name, language)
        if found is None:
            found = self._monograph(self._resolved(name, language), language)
        if found is None:
            raise _no_language(name, language, self.languages(name))
        return found

    def names(self) -> tuple[str, ...]:
        """The names of all monographs, sorted."""
        return _sorted(name for shelf in self._shelves for name in shelf.folders("monographs"))

    def languages(self, name: str) -> tuple[str, ...]:
        """The languages in which a monograph is there, sorted; none if there is no such name."""
        if not is_name(name):
            return ()
        found = (each for shelf in self._shelves for each in shelf.files("monographs", name))
        return _sorted(filter(is_language, found))

    def titles(self, language: str = "en") -> tuple[Titles, ...]:
        """What each monograph that can be opened in a language is called."""
        found = []
        for name in self.names():
            try:
                each = self._monograph(name, language)
            except NotFoundError:  # a bad file of another medicine is no reason to refuse this one
                continue
            if each is not None:
                found.append(titles_of(name, each.source, each.file))
        return tuple(found)

    def wording(self, language: str) -> SourceFile:
        """The program's own words in a language."""
        hint = f"It is there in: {', '.join(self.wordings())}."
        return self._in_language("wording", language, hint if self.wordings() else "")

    def sample(self, language: str) -> SourceFile:
        """The words of the specimen of a layout."""
        found = (each for shelf in self._shelves for each in shelf.files("sample"))
        return self._in_language("sample", language, f"It is there in: {', '.join(sorted(found))}.")

    def _in_language(self, kind: str, language: str, hint: str) -> SourceFile:
        """A file that is there once for each language."""
        parts = (kind, f"{language}.yaml")
        found = _first(language, self._shelves, parts) if is_language(language) else None
        if found is None:
            says = f"There is no {kind} in the language '{printable(language)}'."
            raise NotFoundError(says, hint or "Install the program again.", code="N406")
        return found

    def wordings(self) -> tuple[str, ...]:
        """The languages in which there is wording, sorted."""
        found = (each for shelf in self._shelves for each in shelf.files("wording"))
        return _sorted(filter(is_language, found))

    def layout(self, name: str) -> SourceFile:
        """A layout."""
        parts = ("layouts", f"{name}.yaml")
        found = _first(name, self._layout_shelves, parts) if is_name(name) else None
        if found is None:
            raise not_found("layout", name, self.layouts(), "N405")
        return found

    def layouts(self) -> tuple[str, ...]:
        """The names of all layouts, sorted."""
        found = (each for shelf in self._layout_shelves for each in shelf.files("layouts"))
        return _sorted(filter(is_name, found))

    def profile(self, name: str) -> SourceFile:
        """A profile: what a jurisdiction asks."""
        parts = ("profiles", f"{name}.yaml")
        found = _first(name, self._shelves, parts) if is_name(name) else None
        if found is None:
            raise not_found("profile", name, self.profiles(), "N409")
        return found

    def profiles(self) -> tuple[str, ...]:
        """The names of all profiles, sorted."""
        found = (each for shelf in self._shelves for each in shelf.files("profiles"))
        return _sorted(filter(is_name, found))

    def pharmacy(self, name: str) -> SourceFile:
        """A pharmacy's file. There is none of ours."""
        parts = ("pharmacies", f"{name}.yaml")
        found = _first(name, self._shelves, parts) if is_name(name) else None
        if found is None:
            raise not_found("pharmacy", name, self.pharmacies(), "N410")
        return found

    def pharmacies(self) -> tuple[str, ...]:
        """The names of all pharmacies, sorted."""
        found = (each for shelf in self._shelves for each in shelf.files("pharmacies"))
        return _sorted(filter(is_name, found))

    def logo(self, file: str) -> tuple[bytes, str] | None:
        """A picture beside the pharmacies' files, and how a message names it."""
        for shelf in self._shelves:
            if (source := shelf.read("pharmacies", file)) is not None:
                return source, shelf.spoken("pharmacies", file)
        return None

    def sections(self) -> SourceFile:
        """The agreed list of sections and routes. It is ours alone."""
        return _ours("sections", self._own)

    def codes(self) -> SourceFile:
        """The coding systems, and the words of product names. It is ours alone."""
        return _ours("codes", self._own)

    def pictograms(self) -> SourceFile:
        """What the pictograms look like. It is ours alone."""
        return _ours("pictograms", self._own)

    def fonts(self) -> SourceFile:
        """The list of families of type. It is ours alone."""
        return _ours("fonts", self._own)

    def file(self, path: Path) -> SourceFile:
        """A file that the user named by its path."""
        return SourceFile(path.stem, open_file(path), str(path))

    def _monograph(self, name: str, language: str) -> SourceFile | None:
        if not is_name(name):
            return None
        return _first(name, self._shelves, ("monographs", name, f"{language}.yaml"))

    def _resolved(self, name: str, language: str) -> str:
        """The name of the one monograph that is so called in that language."""
        names = self.names()
        if name in names:
            raise _no_language(name, language, self.languages(name))
        wanted = folded(name)
        titles = self.titles(language) if 0 < len(wanted) <= 200 else ()
        fitting = [each for each in titles if wanted in map(folded, each.all)]
        if len(fitting) == 1:
            return fitting[0].name
        if fitting:
            listed = ", ".join(f"{each.name} ({each.title})" for each in fitting)
            says = f"'{printable(name)}' is the name of {len(fitting)} monographs."
            raise NotFoundError(says, f"Choose one: {listed}.", code="N402")
        called = {alias: each.name for each in titles for alias in each.all}
        raise not_found("monograph", name, [*names, *called], "N401", called)


def _first(name: str, shelves: list[Shelf], parts: tuple[str, ...]) -> SourceFile | None:
    """The file from the first shelf that has it."""
    for at, shelf in enumerate(shelves):
        source = shelf.read(*parts)
        if source is not None:
            shadows = any(under.has(*parts) for under in shelves[at + 1 :])
            return SourceFile(name, source, shelf.spoken(*parts), shadows)
    return None


def _ours(name: str, shelf: Shelf) -> SourceFile:
    source = shelf.read(f"{name}.yaml")
    if source is None:
        says = f"The program's own list data/{name}.yaml is missing."
        raise NotFoundError(says, "Install the program again.", code="N403")
    return SourceFile(name, source, shelf.spoken(f"{name}.yaml"))


def _no_language(name: str, language: str, known: tuple[str, ...]) -> NotFoundError:
    says = f"There is no monograph '{printable(name)}' in the language '{printable(language)}'."
    hint = f"It is there in: {', '.join(known)}." if known else "See `leaflets list`."
    return NotFoundError(says, hint, code="N404")


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
