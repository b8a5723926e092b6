"""The words of a profile in one language, in a file beside it: data/profiles/PROFILE/LANGUAGE.yaml.

In such a file each rule has its words at once, not below a language. They are put among the values
of the profile as if they stood there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from ...base.errors import Fault, ProfileError
from ...source.schema import FileShape, field, read
from ...source.schema.extends import merge
from ...source.yaml import Mapping, Node, Text, parse
from ..library import SourceFile
from ..monograph.scalars import Slug
from .model import BandWords, Contact, Headings, RuleSource, Sentence

__all__ = ["ProfileWords", "with_words"]

# the key of a profile below which the words of each language stand
WORDS: Final = "words"


class ProfileWords(FileShape):
    """What a profile says in one language."""

    sources: dict[Slug, RuleSource] = field(
        "Sources of the words, besides those of the profile.", default={}
    )
    headings: Headings | None = field("Headings.", default=None)
    statements: dict[Slug, Sentence] = field("Fixed sentences, by name.", default={})
    contacts: dict[Literal["emergency", "advice", "poison", "reporting"], Contact] = field(
        "Whom to call, and where to report.", default={}
    )
    frequency: BandWords | None = field("Words for how many people get something.", default=None)


def with_words(profile: Mapping, file: SourceFile) -> Mapping:
    """Return the values of a profile with the words of a file, whose name is its language.

    Raises ProfileError with every fault of the file.
    """
    faults: list[Fault] = []
    words = parse(file.source, file.file, ProfileError, faults)
    read(ProfileWords, words, ProfileError, faults)
    return merge(profile, _in_profile(words, file.name))


def _in_profile(words: Mapping, language: str) -> Mapping:
    """Return the words in the form of a profile: each below its language."""
    below = Mapping(words.place)
    for key, values in words.items():
        match str(key):
            case "headings":
                below[key] = _under(language, values)
            case "statements":
                below[key] = _each(values, lambda node: _under(WORDS, _under(language, node)))
            case "contacts":
                below[key] = _each(values, lambda node: _under(language, node))
            case "frequency":
                below[key] = _under(WORDS, _under(language, values))
            case _:
                below[key] = values
    return below


def _under(key: str, node: Node) -> Mapping:
    """Return a group of one key, which stands where its value stands."""
    group = Mapping(node.place)
    group[Text(key, node.place)] = node
    return group


def _each(group: Node, change: Callable[[Node], Node]) -> Node:
    """Return a group with each of its values changed."""
    if not isinstance(group, Mapping):
        return group
    changed = Mapping(group.place)
    changed.update({key: change(node) for key, node in group.items()})
    return changed
