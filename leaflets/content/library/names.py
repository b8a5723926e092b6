"""Names of monographs, layouts and languages: which are valid, which are near."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ...base.errors import NotFoundError
from ...base.limits import NAME_CHARACTERS

__all__ = ["folded", "is_language", "is_name", "near_names", "not_found", "printable"]

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?\Z")
# Windows keeps these for devices, whatever the folder and extension
RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
SUGGESTED: Final = 3


def is_name(name: str) -> bool:
    """Whether a monograph or layout can have this name. Capitals are excluded, so that no two
    names differ by case alone; so are names that cannot be a file on every system."""
    return len(name) <= NAME_CHARACTERS and bool(NAME.match(name)) and name not in RESERVED


def is_language(name: str) -> bool:
    """Whether this is a language tag such as en or pt-BR."""
    return bool(LANGUAGE.match(name))


def folded(name: str) -> str:
    """A name for comparing: case and spaces do not count."""
    return "".join(name.casefold().split())


def printable(name: str, most: int = NAME_CHARACTERS) -> str:
    """What a user typed, fit to be repeated in a message."""
    short = name if len(name) <= most else name[:most] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)


def not_found(
    kind: str,
    name: str,
    known: Iterable[str],
    code: str,
    standing_for: Mapping[str, str] | None = None,
) -> NotFoundError:
    """The error that names what is near, or where to look."""
    near = near_names(name, known)
    offered = list(dict.fromkeys((standing_for or {}).get(each, each) for each in near))
    listed = " or ".join(f"'{each}'" for each in offered)
    hint = f"Did you mean {listed}?" if offered else "See `leaflets list`."
    return NotFoundError(f"There is no {kind} '{printable(name)}'.", hint, code=code)


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """The known names that look most like this one, best first."""
    wanted = folded(name)
    if not 0 < len(wanted) <= NAME_CHARACTERS:
        return []
    import difflib

    plain = {folded(each): each for each in known}
    return [plain[each] for each in difflib.get_close_matches(wanted, plain, SUGGESTED, 0.6)]
