"""Next steps for callers over HTTP, who have no command line."""

import re
from functools import cache
from typing import Final

from ..base.errors import Fault, VocabularyError
from ..content.library import Library
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse

__all__ = ["hint_for_callers"]

# a command in quotation marks, or an option
COMMAND: Final = re.compile(r"['`]leaflets [a-z]|(?<![\w-])--[a-z]")
BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.?]) (?=[A-Z'`])")


class CallerHints(FileShape):
    """The list of data/http-hints.yaml: what to say to callers instead of hints with commands."""

    otherwise: Text = field("Says what to do where only a command could help.")
    instead: dict[Text, Text] = field("For a part of a hint, what to say instead.", least=1)


@cache
def _hints() -> CallerHints:
    file = Library().http_hints()
    faults: list[Fault] = []
    node = parse(file.source, file.file, VocabularyError, faults)
    return read(CallerHints, node, VocabularyError, faults)


def hint_for_callers(hint: str) -> str:
    """Return a hint that names what a caller can do over HTTP, and no command or option."""
    if not COMMAND.search(hint):
        return hint
    for part, instead in _hints().instead.items():
        hint = hint.replace(part, instead)
    sentences = (
        str(_hints().otherwise) if COMMAND.search(sentence) else sentence
        for sentence in BETWEEN_SENTENCES.split(hint)
    )
    return " ".join(dict.fromkeys(sentences))
