"""Reading a monograph: text to values to meaning, with every fault told together."""

from __future__ import annotations

from ..errors import Fault, MonographError
from ..shape import read
from ..yamltext import parse
from .meaning import meaning_faults
from .model import Monograph
from .sections import Sections

__all__ = ["read_monograph"]


def read_monograph(source: bytes, file: str, sections: Sections) -> Monograph:
    """The monograph that a YAML file holds, or MonographError with all that is wrong with it.

    file: as messages should name it. sections: the agreed list.
    """
    found: list[Fault] = []
    node = parse(source, file, MonographError, found)
    found.extend(meaning_faults(node, sections))
    return read(Monograph, node, MonographError, found)
