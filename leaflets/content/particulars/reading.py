"""Read particulars from a file of YAML or JSON, with every fault at once and no value repeated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ...base.errors import Fault, ParticularsError, Place
from ...source.yaml import Node, Text, parse
from .fields import DIRECTIONS_NUMBER, KEYS, check_fields, unknown_key
from .model import Particulars

__all__ = ["read_particulars"]

NOTHING: Final[Mapping[str, Text]] = MappingProxyType({})
# texts without a patient's words, for the faults in which the YAML reader would repeat them
PRIVATE_TEXTS: Final = {
    "A001": "An anchor or a reference to one stands here; anchors are not used.",
    "A104": "A key is given twice.",
}


def read_particulars(
    source: bytes,
    file: str,
    language: str,
    other_fields: Mapping[str, Text] = NOTHING,
    *,
    second_language: str = "",
    in_words: Callable[[Mapping[str, Text]], Mapping[str, str]] | None = None,
) -> Particulars:
    """Read a mapping of fields to texts. Raises ParticularsError.

    file: as faults name it. language: of the directions. other_fields: given beside the
    file, with their own places; none may be in both. second_language: of a leaflet in two, in which
    the directions may be, too. in_words: puts the words of standard directions in place of their
    number, and may raise errors of its own.
    """
    parse_faults: list[Fault] = []
    try:
        node = parse(source, file, ParticularsError, parse_faults)
    except ParticularsError as error:
        raise ParticularsError([_private(fault) for fault in error.faults]) from None
    faults = [_private(fault) for fault in parse_faults]
    values: dict[str, Text] = {}
    for key, value in node.items():
        if isinstance(value, Text):
            values[key] = value
        else:
            faults.append(_not_a_text(key, value))
    faults += [
        _given_twice(key.place, key, other_fields[key].place) for key in node if key in other_fields
    ]
    values |= other_fields
    written = in_words(values) if in_words and DIRECTIONS_NUMBER in values else values
    place = Place(file)
    result = check_fields(written, language, place, faults, second_language=second_language)
    return Particulars(
        result.values, language, result.overrides, result.warnings, use=result.use, place=place
    )


def _given_twice(place: Place, key: str, other_place: Place) -> Fault:
    return Fault("A291", place, f"'{key}' is given here and by {other_place}.", "Keep one of them.")


def _private(fault: Fault) -> Fault:
    return fault._replace(says=PRIVATE_TEXTS.get(fault.code, fault.says))


def _not_a_text(key: Text, value: Node) -> Fault:
    if key not in (*KEYS, DIRECTIONS_NUMBER):
        return unknown_key(key, key.place)
    hint = "Write it on one line, after the colon."
    return Fault("A103", value.place, f"'{key}' must be a text.", hint)
