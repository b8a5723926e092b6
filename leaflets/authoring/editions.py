"""Copies of approved editions, which are kept beside a monograph in the folder `editions`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .. import pipeline
from ..base.errors import NotFoundError
from ..content.monograph.reading import Reading

__all__ = ["FOLDER", "edition_file", "edition_numbers", "read_edition"]

FOLDER: Final = "editions"


def edition_file(monograph: Path, number: int) -> Path:
    """Return where an approved edition of a monograph is kept: en.yaml as editions/en.3.yaml."""
    return monograph.parent / FOLDER / f"{monograph.stem}.{number}.yaml"


def edition_numbers(monograph: Path) -> list[int]:
    """Return the numbers of the editions of a monograph that are kept, in order."""
    files = (monograph.parent / FOLDER).glob(f"{monograph.stem}.*.yaml")
    numbers = (file.name.removeprefix(f"{monograph.stem}.").removesuffix(".yaml") for file in files)
    return sorted(int(number) for number in numbers if number.isascii() and number.isdigit())


def read_edition(monograph: Path, number: int, folder: Path | None, today: str) -> Reading:
    """Read an approved edition. folder, today: as in `pipeline.read`, which raises the rest.

    Raises NotFoundError if there is no copy of it.
    """
    if number not in (numbers := edition_numbers(monograph)):
        message = f"There is no copy of edition {number} of {monograph}."
        numbers_text = ", ".join(map(str, numbers))
        hint = (
            f"There are copies of: {numbers_text}."
            if numbers_text
            else "'leaflets review' keeps one."
        )
        raise NotFoundError(message, hint, code="N411")
    return pipeline.read(edition_file(monograph, number), folder=folder, today=today)
