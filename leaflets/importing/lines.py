"""Write values as lines of YAML, as a person would: plain words, in lines that fit a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

__all__ = ["Value", "yaml_lines"]

Value = str | Sequence["Value"] | Mapping[str, "Value"]

WIDTH: Final = 100
# what no reader of YAML takes for anything but words
PLAIN: Final = re.compile(r"[^\W_](?:[^:#\\]|:(?=[^\s])|(?<=[^\s])#)*\Z")
# what would look like the entry of a list, or a comment, at the beginning of a line
NOT_FIRST: Final = re.compile(r"[-*+•#?:|>]|[0-9]+[.)]?\Z|[A-Za-z][.)]\Z")


def yaml_lines(value: Value, indent: str = "") -> Iterator[str]:
    """Yield the lines of a list or of keys, each behind the indent."""
    if isinstance(value, Mapping):
        for key, content in value.items():
            yield from _entry(f"{key}:", content, indent, indent + "  ")
    elif not isinstance(value, str):
        for content in value:
            if isinstance(content, Mapping):
                first, *others = yaml_lines(content, indent + "  ")
                yield f"{indent}- {first.strip()}"
                yield from others
            else:
                yield from _entry("-", content, indent, indent + "  ")


def _entry(head: str, content: Value, indent: str, inner: str) -> Iterator[str]:
    """Yield what follows a key or a hyphen: a text on its line, or what is nested below it."""
    if isinstance(content, str):
        yield from _text_lines(f"{indent}{head}", content, inner)
    elif head == "-":
        yield f"{indent}-"
        yield from yaml_lines(content, inner)
    else:
        yield f"{indent}{head}"
        yield from yaml_lines(content, inner)


def _text_lines(head: str, text: str, inner: str) -> Iterator[str]:
    """Yield a text in lines. In YAML, the end of a line is a space."""
    if not PLAIN.match(text):
        text = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    line, is_fresh = head, False
    for word in text.split(" "):
        if len(line) + 1 + len(word) > WIDTH and not is_fresh and _may_begin(word):
            yield line
            line = inner + word
        else:
            line = f"{line} {word}"
        is_fresh = line == head
    yield line


def _may_begin(word: str) -> bool:
    """Tell whether a line may begin with a word."""
    return not NOT_FIRST.match(word)
