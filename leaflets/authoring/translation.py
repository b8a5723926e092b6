"""The file with which a translation begins: the original's structure, its words as comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..content.monograph.frequency import Band, OneIn
from ..content.monograph.inline import Words
from ..content.monograph.model import MedicineCode
from ..content.monograph.reading import Reading
from ..content.monograph.review_lines import draft_sha256
from ..source.schema import FileShape
from ..source.yaml import Text

__all__ = ["translation_lines"]

HEAD: Final = """\
# {name} in {language}, to be translated from {file}.
# It makes no leaflet until every value is written. The words of the original stand behind # | above
# their place; delete them when you are done.
# Then: leaflets check {name} --language {language} --data FOLDER
"""
UNTRANSLATED: Final = ("language", "edition", "review", "accepts")


def translation_lines(reading: Reading, language: str) -> list[str]:
    """Return the lines of the file. reading: of the original. language: of the translation."""
    monograph = reading.monograph
    head = HEAD.format(name=reading.name, language=language, file=reading.file).splitlines()
    lines = [*head, f"language: {language}"]
    for key, value in _fields(monograph):
        if key not in UNTRANSLATED:
            lines += ["", *_value(key, value, "")]
        elif key == "edition":
            lines += [
                "", "edition:", "  number: 1", "  # The day from which this edition is valid.",
                "  date:", f"  translation-of: {draft_sha256(reading.source)}",
                "", "review:", "  status: draft",
            ]  # fmt: skip
    return lines


def _fields(shape: FileShape) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a shape with their values, without those that are at their default."""
    fields = zip(shape.__struct_fields__, shape.__struct_encode_fields__, strict=True)
    for name, key in fields:
        value = getattr(shape, name)
        if value is not None and value != () and value != {}:
            yield key, value


def _value(key: str, value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a key and its value."""
    if _has_words(value):
        yield from _original(value, indent)
        yield f"{indent}{key}:"
    elif isinstance(value, Band):
        ends = (f"{end}: {_share(share)}" for end, share in _fields(value))
        yield f"{indent}{key}: {{{', '.join(ends)}}}"
    elif isinstance(value, FileShape | dict):
        yield f"{indent}{key}:"
        yield from _group(value, indent + "  ")
    elif isinstance(value, tuple):
        yield f"{indent}{key}:"
        for item in value:
            yield from _item(item, indent + "  ")
    else:
        yield f"{indent}{key}: {value}"


def _group(value: FileShape | dict[Any, Any], indent: str) -> Iterator[str]:
    if isinstance(value, MedicineCode):
        yield f"{indent}system: {value.system}"
        yield f"{indent}value: {_plain(value.value)}"
        return
    fields = value.items() if isinstance(value, dict) else _fields(value)
    for key, inner in fields:
        yield from _value(str(key), inner, indent)


def _item(item: Any, indent: str) -> Iterator[str]:
    """Yield the lines of an entry of a list."""
    if _has_words(item):
        yield from _original(item, indent)
        yield f"{indent}-"
    elif isinstance(item, FileShape):
        lines = list(_group(item, indent + "  "))
        first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (f"{indent}{line.strip()}" for line in lines[:first])
        yield f"{indent}- {lines[first].strip()}"
        yield from lines[first + 1 :]
    elif isinstance(item, tuple):  # the row of a table
        yield f"{indent}-"
        for cell in item:
            yield from _item(cell, indent + "  ")
    else:
        yield f"{indent}- {item}"


def _has_words(value: Any) -> bool:
    """Return whether a value is a text to be translated, and no name, date or number."""
    return isinstance(value, Words) or type(value) is Text


def _original(value: Words | Text, indent: str) -> Iterator[str]:
    yield f"{indent}# | {' '.join(_marked(value).split())}"


def _marked(value: Words | Text) -> str:
    """Return words with the marks of strong and emphasized ones, and of links."""
    if not isinstance(value, Words):
        return value
    parts = []
    for run in value.runs:
        text = f"**{run.text}**" if run.strong else run.text
        text = f"*{text}*" if run.emphasis else text
        parts.append(f"[{text}]({run.link})" if run.link else text)
    return "".join(parts)


def _share(share: Any) -> str:
    return f"1 in {share}" if isinstance(share, OneIn) else str(share)


def _plain(value: str) -> str:
    return f'"{value}"' if value.isdigit() else value
