"""Read particulars from a file of YAML or JSON, with every fault at once and no value repeated."""

from __future__ import annotations

from typing import Final

from ...base.errors import Fault, ParticularsError, Place
from ...source.yaml import Node, Text, parse
from .fields import KEYS, check_fields, unknown_key
from .model import Particulars

__all__ = ["read_particulars"]

# texts without a patient's words, for the faults in which the YAML reader would repeat them
PRIVATE_TEXTS: Final = {
    "A001": "An anchor or a reference to one stands here; anchors are not used.",
    "A104": "A key is given twice.",
}


def read_particulars(source: bytes, file: str, language: str) -> Particulars:
    """Read a mapping of fields to texts. Raises ParticularsError.

    file: as faults name it. language: of the directions.
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
    checked = check_fields(values, language, Place(file), faults)
    return Particulars(checked.values, language, checked.overrides, checked.warnings)


def _private(fault: Fault) -> Fault:
    return fault._replace(says=PRIVATE_TEXTS.get(fault.code, fault.says))


def _not_a_text(key: Text, value: Node) -> Fault:
    if key not in KEYS:
        return unknown_key(key, key.place)
    hint = "Write it on one line, after the colon."
    return Fault("A103", value.place, f"'{key}' must be a text.", hint)
