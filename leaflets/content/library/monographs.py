"""Find monographs by name, title or synonym: a pharmacy's own before those of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from ...base.errors import NotFoundError
from .folder import SourceFile, SourceFolder, first_file
from .index import MonographIndex, name_key, open_index
from .names import folded, is_language, is_name, not_found, printable
from .titles import Titles, titles_of

__all__ = ["Monographs"]


class Monographs:
    """The monographs of the program and of a pharmacy.

    program: the program's folder. own: the pharmacy's, if there is one, whose files come first.
    maker: returns what the keys of an index depend on.
    """

    def __init__(
        self, program: SourceFolder, own: SourceFolder | None, maker: Callable[[], str]
    ) -> None:
        self._program, self._own, self._maker = program, own, maker
        self._folders = [own, program] if own else [program]

    def find(self, name: str, language: str) -> SourceFile:
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
        names = set(self._program.folders("monographs"))
        if index := self._index:
            names.update(name for name, _ in (*index.unchanged, *index.changed))
        elif self._own:
            names.update(self._own.folders("monographs"))
        return tuple(sorted(names))

    def names_with(self, part: str) -> tuple[str, ...]:
        """Return the names of monographs with a text in a title, synonym or code, sorted.

        Case, spaces and accents do not matter.
        """
        key = folded(part)
        names = {
            titles.name
            for language in self.all_languages()
            for titles in self.titles_to_read(language)
            if any(key in folded(text) for text in (*titles.all, *(c for _, c in titles.codes)))
        }
        if self._index:
            names.update(self._index.names_with(key))
        return tuple(sorted(names))

    def all_languages(self) -> tuple[str, ...]:
        """Return the languages in which there is any monograph, sorted."""
        own = self._index.all_languages if self._index else set()
        names = self._program.folders("monographs") if self._index else self.names()
        return tuple(sorted(own.union(*map(self.languages, names))))

    def languages(self, name: str) -> tuple[str, ...]:
        """Return the languages of a monograph, sorted; none if there is no such name."""
        if not is_name(name):
            return ()
        found = {tag for folder in self._folders for tag in folder.files("monographs", name)}
        return tuple(sorted(filter(is_language, found)))

    def titles(self, language: str = "en") -> tuple[Titles, ...]:
        """Return the titles of each monograph that can be opened in a language, by name."""
        indexed = self._index.all(language) if self._index else ()
        found = (*self.titles_to_read(language), *indexed)
        return tuple(sorted(found, key=lambda titles: titles.name))

    def titles_to_read(self, language: str) -> Iterator[Titles]:
        """Yield the titles of monographs that no index knows as they are."""
        index = self._index
        if index is None:
            names = self.names()
        else:
            changed = [name for name, tag in index.changed if tag == language]
            others = self._program.folders("monographs")
            known = {*changed, *(name for name in others if (name, language) in index.unchanged)}
            names = (*changed, *(name for name in others if name not in known))
        for name in names:
            try:
                file = self._monograph(name, language)
            except NotFoundError:  # a bad file of another medicine must not hide this one
                continue
            if file is not None:
                yield titles_of(name, file.source, file.file)

    def titles_with(self, language: str, keys: Iterable[str]) -> Iterator[Titles]:
        """Yield the titles of monographs in an index that have one of the keys."""
        if self._index:
            yield from self._index.with_keys(language, keys)

    def titles_of(self, name: str, language: str) -> Titles:
        """Return the titles of a monograph in a language; only its name if it is unreadable."""
        file = self._monograph(name, language)
        return titles_of(name, file.source, file.file) if file else Titles(name, "", "", ())

    @cached_property
    def _index(self) -> MonographIndex | None:
        """The index of the pharmacy's own monographs, if there is one that can be used."""
        return open_index(self._own, self._maker()) if self._own else None

    def _monograph(self, name: str, language: str) -> SourceFile | None:
        if not is_name(name):
            return None
        return first_file(self._folders, name, "monographs", name, f"{language}.yaml")

    def _name_of_title(self, title: str, language: str) -> str:
        """Return the name of the one monograph with this title or synonym in a language."""
        if languages := self.languages(title):
            raise _no_language(title, language, languages)
        key = folded(title)
        is_searched = 0 < len(key) <= 200
        matches = self._matches(key, language) if is_searched else []
        if not matches and is_searched:
            matches = self._matches_in_other_languages(key, language)
        if len(matches) == 1:
            return matches[0].name
        if matches:
            choices = ", ".join(f"{entry.name} ({entry.title})" for entry in matches)
            message = f"'{printable(title)}' is the name of {len(matches)} monographs."
            raise NotFoundError(message, f"Choose one: {choices}.", code="N402")
        titles = self.titles(language) if is_searched else ()
        aliases = {alias: entry.name for entry in titles for alias in entry.all}
        raise not_found("monograph", title, [*self.names(), *aliases], "N401", aliases)

    def _matches(self, key: str, language: str) -> list[Titles]:
        """Return the monographs that have a title or synonym, as it is compared, in a language."""
        candidates = (
            *self.titles_to_read(language), *self.titles_with(language, [name_key(key)]),
        )  # fmt: skip
        found = (entry for entry in candidates if key in map(folded, entry.all))
        return sorted(found, key=lambda entry: entry.name)

    def _languages_of_title(self, title: str) -> tuple[str, ...]:
        """Return the languages of the monograph with this name, or this title in any language."""
        if languages := self.languages(title):
            return languages
        key = folded(title)
        matches = self._matches_in_other_languages(key, "") if 0 < len(key) <= 200 else []
        return self.languages(matches[0].name) if len(matches) == 1 else ()

    def _matches_in_other_languages(self, key: str, language: str) -> list[Titles]:
        """Return the monographs that have a title or synonym in any other language."""
        matches = {
            entry.name: entry
            for tag in self.all_languages()
            if tag != language
            for entry in self._matches(key, tag)
        }
        return list(matches.values())


def _no_language(name: str, language: str, languages: tuple[str, ...]) -> NotFoundError:
    message = f"There is no monograph '{printable(name)}' in the language '{printable(language)}'."
    hint = f"It is there in: {', '.join(languages)}." if languages else "See `leaflets list`."
    return NotFoundError(message, hint, code="N404")
