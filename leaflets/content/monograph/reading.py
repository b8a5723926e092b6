"""Reading a monograph: text to values to meaning, with every fault told together."""

from __future__ import annotations

from ...base.errors import Fault, MonographError
from ...source.schema import read
from ...source.yaml import parse
from .model import Monograph
from .sections import Sections
from .validate import meaning_faults

__all__ = ["read_monograph"]


def read_monograph(source: bytes, file: str, sections: Sections) -> Monograph:
    """The monograph that a YAML file holds, or MonographError with all that is wrong with it.

    file: as messages should name it. sections: the agreed list.
    """
    found: list[Fault] = []
    node = parse(source, file, MonographError, found)
    found.extend(meaning_faults(node, sections))
    return read(Monograph, node, MonographError, found)
