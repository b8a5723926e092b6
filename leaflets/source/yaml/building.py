"""Parse YAML text into values, from the events of PyYAML's parser.

Values are built without recursion, so that a limit on depth stops hostile files in time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...base import limits
from ...base.errors import Fault, Place, SourceError
from .characters import forbidden_escapes, normal, without_forbidden
from .parser import PARSER
from .punctuation import CommaWatch, list_line_warning
from .syntax import comment_fault, depth_fault, syntax_fault
from .values import Mapping, Node, Sequence, Text

__all__ = ["parse"]

QUOTES: Final = ("'", '"')
PROSE: Final = "MWA"  # letters of files of sentences, where words after " #" are not a comment


class _Stop(Exception):
    """The fault that was just noted makes the rest of the file meaningless."""


def parse(
    source: bytes,
    file: str,
    error: type[SourceError],
    faults: list[Fault] | None = None,
    warnings: list[Fault] | None = None,
) -> Mapping:
    """Parse a YAML file. Raises `error` with everything that is wrong with its text.

    file: its name, as messages give it. faults: takes the faults that leave the values readable
    (an anchor, a repeated key, a forbidden character), for the caller to raise with its own.
    warnings: takes what is doubtful and no fault.
    """
    found: list[Fault] = []
    text = without_forbidden(_decode(source, file, error), file, error.letter, found)
    builder = _Builder(text, file, error.letter, found, warnings)
    try:
        _feed(text, builder)
        root = builder.finish()
    except _Stop:
        raise error([*(faults or ()), *found]) from None
    if faults is not None:
        faults.extend(found)
    elif found:
        raise error(found)
    return root


def _decode(source: bytes, file: str, error: type[SourceError]) -> str:
    """Return the text with plain line ends. Raises `error` for a byte that is not UTF-8 text."""
    letter = error.letter
    if len(source) > limits.SOURCE_BYTES:
        message = f"The file is larger than {limits.SOURCE_BYTES} bytes."
        raise error([Fault(letter + "005", Place(file), message, "Split or shorten it.")])
    offset = source.find(b"\0")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # the codec counts from after the byte order mark when there is one
        bom_length = 3 if source.startswith(b"\xef\xbb\xbf") else 0
        first = problem.start + bom_length
        offset = first if offset < 0 else min(first, offset)
    if offset >= 0:
        raise error([_byte_fault(source, offset, Place(file), letter)])
    return text.replace("\r\n", "\n")


def _byte_fault(source: bytes, offset: int, place: Place, letter: str) -> Fault:
    before = source[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8-sig", "replace")) + 1
    place = place._replace(line=before.count(b"\n") + 1, column=column)
    byte = source[offset : offset + 1]
    sign = byte.decode("cp1252", "replace")
    meant = f", which is {sign} in Windows-1252" if sign.isprintable() and sign != "\ufffd" else ""
    message = (
        f"The file is not UTF-8 text: byte {offset} (counted from 0) is 0x{byte[0]:02X}{meant}."
    )
    hint = "Save the file as UTF-8: most editors offer that under 'Save as'."
    return Fault(letter + "004", place, message, hint)


def _feed(text: str, builder: _Builder) -> None:
    """Pass the parser's events to the builder, until the end of the text or a syntax error."""
    actions: dict[type, Callable[[Any], None]] = {
        PARSER.events.ScalarEvent: builder.scalar,
        PARSER.events.MappingStartEvent: builder.open_mapping,
        PARSER.events.MappingEndEvent: builder.close,
        PARSER.events.SequenceStartEvent: builder.open_sequence,
        PARSER.events.SequenceEndEvent: builder.close,
        PARSER.events.AliasEvent: builder.alias,
        PARSER.events.DocumentStartEvent: builder.document,
    }
    try:
        parser = PARSER.create(text)
        while not isinstance(event := parser.get_event(), PARSER.events.StreamEndEvent):
            if action := actions.get(type(event)):
                action(event)
    except (PARSER.error, ValueError, OverflowError) as problem:
        # the last two: the pure-Python scanner lets an escape beyond Unicode through to chr()
        fault = syntax_fault(problem, builder.file, builder.letter, builder.lines, builder.quoted)
        builder.faults.append(fault)
        raise _Stop from None


