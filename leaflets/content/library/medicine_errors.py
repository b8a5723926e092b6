"""The errors of a search for the monograph of a product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...base.errors import NotFoundError
from .names import printable

__all__ = [
    "NAME_CHARACTERS", "ambiguous", "contradiction", "doubtful", "other_strength", "several",
]  # fmt: skip

NAME_CHARACTERS: Final = 300  # of a product; the longest in FHIR's examples has 220


def contradiction(by_code: set[str], by_name: set[str]) -> NotFoundError:
    """N422: the codes of a product mean other monographs than its names."""
    message = f"The product's code means {_listed(by_code)}, but its name means {_listed(by_name)}."
    return NotFoundError(message, "Correct the dispensing record or the codes.", code="N422")


def other_strength(strengths: list[str]) -> NotFoundError:
    """N422: the codes of a product mean another strength than its name."""
    message = f"The product's code means the strength {' or '.join(strengths)}, its name another."
    return NotFoundError(message, "Correct the dispensing record or codes.csv.", code="N422")


def doubtful(match: str, name: str) -> NotFoundError:
    """N424: nobody knows whether a name of a product is that of the monograph found."""
    message = f"Whether '{printable(name, NAME_CHARACTERS)}' is the medicine of '{match}' is not"
    message += " certain, although a code or another name means it."
    hint = "Correct the record; or add the name to the monograph's also-called, or to codes.csv."
    return NotFoundError(message, hint, code="N424")


def ambiguous(code: str, readings: list[str]) -> NotFoundError:
    """N425: an NDC without hyphens has several known readings."""
    message = f"The NDC {code} can be {' or '.join(readings)}, which are different products."
    return NotFoundError(message, "Give it with its hyphens.", code="N425")


def several(matches: set[str]) -> NotFoundError:
    """N421: a product fits several monographs."""
    message = f"The product fits {len(matches)} monographs: {_listed(matches)}."
    return NotFoundError(message, "Name the monograph yourself.", code="N421")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))
