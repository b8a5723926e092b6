"""Find the monographs in a store that a name or code means, also those that the library lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..base.errors import NotFoundError
from ..content.library import Library, Titles, printable
from ..content.library.code_lists import CodeLists, load_codes
from ..content.library.names import folded, near_names
from .store import Store

__all__ = ["recorded_monographs"]


def recorded_monographs(name: str, library: Library, store: Store) -> tuple[str, ...]:
    """Return the monographs that a name stands for, by the names that attachments give them.

    name: in the library; or a title, generic name, synonym or code (SYSTEM|VALUE) of a monograph,
    in any language. A monograph that attachments name and the library lacks, perhaps because it has
    a new name there, is found by its name and by the titles of its leaflets, if these are `name` or
    any name of the monograph in the library. Raises NotFoundError: N401 with what is near, N402 if
    several monographs of the library have that name.
    """
    known_names = set(library.names())
    absent = [entry for entry in store.titles() if entry[0] not in known_names]
    titles = _titles(library)
    known = _monographs_named(name, titles, load_codes(library))
    if len(known) > 1:
        choices = ", ".join(
            f"{monograph} ({titles[monograph][0].title})" for monograph in sorted(known)
        )
        message = f"'{printable(name)}' is the name of {len(known)} monographs."
        raise NotFoundError(message, f"Choose one: {choices}.", code="N402")
    aliases = {
        name,
        *(alias for monograph in known for entry in titles[monograph] for alias in entry.all),
    }
    result = (*known, *_absent_named(aliases, absent))
    if not result:
        raise _not_found(name, titles, absent)
    return result


def _titles(library: Library) -> dict[str, list[Titles]]:
    """Return the titles of each monograph, one for each of its languages."""
    titles: dict[str, list[Titles]] = {name: [] for name in library.names()}
    for language in sorted({tag for name in titles for tag in library.languages(name)}):
        for entry in library.titles(language):
            titles[entry.name].append(entry)
    return titles


def _monographs_named(name: str, titles: Mapping[str, list[Titles]], codes: CodeLists) -> set[str]:
    """Return the monographs of the library that a name means.

    A name of a file in the library means that monograph alone; any other text may be a title, a
    synonym or a code of several.
    """
    if name in titles:
        return {name}
    key, code_keys = folded(name), {codes.key(*pair) for pair in _as_code(name)}
    return {
        entry.name
        for entries in titles.values()
        for entry in entries
        if key in map(folded, entry.all)
        or code_keys & {codes.key(system, value) for system, value in entry.codes}
    }


def _as_code(text: str) -> Iterator[tuple[str, str]]:
    """Yield system and value if the text can be a code, as SYSTEM|VALUE or SYSTEM VALUE."""
    for sign in "| ":
        system, _, value = text.strip().partition(sign)
        if value:
            yield system, value


def _absent_named(aliases: set[str], absent: list[tuple[str, str]]) -> list[str]:
    """Return the monographs that have one of these names. absent: monographs and their titles."""
    keys = set(map(folded, aliases))
    return list(dict.fromkeys(entry[0] for entry in absent if keys & set(map(folded, entry))))


def _not_found(
    name: str, titles: Mapping[str, list[Titles]], absent: list[tuple[str, str]]
) -> NotFoundError:
    aliases = {title: monograph for monograph, title in absent} | {
        alias: entry.name for entries in titles.values() for entry in entries for alias in entry.all
    }
    near = near_names(name, [*titles, *(monograph for monograph, _ in absent), *aliases])
    suggestions = dict.fromkeys(aliases.get(near_name, near_name) for near_name in near)
    choices = " or ".join(f"'{suggestion}'" for suggestion in suggestions)
    hint = f"Did you mean {choices}?" if suggestions else "See `leaflets list`."
    message = f"Neither the library nor the records have a monograph '{printable(name)}'."
    return NotFoundError(message, hint, code="N401")
