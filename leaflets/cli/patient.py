"""What a command adds to a leaflet for one patient: its options, and the file of particulars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import click

from .. import pipeline
from ..base.errors import ParticularsError, Place, UsageError
from ..content.particulars import DIRECTIONS_NUMBER, OVERRIDES, Particulars, read_particulars
from ..source.yaml import Text
from . import console
from .input_file import read_input

if TYPE_CHECKING:
    from ..content.monograph.reading import Reading


def particulars_options() -> Callable[[Any], Any]:
    """--particulars, --patient, --directions, --directions-number, --route and --use."""
    options = [
        click.option(
            "--particulars",
            metavar="FILE|-",
            type=click.Path(allow_dash=True),
            help="A YAML or JSON file with what to add for one patient; see 'leaflets help "
            "particulars'. What you type in the next options is written only in the leaflet; but "
            "your shell keeps it in its history, unless you tell it not to.",
        ),
        click.option("--patient", metavar="NAME", help="For whom the leaflet is."),
        click.option("--directions", metavar="TEXT", help="How this patient is to use it."),
        click.option(
            "--directions-number",
            metavar="NUMBER",
            help="Standard directions, in the leaflet's language; see 'leaflets directions'.",
        ),
        click.option(
            "--as-typed",
            is_flag=True,
            help="Print directions that are in another language than the leaflet.",
        ),
        click.option(
            "--route",
            metavar="ID",
            help="The way of using it, such as oral: what concerns only others is left out.",
        ),
        click.option(
            "--use",
            metavar="ID",
            help="What it is used for, as 'leaflets show' names it: the rest is left out.",
        ),
    ]
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def read_patient(
    readings: Sequence[Reading], file: str | None, given: Mapping[str, str], *, strict: bool
) -> tuple[Particulars | None, ...]:
    """Read what is added for one patient, and print its warnings; once in each language.

    readings: of the monograph, in one or two languages. file: of --particulars, or - for standard
    input. given: particulars of the other options, by field. Raises ParticularsError, for warnings
    too if it is strict, and NotFoundError.
    """
    if file is None and not given:
        return (None,) * len(readings)
    content = None if file is None else read_input(file)
    name = "standard input" if file == "-" else str(file)
    languages = [str(reading.monograph.language) for reading in readings]
    found, warnings = [], []
    for reading, other in zip(readings, reversed(languages), strict=True):
        second = other if len(readings) > 1 else ""
        particulars = _particulars(reading, content, name, given, second)
        found.append(particulars)
        warnings += [*particulars.warnings, *pipeline.check_particulars(reading, particulars)]
    warnings = list(dict.fromkeys(warnings))
    if strict and warnings:
        raise ParticularsError(warnings)
    console.warn(warnings)
    return tuple(found)


def _particulars(
    reading: Reading, content: bytes | None, name: str, given: Mapping[str, str], second: str
) -> Particulars:
    """Check particulars in the language of a reading.

    content: of a file, which messages call by its name. second: the other language of the leaflet.
    """
    language = reading.monograph.language

    def in_words(values: Mapping[str, str]) -> dict[str, str]:
        # loads the words for codes, which few leaflets need
        from ..leaflet.directions import DirectionsWriter, with_standard_directions

        return with_standard_directions(values, lambda: DirectionsWriter(reading.library, language))

    texts = {name: Text(value, Place(f"--{name}")) for name, value in given.items()}
    if content is not None:
        return read_particulars(
            content, name, language, texts, second_language=second, in_words=in_words
        )
    written = in_words(texts) if DIRECTIONS_NUMBER in texts else texts
    return Particulars.from_mapping(written, language=language, second_language=second)


AS_TYPED: Final = "A207: printed as typed"  # the override for which --as-typed stands


def given_options(*, as_typed: bool, **options: str | None) -> dict[str, str]:
    """Return the particulars that were given as options. Raises UsageError for an empty one."""
    values = {name.replace("_", "-"): value for name, value in options.items()}
    if as_typed:
        values[OVERRIDES] = AS_TYPED
    for name, value in values.items():
        if value is not None and not value.strip():  # an unset variable of a script
            raise UsageError(f"--{name} is empty.", f"Give a value, or leave out --{name}.")
    return {name: value for name, value in values.items() if value is not None}
