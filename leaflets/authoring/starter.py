"""The file with which a monograph begins: every key, what belongs there, and no word to be printed.

It cannot be made a leaflet until its author has filled it in: an empty value is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from ..content.monograph.model import Monograph, Review
from ..content.monograph.prose import SectionText
from ..content.monograph.sections import Sections
from ..source.schema.kinds import ChoiceKind, Kind, ListKind
from ..source.schema.reading import shape_kind
from ..source.schema.shape_kinds import ShapeField, ShapeKind, UnionKind

__all__ = ["starter_lines", "words_by_key"]

WIDTH: Final = 96
HEAD: Final = """\
# {name}: a monograph to be written. It makes no leaflet until every key below has a value.
# Fill in what is empty. A key behind a # may be left out; to use it, delete the # and the space.
# Take facts from sources alone, and name these under from:. To see what is missing or doubtful:
#
#     leaflets check {name} --data FOLDER
#
# 'leaflets help monographs' explains each part.
"""
VALUES: Final = {"language": "", "number": "1", "status": "draft"}  # that are the same for all
# of a medicine, and never of another; a review and acceptances are about other words
OWN: Final = ("language", "identity", "edition", "review", "provenance", "sources", "accepts",
              "current-text")  # fmt: skip
LATER: Final = ("accepts", "as-given")  # what only a finished text needs, or no text of one's own
# what may be left out, and a leaflet of one's own should say all the same; keys of entries indented
WANTED: Final = (
    "most-important", "uses", "sections", "side-effects", "  evidence", "  seriousness",
    "  how-fast", "  what-to-do", "  frequency",
)  # fmt: skip
KEY: Final = re.compile(r"(?P<key>[a-z-]+):")


def starter_lines(
    name: str, language: str, sections: Sections, examples: dict[str, list[str]] | None = None
) -> list[str]:
    """Return the lines of the file.

    sections: the agreed list. examples: lines of another monograph by their key, as `words_by_key`
    returns them; they become comments.
    """
    lines = HEAD.format(name=name).splitlines()
    for field in shape_kind(Monograph).fields.values():
        if field.key in LATER:
            continue
        lines += ["", *_comment(field.says, "")]
        if field.key == "language":
            lines.append(f"language: {language}")
        elif field.key == "sections":
            lines += ["sections:", *_sections(sections, examples or {})]
        else:
            lines += [*_example(field.key, "", examples), *_field(field, "")]
    return lines


def _sections(sections: Sections, examples: dict[str, list[str]]) -> Iterator[str]:
    """Yield each section with what belongs there, and then how its text is written."""
    inside = "".join(f" {key}:" for key in shape_kind(SectionText).fields)
    yield from _comment(f"Write the text of each below it, under{inside}", "  ")
    yield from _comment(
        "or, behind its name, ask-pharmacist (nothing is known) or not-applicable.", "  "
    )
    for entry in sections.walk():
        if entry.text == "monograph":
            yield ""
            yield from _comment(str(entry.says), "  ")
            yield from _example(f"sections/{entry.id}", "  ", examples)
            yield f"  {entry.id}:"


def _example(key: str, indent: str, examples: dict[str, list[str]] | None) -> Iterator[str]:
    for line in (examples or {}).get(key, ()):
        yield f"{indent}# | {line.removeprefix(indent)}".rstrip()


def _field(field: ShapeField, indent: str) -> Iterator[str]:
    """Yield the lines of a key: empty where its author must write, and a comment if optional."""
    lines = list(_value(field.key, field.kind, indent))
    if field.is_required or indent[:2] + field.key in WANTED:
        yield from lines
    else:
        yield from (f"{indent}# {line.removeprefix(indent)}" for line in lines if "#" not in line)


def _value(key: str, kind: Kind, indent: str) -> Iterator[str]:
    kind = _principal(kind)
    if isinstance(kind, ShapeKind):
        yield f"{indent}{key}:"
        yield from _shape(kind, indent + "  ")
    elif isinstance(kind, ListKind) and isinstance(item := _principal(kind.item), ShapeKind):
        yield f"{indent}{key}:"
        lines = list(_shape(item, indent + "    "))
        first = next(at for at, line in enumerate(lines) if KEY.match(line.strip()))
        yield from (f"{indent}  {line.strip()}" for line in lines[:first])
        yield f"{indent}  - {lines[first].strip()}"
        yield from lines[first + 1 :]
    else:
        yield f"{indent}{key}: {VALUES.get(key, '')}".rstrip()


def _principal(kind: Kind) -> Kind:
    """Return the kind in which most values are written, of several: a list, else a group."""
    if not isinstance(kind, UnionKind) or kind.texts:
        return kind
    return next(iter(kind.lists or ([] if kind.choices else kind.mappings)), kind)


def _shape(kind: ShapeKind, indent: str) -> Iterator[str]:
    for field in kind.fields.values():
        if kind.shape is not Review:
            yield from _comment(f"{field.says}{_choices(field.kind)}", indent)
            yield from _field(field, indent)
        elif field.is_required:  # 'leaflets review' writes the rest
            yield from [*_comment(field.says, indent), *_field(field, indent)]


def _choices(kind: Kind) -> str:
    """Return the words of which one is to be written."""
    kinds = kind.kinds if isinstance(kind, UnionKind) else [kind]
    words = [word for member in kinds if isinstance(member, ChoiceKind) for word in member.words]
    return f" One of: {', '.join(words)}." if len(words) > 1 else ""


def _comment(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ",
                break_long_words=False, break_on_hyphens=False)  # fmt: skip


def words_by_key(source: str) -> dict[str, list[str]]:
    """Return the lines of a monograph by the keys that another medicine may take as an example.

    Sections stand under `sections/` and their name. Comments are left out.
    """
    parts: dict[str, list[str]] = {}
    key = section = ""
    for line in source.splitlines():
        if line.lstrip().startswith("#"):
            continue
        if match := KEY.match(line):
            key, section = match["key"], ""
        elif key == "sections" and (match := KEY.match(line.removeprefix("  "))):
            section = match["key"]
        part = f"{key}/{section}" if section else key
        if key and key not in OWN and part != "sections" and line.strip():
            parts.setdefault(part, []).append(line)
    return parts
