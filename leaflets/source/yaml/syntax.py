"""Syntax errors of YAML, in words for people who have not read its rules."""

from __future__ import annotations

import re
from typing import Any, Final

from ...base.errors import Fault, Place
from ...base.limits import SOURCE_DEPTH

__all__ = ["comment_fault", "depth_fault", "syntax_fault"]

INDENT = "Check the indentation, quotes and colons on this line and on the one above."
QUOTE = "Put the text in double quotes."
UNCLOSED = "Close it, or put a text that holds a bracket in double quotes."

NEXT_LINE = "Begin the list on the next line, or write it as [one, two]."
MISPLACED: Final = re.compile("expected (?!alphabetic|a comment|comment|':'|hex)")
COMMENT: Final = re.compile(r"(?<=\s)#")
COMMENT_LINES: Final = 20  # how far above an error the brackets are searched for a comment
COUNTS: Final = re.compile(r"\s*[^\s#]")  # a line that is neither blank nor a comment

TWO_COLONS = 'A second ": " stands in this line, or it is indented wrongly.'
OPEN_QUOTE = "A quotation mark is opened here and never closed."
NO_CHARACTER = "A backslash escape here is not a character."
BACKSLASH = (
    "A backslash in double quotes must be followed by n, t, a quotation mark or a backslash."
)
STRAY_ITEM = 'A list item ("- ") stands where none can.'
MISFIT = "This line's indentation does not fit the lines above it."

# Part of the message of libyaml's or PyYAML's parser, and our sentences for it.
MESSAGES = (
    ("mapping values are not allowed", TWO_COLONS, 'Put a text that holds ": " in double quotes.'),
    ("unexpected end of stream", OPEN_QUOTE, "Close it."),
    ("unexpected document separator", OPEN_QUOTE, "Close it."),
    ("violates indentation", "A line is indented with a tab.", "Use spaces."),
    ("unicode character escape", NO_CHARACTER, "Type the character itself."),
    ("scalar escape", NO_CHARACTER, "Type the character itself."),
    ("chr() arg", NO_CHARACTER, "Type the character itself."),
    ("unknown escape character", BACKSLASH, "Write two backslashes, or use single quotes."),
    ("expected escape sequence", NO_CHARACTER, "Type the character itself."),
    ("',' or ']'", "A list in [ ] is not closed, or lacks a comma.", UNCLOSED),
    ("',' or '}'", "A group in { } is not closed, or lacks a comma.", UNCLOSED),
    ("sequence entries are not allowed", STRAY_ITEM, INDENT),
    ("expected '-' indicator", "This line does not belong to the list above it.", INDENT),
    ("but found '-'", 'A list item ("- ") stands where a key is expected.', INDENT),
    ("expected ':'", "A key without its colon.", "Write the key, a colon and a space."),
    ("expected key", MISFIT, INDENT),
    ("expected <block end>", MISFIT, INDENT),
    ("or a line break", "Words stand after the | or > that begins a text.", "Start a new line."),
    ("anchor", "A text cannot begin with & unless it is in quotes.", QUOTE),
    ("alias", "A text cannot begin with * unless it is in quotes.", QUOTE),
    ("tag", "A text cannot begin with an exclamation mark unless it is in quotes.", QUOTE),
    ("mapping keys", "A text cannot begin with ? unless it is in quotes.", QUOTE),
    ("directive", "A line that begins with % is read as a directive.", QUOTE),
    ("expected <document start>", "A second document starts here, or a line stands wrong.", INDENT),
    ("node content", "Something other than a value stands here.", INDENT),
)


