"""Languages by their names: Spanish, español and ES stand for es."""

from __future__ import annotations

from typing import Final

from ...base.errors import LeafletsError, WordingError
from ...source.yaml import parse
from ..library import Library
from ..library.names import folded

__all__ = ["language_tag"]

# Chinese in simplified characters, by its longer tags: likelySubtags.xml of CLDR
SAME_LANGUAGES: Final = dict.fromkeys(("zh-hans", "zh-cn", "zh-hans-cn", "zh-sg"), "zh")


def language_tag(library: Library, name: str) -> str:
    """Return the tag of the language that a name, in English or in itself, or a tag stands for.

    The case of a tag does not matter. A name that is unknown, or that of two languages, is returned
    as it is: whoever looks for words in that language tells which languages there are.
    """
    key, tags = folded(name), library.wordings()
    matches = [tag for tag in tags if key == folded(tag)]
    matches = matches or [tag for tag in tags if tag == SAME_LANGUAGES.get(name.casefold())]
    matches = matches or [tag for tag in tags if key in _names(library, tag)]
    return matches[0] if len(matches) == 1 else name


def _names(library: Library, tag: str) -> set[str]:
    try:
        file = library.wording(tag)
        node = parse(file.source, file.file, WordingError)
    except LeafletsError:  # a bad file of another language must not hide this one
        return set()
    return {folded(text) for key in ("name", "english-name") if (text := node.text(key))}
