"""The lists of data/codes.yaml: coding systems, and the words that product names may have."""

from __future__ import annotations

import re
from typing import Final

from ...base.errors import Fault, VocabularyError
from ...source.schema import FileShape, field, read
from ...source.yaml import Text, parse
from .lookup import Library

__all__ = [
    "NDC_FORMS", "CodeLists", "comparable_code", "load_codes", "ndc_readings", "read_codes",
]  # fmt: skip

# codes of digits alone, from whose front spreadsheets and other systems take or add zeros
PADDED_SYSTEMS: Final = ("gtin", "pzn", "cnk", "")
PADDED_DIGITS: Final = 14
# its parts have 5, 4 and 2 digits with the zeros that some systems leave out
NDC: Final = re.compile(r"(\d{4,5})-(\d{3,4})(?:-(\d{1,2}))?")
# lengths of labeler, product and package in the ten digits of an NDC
NDC_FORMS: Final = ((4, 4, 2), (5, 3, 2), (5, 4, 1))
NDC_DIGITS: Final = re.compile("[0-9]{10}")


class FormWords(FileShape):
    """Words that say in which ways a product is given."""

    words: tuple[Text, ...] = field("The words, in small letters.", least=1)
    routes: tuple[Text, ...] = field("Any of these routes fits the words.", least=1)


class CodeLists(FileShape):
    """The lists of data/codes.yaml: coding systems, and the words of product names."""

    systems: dict[Text, tuple[Text, ...]] = field(
        "For the short name of each coding system, the addresses by which others name it.", least=1
    )
    measures: tuple[Text, ...] = field("Words of strength and amount.", least=1)
    forms: tuple[FormWords, ...] = field("Words that name a form, one form in each group.", least=1)
    ways: tuple[FormWords, ...] = field("Words that say how a form is given.", least=1)
    shapeless: tuple[Text, ...] = field("Forms that are given in several ways.", default=())
    companies: tuple[Text, ...] = field("Words with which the name of a company ends.", default=())

    def short_name(self, system: str) -> str:
        """Return the short name of a coding system, folded; an unknown address is returned."""
        key = system.strip().rstrip("/").casefold()
        for name, addresses in self.systems.items():
            if key == name.casefold() or key in map(str.casefold, addresses):
                return name.casefold()
        return key

    def key(self, system: str, value: str) -> tuple[str, str]:
        """Return a code in the form in which all ways to write it are the same."""
        short_name = self.short_name(system)
        return short_name, comparable_code(short_name, value)

    def readings(self, system: str, value: str) -> dict[tuple[str, str], str]:
        """Return the codes that one without hyphens can be, by their keys; empty if it is clear."""
        codes = ndc_readings(value.strip()) if self.short_name(system) == "ndc" else ()
        return {self.key(system, code): code for code in codes}


def comparable_code(short_name: str, value: str) -> str:
    """Return the code of a system in the form in which all ways to write it are the same.

    Ten digits of an NDC without hyphens stay as they are: see `ndc_readings`.
    """
    code = value.strip().casefold()
    if short_name in PADDED_SYSTEMS and code.isdigit():
        return code.zfill(PADDED_DIGITS)  # a GTIN has 8, 12, 13 or 14 digits
    if short_name == "ndc" and (match := NDC.fullmatch(code)):
        labeler, product, package = match.groups("")
        return f"{labeler:0>5}{product:0>4}{package and package.zfill(2)}"
    return code


def ndc_readings(code: str) -> tuple[str, ...]:
    """Return the three NDCs that ten digits without hyphens can mean; () for any other code."""
    if not NDC_DIGITS.fullmatch(code):
        return ()
    return tuple(
        f"{code[:labeler]}-{code[labeler:-package]}-{code[-package:]}"
        for labeler, _, package in NDC_FORMS
    )


def read_codes(source: bytes, file: str) -> CodeLists:
    """Read data/codes.yaml. Raises VocabularyError."""
    faults: list[Fault] = []
    return read(CodeLists, parse(source, file, VocabularyError, faults), VocabularyError, faults)


def load_codes(library: Library) -> CodeLists:
    """Read the coding systems of a library. Raises VocabularyError."""
    codes = library.codes()
    return read_codes(codes.source, codes.file)