def syntax_fault(
    yaml_error: Exception, file: str, letter: str, lines: list[str], quoted: Any = None
) -> Fault:
    """Turn a parser's exception into a fault.

    lines: of the whole file. quoted: the parser's event of the last text in quotes before it.
    """
    problem = str(getattr(yaml_error, "problem", None) or yaml_error).lower()
    context = str(getattr(yaml_error, "context", None) or "").lower()
    mark = getattr(yaml_error, "problem_mark", None)
    if "unexpected end" in problem or "document separator" in problem:
        mark = getattr(yaml_error, "context_mark", None) or mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if "nesting depth" in problem:  # libyaml from 0.2.6 on may look ahead to its own limit, 1000
        return depth_fault(place, letter)
    if MISPLACED.search(problem):
        if quoted and _is_behind(place, quoted.end_mark, lines):
            return _quote_fault(quoted, file, letter)
        if comment := _comment_in_brackets(place, lines):
            return comment_fault(comment, letter)
    message, hint = _sentences(problem, context, place, lines)
    return Fault(letter + "009", place, message, hint)


def comment_fault(place: Place, letter: str) -> Fault:
    """Return the fault for a comment where words may be meant. place: of its #."""
    message = "What follows # here would not be read."
    hint = "Put a text that holds # in double quotes, or a comment on its own line."
    return Fault(letter + "012", place, message, hint)


def depth_fault(place: Place, letter: str) -> Fault:
    """Return the fault for values that are nested too deep."""
    message = f"Values are nested more than {SOURCE_DEPTH} deep."
    return Fault(f"{letter}002", place, message, "Check the brackets and the indentation here.")


def _sentences(problem: str, context: str, place: Place, lines: list[str]) -> tuple[str, str]:
    """Return what is wrong and the next step, for what the parser says."""
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    before, char = line[: place.column - 1], line[place.column - 1 : place.column]
    if "cannot start any token" in problem:
        if char == "\t":
            return "A tab stands where only spaces may.", "Indent with spaces."
        return f"A text cannot begin with {char or 'this'} unless it is in quotes.", QUOTE
    if "mapping values" in problem and ": " not in before and (hint := _columns(place, lines)):
        return MISFIT, hint
    if "sequence entries" in problem and before.strip():
        return STRAY_ITEM, NEXT_LINE
    # the context matters only if no sentence of ours fits the problem
    for parser_message in (problem, context):
        for words, message, hint in MESSAGES:
            if words in parser_message:
                if hint is INDENT and not before.strip():
                    hint = _columns(place, lines) or hint
                return message, hint
    return "The text breaks the rules of YAML here.", INDENT


def _is_behind(place: Place, end: Any, lines: list[str]) -> bool:
    """Return whether only spaces stand between the end of a text and a place on the same line."""
    if end.line + 1 != place.line:
        return False
    return not lines[end.line][end.column : place.column - 1].strip()


def _quote_fault(quoted: Any, file: str, letter: str) -> Fault:
    """Return the fault for a text in quotes that ends before its words do."""
    place = Place(file, quoted.start_mark.line + 1, quoted.start_mark.column + 1)
    end = quoted.end_mark.line + 1
    where = "on this line" if end == place.line else f"on line {end}"
    message = f"The quotation mark here is closed only by the next one, {where}, and more follows."
    inner = '\\"' if quoted.style == '"' else "''"
    hint = f"Close it where its text ends; write {inner} for a quotation mark inside the text."
    return Fault(letter + "009", place, message, hint)


def _comment_in_brackets(place: Place, lines: list[str]) -> Place | None:
    """Find a # on this line or one above that takes away the end of a list or group in brackets."""
    for number in range(min(place.line, len(lines)), max(0, place.line - COMMENT_LINES), -1):
        line = lines[number - 1]
        for match in COMMENT.finditer(line):
            before = line[: match.start()]
            is_open = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
            if is_open and before.count('"') % 2 == 0:
                return Place(place.file, number, match.start() + 1)
    return None


def _columns(place: Place, lines: list[str]) -> str:
    """Say in which columns a line and the one above it begin; nothing if that is the same one."""
    above = [line for line in lines[: place.line - 1] if COUNTS.match(line)]
    if not above or place.line > len(lines):
        return ""
    own_column, column = (
        len(line) - len(line.lstrip()) + 1 for line in (lines[place.line - 1], above[-1])
    )
    if own_column == column:
        return ""
    return (
        f"It begins in column {own_column}, the line above in column {column}: "
        "lines that belong together begin in the same column."
    )
