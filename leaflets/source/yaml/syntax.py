"""Syntax errors of YAML, in words for people who have not read its rules."""

from __future__ import annotations

from ...base.errors import Fault, Place
from ...base.limits import SOURCE_DEPTH

__all__ = ["depth_fault", "syntax_fault"]

INDENT = "Check the indentation, quotes and colons on this line and on the one above."
QUOTE = "Put the text in double quotes."
UNCLOSED = "Close it, or put a text that holds a bracket in double quotes."

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
    ("anchor", "A & or * that begins a text makes it an anchor.", QUOTE),
    ("alias", "A & or * that begins a text makes it an anchor.", QUOTE),
    ("tag", "A text that begins with an exclamation mark is read as a tag.", QUOTE),
    ("directive", "A line that begins with % is read as a directive.", QUOTE),
    ("expected <document start>", "A second document starts here, or a line stands wrong.", INDENT),
    ("node content", "Something other than a value stands here.", INDENT),
)


def syntax_fault(bad: Exception, file: str, letter: str, text: str) -> Fault:
    """Turn a parser's exception into a fault. text: of the whole file."""
    problem = str(getattr(bad, "problem", None) or bad).lower()
    context = str(getattr(bad, "context", None) or "").lower()
    mark = getattr(bad, "problem_mark", None)
    if "unexpected end" in problem or "document separator" in problem:
        mark = getattr(bad, "context_mark", None) or mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if "nesting depth" in problem:  # libyaml from 0.2.6 on may look ahead to its own limit, 1000
        return depth_fault(place, letter)
    says, hint = _sentences(problem, context, _char_at(text, place))
    return Fault(letter + "009", place, says, hint)


def depth_fault(place: Place, letter: str) -> Fault:
    """Return the fault for values that are nested too deep."""
    says = f"Values are nested more than {SOURCE_DEPTH} deep."
    return Fault(f"{letter}002", place, says, "Check the brackets and the indentation here.")


def _sentences(problem: str, context: str, char: str) -> tuple[str, str]:
    if "cannot start any token" in problem:
        if char == "\t":
            return "A tab stands where only spaces may.", "Indent with spaces."
        return f"A text cannot begin with {char} unless it is in quotes.", QUOTE
    # the context matters only if no message fits the problem
    for message in (problem, context):
        for words, says, hint in MESSAGES:
            if words in message:
                return says, hint
    return "The text breaks the rules of YAML here.", INDENT


def _char_at(text: str, place: Place) -> str:
    lines = text.split("\n", place.line)
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    return line[place.column - 1 : place.column] or "this"
