"""`POST /api/v1/directions/check`: what could be misread in the words for a patient."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Struct

from ...base.errors import Fault, ParticularsError, Place
from ...check.notation import Finding, find_notation
from ...content.particulars import Particulars
from ...source.yaml import Text
from ..problems import FAILURES
from ..warm import WarmState

__all__ = ["check_directions"]

MOST_CHECKED: Final = 1000  # characters of a text; longer ones are refused without a search


class WordsToCheck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a pharmacist is about to print. particulars: by field; language: None: the service's."""

    particulars: Mapping[str, str]
    language: str | None = None


class WordsFinding(Struct, frozen=True):
    """Something that is dangerous or doubtful.

    severity: an error refuses the leaflet, unless it is overridden. field: in which it stands;
    empty for a key that is unknown. start, end: of the notation in its text, in characters from 0;
    both 0 for a fault of the whole field.
    """

    code: str
    severity: Literal["error", "warning"]
    field: str
    start: int
    end: int
    says: str
    hint: str


class CheckedWords(Struct, frozen=True):
    """fit_to_print: whether there is no error."""

    fit_to_print: bool
    findings: tuple[WordsFinding, ...]


@post(
    "/directions/check", status_code=200, responses=FAILURES, operation_id="checkDirections",
    summary="Check directions for notation that can be misread",
)  # fmt: skip
async def check_directions(
    data: JSONBody[WordsToCheck], warm: NamedDependency[WarmState]
) -> CheckedWords:
    """Find dangerous notation, and everything else for which particulars would be refused."""
    language = data.language or warm.settings.language
    findings = tuple(await asyncio.to_thread(_check, data.particulars, language))
    return CheckedWords(all(finding.severity == "warning" for finding in findings), findings)


def _check(particulars: Mapping[str, str], language: str) -> list[WordsFinding]:
    texts = {name: Text(text, Place(name)) for name, text in particulars.items()}
    try:
        sound = Particulars.from_mapping(texts, language=language)
    except ParticularsError as error:
        return [*_findings(error.faults, "error", particulars, language)]
    return [*_findings(sound.warnings, "warning", particulars, language)]


def _findings(
    faults: Iterable[Fault],
    severity: Literal["error", "warning"],
    particulars: Mapping[str, str],
    language: str,
) -> Iterator[WordsFinding]:
    for fault in faults:
        field = fault.place.file if fault.place.file in particulars else ""
        start, end = _span(fault.code, particulars.get(field, ""), language)
        is_known = fault.code != "A101"  # the name of an unknown field may be private
        yield WordsFinding(
            fault.code, severity, field if is_known else "", start, end, fault.says, fault.hint
        )


def _span(code: str, text: str, language: str) -> tuple[int, int]:
    """Return where the notation of a rule stands in a text; zeros if it is no notation."""
    if len(text) > MOST_CHECKED:
        return 0, 0
    found: Finding | None = next(
        (finding for finding in find_notation(text, language) if finding.code == code), None
    )
    if found is None:
        return 0, 0
    start = text.find(found.notation, found.start)
    return (start, start + len(found.notation)) if start >= 0 else (0, 0)
