"""Building values from a parser's events, without recursion, so that depth is capped in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...base import limits
from ...base.errors import Fault, Place, SourceError
from .characters import forbidden_escapes, normal, without_forbidden
from .parser import PARSER
from .syntax import depth_fault, syntax_fault
from .values import Mapping, Node, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parse"]

PROSE = "MWA"  # files of sentences, in which words after " #" are more likely meant than remarked


class _Stop(Exception):
    """What was just reported makes the rest of the file meaningless."""


def parse(
    source: bytes, file: str, error: type[SourceError], faults: list[Fault] | None = None
) -> Mapping:
    """The values of a YAML file, or `error` with everything that is wrong with the text.

    With a list for `faults`, those that leave the values readable (an anchor, a key given twice, a
    forbidden character) are appended there, for the caller to raise along with its own.
    """
    found: list[Fault] = []
    text = _decoded(source, file, error)
    text = without_forbidden(text, file, error.letter, found)
    build = _Build(file, error.letter, found)
    if error.letter in PROSE:
        build.lines = text.split("\n")
    try:
        _feed(text, build)
        root = build.finished()
    except _Stop:
        raise error([*(faults or ()), *found]) from None
    if found and faults is None:
        raise error(found)
    if faults is not None:
        faults.extend(found)
    return root


def _decoded(source: bytes, file: str, error: type[SourceError]) -> str:
    """The file as text with plain line ends, or `error` naming the byte that is not UTF-8."""
    letter = error.letter
    if len(source) > limits.SOURCE_BYTES:
        says = f"The file is larger than {limits.SOURCE_BYTES} bytes."
        raise error([Fault(letter + "005", Place(file), says, "Split or shorten it.")])
    offset = source.find(b"\0")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        # the codec counts from after the byte order mark when there is one
        skipped = 3 if source.startswith(b"\xef\xbb\xbf") else 0
        first = bad.start + skipped
        offset = first if offset < 0 else min(first, offset)
    if offset >= 0:
        raise error([_bad_byte(source, offset, Place(file), letter)])
    return text.replace("\r\n", "\n")


def _bad_byte(source: bytes, offset: int, place: Place, letter: str) -> Fault:
    before = source[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8-sig", "replace")) + 1
    place = place._replace(line=before.count(b"\n") + 1, column=column)
    says = f"The file is not UTF-8 text: byte {offset} (counted from 0) is 0x{source[offset]:02X}."
    return Fault(letter + "004", place, says, "Save the file as UTF-8.")


def _feed(text: str, build: _Build) -> None:
    """Give the parser's events to `build`, until the end or a syntax error."""
    parser, events = PARSER.make(text), PARSER.events
    acts: dict[type, Callable[[Any], None]] = {
        events.ScalarEvent: build.scalar,
        events.MappingStartEvent: build.open_mapping,
        events.MappingEndEvent: build.close,
        events.SequenceStartEvent: build.open_sequence,
        events.SequenceEndEvent: build.close,
        events.AliasEvent: build.alias,
        events.DocumentStartEvent: build.document,
    }
    ends = events.StreamEndEvent
    try:
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind in acts:
                acts[kind](event)
            elif kind is ends:
                return
    except (PARSER.error, ValueError, OverflowError) as bad:
        # the last two: the pure-Python scanner lets an escape beyond Unicode through to chr()
        build.faults.append(syntax_fault(bad, build.file, build.letter, text))
        raise _Stop from None