class _Builder:
    """Builds values from PARSER.events.

    open: the lists and mappings that have not ended, outermost first. keys: for each open mapping,
    the key that awaits its value. lines: of the source. quoted: the event of the last text in
    quotes. in_brackets: how many [ and { are open. warnings: None where nobody wants them.
    """

    def __init__(
        self,
        text: str,
        file: str,
        letter: str,
        faults: list[Fault],
        warnings: list[Fault] | None,
    ) -> None:
        self.warnings, self.commas = warnings, CommaWatch(file, letter)
        self.file, self.letter, self.faults = file, letter, faults
        self.root: Node | None = None
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Text | None] = []
        self.documents = self.values = self.in_brackets = 0
        self.lines = text.split("\n")
        self.quoted: Any = None

    def fault(self, number: str, place: Place, message: str, hint: str) -> None:
        self.faults.append(Fault(self.letter + number, place, message, hint))

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "A second document starts here; a file holds one."
            self.fault("007", self.place(event), message, "Remove the line ---, or split the file.")
            raise _Stop
        if event.tags:
            self.refuse_tag(event)

    def scalar(self, event: Any) -> None:
        self.refuse_anchor_and_tag(event)
        place, value = self.place(event), event.value
        if not value.isprintable():
            forbidden_escapes(value, place, self.letter, self.faults)
        if len(value) > limits.TEXT_CHARACTERS:
            message = (
                f"A text of {len(value)} characters; at most {limits.TEXT_CHARACTERS} are read."
            )
            self.fault("011", place, message, "Split it.")
        if event.style in QUOTES:
            self.quoted = event
        elif not event.style and (self.letter in PROSE or not value):
            value = self.refuse_comment(event.end_mark) or value
        if self.warnings is not None and event.start_mark.line < event.end_mark.line:
            warning = list_line_warning(event, self.file, self.letter, self.lines)
            self.warnings += [warning] if warning else []
        text = Text(normal(value), place, not event.style)
        if not self.in_brackets or not self.refuse_cut(text, event):
            self.add(text)

    def refuse_cut(self, text: Text, event: Any) -> bool:
        """Refuse a text that a comma inside brackets has cut. Return whether it has no place."""
        if not text.is_plain:
            self.commas.forget()
            return False
        if isinstance(self.open[-1], Mapping):
            if fault := self.commas.key_fault(text, event):
                self.faults.append(fault)
                self.keys[-1] = None
                self.commas.forget()
                return True
        elif self.letter in PROSE and (fault := self.commas.number_fault(text, event)):
            self.faults.append(fault)
        self.commas.see(text, event)
        return False

    def refuse_comment(self, end: Any) -> str:
        """Refuse a comment behind an unquoted text, or where a text should be, and return it.

        Its author may have meant words to be read, or the # of a colour.
        """
        line_end = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        comment = line_end.lstrip()
        if not comment.startswith("#"):
            return ""
        column = end.column + len(line_end) - len(comment) + 1
        self.faults.append(comment_fault(Place(self.file, end.line + 1, column), self.letter))
        return comment

    def alias(self, event: Any) -> None:
        self.refuse_anchor(event)
        self.add(Text(f"*{event.anchor}", self.place(event)))

    def open_mapping(self, event: Any) -> None:
        self.enter(Mapping(self.place(event)), event)
        self.keys.append(None)

    def open_sequence(self, event: Any) -> None:
        self.enter(Sequence(self.place(event), is_flow=event.flow_style), event)

    def enter(self, value: Mapping | Sequence, event: Any) -> None:
        self.refuse_anchor_and_tag(event)
        if self.in_brackets or event.flow_style:
            self.in_brackets += 1
            self.commas.forget()
        if len(self.open) >= limits.SOURCE_DEPTH:
            self.faults.append(depth_fault(value.place, self.letter))
            raise _Stop
        self.add(value)
        self.open.append(value)

    def close(self, _event: Any) -> None:
        if self.in_brackets:
            self.in_brackets -= 1
            self.commas.forget()
        if isinstance(self.open.pop(), Mapping):
            self.keys.pop()

    def add(self, value: Node) -> None:
        """Put a value where it belongs: at the root, in a list, as a key, or as a key's value."""
        self.values += 1
        if self.values > limits.SOURCE_VALUES:
            message = f"The file has more than {limits.SOURCE_VALUES} values."
            self.fault("011", value.place, message, "Split or shorten it.")
            raise _Stop
        parent = self.open[-1] if self.open else None
        if parent is None:
            self.root = value
        elif isinstance(parent, Sequence):
            parent.append(value)
        elif (key := self.keys[-1]) is not None:
            parent[key] = value
            self.keys[-1] = None
        elif isinstance(value, Text):
            self.refuse_second_key(parent, value)
            self.keys[-1] = value
        else:
            message = "A list or a group of keys stands where a key is expected."
            self.fault("009", value.place, message, "A key is one plain text, followed by a colon.")
            raise _Stop

    def refuse_second_key(self, parent: Mapping, key: Text) -> None:
        if key in parent:
            first = next(earlier for earlier in parent if earlier == key)
            message = f"'{key}' is given twice (first on line {first.place.line})."
            self.fault("104", key.place, message, "Keep one.")

    def refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse_anchor(event)
        if event.tag is not None:
            self.refuse_tag(event)

    def refuse_anchor(self, event: Any) -> None:
        message = f"'{event.anchor}' is an anchor or a reference to one; anchors are not used."
        hint = "Write the text again, or put it in quotes if it begins with & or *."
        self.fault("001", self.place(event), message, hint)

    def refuse_tag(self, event: Any) -> None:
        message = "A tag, which begins with an exclamation mark, is not used."
        hint = "Remove it, or put the text in quotes if it begins with an exclamation mark."
        self.fault("003", self.place(event), message, hint)

    def finish(self) -> Mapping:
        """Return the root, which must be a mapping."""
        root = self.root
        if isinstance(root, Mapping):
            return root
        if root is None or root == "":
            self.fault("006", Place(self.file), "The file is empty.", "Write keys and values.")
        else:
            kind = "a list" if isinstance(root, Sequence) else "a single text"
            message = f"The file holds {kind}; it must hold keys, each followed by a colon."
            self.fault("008", root.place, message, "Begin with a key such as language: en.")
        raise _Stop
