"""The columns of requests: their names, how people write them, and what they may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..base.errors import UsageError
from ..content.library import printable
from ..content.particulars import DAY_TIMES, DIRECTIONS_NUMBER, FIELDS, OVERRIDES, USE
from ..source.schema.faults import nearest
from .form import RequestForm

__all__ = ["ALL_COLUMNS", "COLUMNS", "IGNORED", "WHY", "ColumnNames", "unknown_column"]

COLUMNS: Final = (
    "monograph", "code", "lot", "layout", "language", "profile", "identifier", "patient-reference",
    "dispense-reference", "prescription-reference", "encounter-reference",
)  # fmt: skip
ALL_COLUMNS: Final = tuple(
    dict.fromkeys((*COLUMNS, *FIELDS, DIRECTIONS_NUMBER, DAY_TIMES, USE, OVERRIDES))
)
WHY: Final = "why"  # in a file of refused requests; passed over when the file is given again
IGNORED: Final = ""  # stands for the name of a column that is passed over
GAPS: Final = re.compile(r"[\s_-]+")

# other names that can mean nothing else
SYNONYMS: Final = {"patient name": "patient", "date of birth": "born"}

# names that people give a column, and that may also mean something else, so that they are asked
SUGGESTIONS: Final = {
    "monograph": ("medicine", "medication", "drug", "leaflet", "generic", "generic name"),
    "code": ("atc", "atc code", "medicine code", "drug code", "product code"),
    "lot": ("lot number", "batch", "batch number", "charge"),
    "layout": ("template", "format", "design", "paper", "size"),
    "profile": ("country", "rules"),
    "identifier": ("id", "number", "dispense", "dispense id", "rx number", "prescription number"),
    "patient": ("name", "full name", "customer", "client"),
    "born": ("dob", "birth", "birthday", "birthdate", "birth date"),
    "product": ("product name", "item", "brand", "strength", "medicine name", "drug name"),
    "directions": ("sig", "dose", "dosage", "instructions", "posology", "how to take"),
    "use": ("indication", "reason", "diagnosis", "used for"),
    "quantity": ("qty", "amount", "pack size", "packs"),
    "dispensed": ("date", "dispensed on", "dispensing date", "dispense date", "date dispensed"),
    "reference": ("ref", "rx", "prescription", "patient id", "patient number", "mrn"),
}
COLUMN_BY_WORD: Final = {name: column for column, names in SUGGESTIONS.items() for name in names}


class ColumnNames:
    """Finds our name for the name of a column in a file."""

    def __init__(self, form: RequestForm) -> None:
        """Raise UsageError if the form maps a column to a name that is not ours."""
        known = {_fold(name): name for name in ALL_COLUMNS}
        self._ours = known | SYNONYMS | {WHY: IGNORED}
        for theirs, ours in form.names:
            column = known.get(_fold(ours))
            if column is None:
                message = f"--map names the column '{printable(ours)}', which does not exist."
                raise UsageError(message, _nearest_hint(_fold(ours)))
            self._ours[_fold(theirs)] = column
        self._ours |= {_fold(name): IGNORED for name in form.ignored}

    def find(self, name: str) -> str | None:
        """Return our name for a column; IGNORED if it is passed over, None if it is unknown."""
        return self._ours.get(_fold(name))

    def by_our_names(self, cells: Mapping[str, object]) -> dict[str, object]:
        """Return cells by our names, without those passed over.

        Raises UsageError for a name that is unknown, or that is there twice.
        """
        cells_by_column: dict[str, object] = {}
        for name, cell in cells.items():
            ours = self.find(name)
            if ours is None:
                raise UsageError(*unknown_column(name), code="B101")
            if ours in cells_by_column:
                raise UsageError(f"The key '{ours}' is there twice.", "Keep one.", code="B104")
            if ours != IGNORED:
                cells_by_column[ours] = cell
        return cells_by_column


def unknown_column(name: str) -> tuple[str, str]:
    """Return what to say about an unknown column, and the next step."""
    key = _fold(name)
    near = nearest(key, ALL_COLUMNS)
    meant = near[0] if near else COLUMN_BY_WORD.get(key)
    excerpt = printable(name)
    if meant is None:
        step = f"The columns are: {', '.join(ALL_COLUMNS)}."
    else:
        step = f"Did you mean '{meant}'? Then rename it, or add --map {_argument(excerpt, meant)}."
    leave_out = f"To leave it out, add --ignore-columns {_argument(excerpt)}."
    return f"There is no column '{excerpt}'.", f"{step} {leave_out}"


def _argument(*names: str) -> str:
    """Return names as an argument for a shell: NAME, or NAME=NAME."""
    text = "=".join(names)
    return f'"{text}"' if " " in text else text


def _nearest_hint(name: str) -> str:
    near: Iterable[str] = nearest(name, ALL_COLUMNS)
    choices = ", ".join(near or ALL_COLUMNS)
    return f"Did you mean '{choices}'?" if near else f"The columns are: {choices}."


def _fold(name: str) -> str:
    """Return a name without capitals, and with one space for each gap between words."""
    return GAPS.sub(" ", name.strip()).casefold()