class _Build:
    """Values growing from events. keys: for each open mapping, the key that awaits its value."""

    def __init__(self, file: str, letter: str, faults: list[Fault]) -> None:
        self.file, self.letter, self.faults = file, letter, faults
        self.root: Node | None = None
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Text | None] = []
        self.documents = self.values = 0
        self.lines: list[str] = []  # of the source, where a remark may not follow a text

    def fault(self, number: str, place: Place, says: str, hint: str) -> None:
        self.faults.append(Fault(self.letter + number, place, says, hint))

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            says = "A second document starts here; a file holds one."
            self.fault("007", self.place(event), says, "Remove the line ---, or split the file.")
            raise _Stop
        if event.tags:
            self.tag(event)

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1)
        value = event.value
        if event.anchor is not None:
            self.anchor(event)
        if event.tag is not None:
            self.tag(event)
        if not value.isprintable():
            forbidden_escapes(value, place, self.letter, self.faults)
        if len(value) > limits.TEXT_CHARACTERS:
            says = f"A text of {len(value)} characters; at most {limits.TEXT_CHARACTERS} are read."
            self.fault("011", place, says, "Split it.")
        if self.lines and not event.style:
            self.remark(event.end_mark)
        self.add(Text(normal(value), place))

    def remark(self, end: Any) -> None:
        """YAML takes what follows " #" for a remark: after unquoted text, words could be lost."""
        if end.line < len(self.lines):
            rest = self.lines[end.line][end.column :]
            if rest.lstrip().startswith("#"):
                column = end.column + len(rest) - len(rest.lstrip()) + 1
                says = "What follows # here would not be read."
                hint = "Put a text that holds # in double quotes, or the remark on its own line."
                self.fault("012", Place(self.file, end.line + 1, column), says, hint)

    def alias(self, event: Any) -> None:
        self.anchor(event)
        self.add(Text(f"*{event.anchor}", self.place(event)))

    def open_mapping(self, event: Any) -> None:
        self.enter(Mapping(self.place(event)), event)
        self.keys.append(None)

    def open_sequence(self, event: Any) -> None:
        self.enter(Sequence(self.place(event)), event)

    def enter(self, made: Mapping | Sequence, event: Any) -> None:
        if event.anchor is not None:
            self.anchor(event)
        if event.tag is not None:
            self.tag(event)
        if len(self.open) >= limits.SOURCE_DEPTH:
            self.faults.append(depth_fault(made.place, self.letter))
            raise _Stop
        self.add(made)
        self.open.append(made)

    def close(self, _event: Any) -> None:
        if type(self.open.pop()) is Mapping:
            self.keys.pop()

    def add(self, value: Node) -> None:
        """Put a value where it belongs: at the root, in a list, as a key, or as a key's value."""
        self.values += 1
        if self.values > limits.SOURCE_VALUES:
            says = f"The file has more than {limits.SOURCE_VALUES} values."
            self.fault("011", value.place, says, "Split or shorten it.")
            raise _Stop
        if not self.open:
            self.root = value
            return
        into = self.open[-1]
        if type(into) is Sequence:
            into.append(value)
            return
        assert type(into) is Mapping
        key = self.keys[-1]
        if key is not None:
            into[key] = value
            self.keys[-1] = None
        elif type(value) is Text:
            if value in into:
                self.twice(into, value)
            self.keys[-1] = value
        else:
            says = "A list or a group of keys stands where a key is expected."
            self.fault("009", value.place, says, "A key is one plain text, followed by a colon.")
            raise _Stop

    def twice(self, into: Mapping, key: Text) -> None:
        first = next(known for known in into if known == key)
        says = f"'{key}' is given twice (first on line {first.place.line})."
        self.fault("104", key.place, says, "Keep one.")

    def anchor(self, event: Any) -> None:
        says = f"'{event.anchor}' is an anchor or a reference to one; anchors are not used."
        hint = "Write the text again, or put it in quotes if it begins with & or *."
        self.fault("001", self.place(event), says, hint)

    def tag(self, event: Any) -> None:
        says = "A tag, which begins with an exclamation mark, is not used."
        hint = "Remove it, or put the text in quotes if it begins with an exclamation mark."
        self.fault("003", self.place(event), says, hint)

    def finished(self) -> Mapping:
        """The root, which must be a mapping."""
        root = self.root
        if isinstance(root, Mapping):
            return root
        if root is None or root == "":
            self.fault("006", Place(self.file), "The file is empty.", "Write keys and values.")
        else:
            kind = "a list" if isinstance(root, Sequence) else "a single text"
            says = f"The file holds {kind}; it must hold keys, each followed by a colon."
            self.fault("008", root.place, says, "Begin with a key such as language: en.")
        raise _Stop
