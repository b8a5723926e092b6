"""`leaflets new`: begin a monograph, a translation of one, or a wording."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..authoring.shared_names import SharedNames
from ..authoring.starter import starter_lines, words_by_key
from ..authoring.translation import translation_lines
from ..base.errors import Fault, MonographError, NotFoundError, UsageError
from ..base.files import make_folder
from ..content.library import Library, is_language, is_name
from ..content.monograph.reading import Reading
from ..content.monograph.sections import load_sections
from ..pipeline import read, write
from . import console
from .dates import today
from .new_wording import WORDING, begin_wording
from .options import complete_monograph, data_option, own_folder

FOLDER: Final = "our"  # as in the README
ENGLISH: Final = "en"


@click.command(short_help="Begin a monograph, a translation, or a wording.")
@click.argument("name", metavar="NAME", shell_complete=complete_monograph)
@click.argument("tag", metavar="[TAG]", required=False)
@click.option(
    "--from", "example", metavar="MONOGRAPH", shell_complete=complete_monograph,
    help="Show the words of another monograph as comments, section by section.",
)  # fmt: skip
@click.option(
    "--language", metavar="TAG",
    help="The language. If there is NAME in another one, this becomes a translation of it.  "
    "[default: en]",
)  # fmt: skip
@data_option()
def command(
    name: str, tag: str | None, example: str | None, language: str | None, folder: str | None
) -> None:
    """Begin a monograph: a file with every key and section, and what belongs there.

    No word in it can be printed by mistake: it makes no leaflet until its author has filled it in.
    It is written to monographs/NAME/TAG.yaml in the folder of --data or LEAFLETS_DATA; without
    these, in the folder 'our', made if absent. The path of the file is printed.

    'wording TAG' begins the program's own words in another language, in wording/TAG.yaml.

    \b
    leaflets new omeprazole
    leaflets new omeprazole --language es      a translation, if there is one in English
    leaflets new wording pt-BR                 the words of the program
    """
    own = own_folder(folder) or Path(FOLDER)
    if name == WORDING and example is None:
        return begin_wording(own, tag or language)
    if tag is not None:
        raise UsageError(f"{tag!r} does not belong here.", f"Write --language {tag}.")
    library = Library(own if own.is_dir() else None)
    tag = language or ENGLISH
    check_names(name, tag)
    path = own / "monographs" / name / f"{tag}.yaml"
    if tag in library.languages(name):
        message = (
            f"There is a monograph {name} in {tag} already: {library.monograph(name, tag).file}."
        )
        raise UsageError(
            message, f"Change that file; if it came with the program, copy it to {path} first."
        )
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists already.", "Change that file, or choose another name.")
    lines = new_lines(library, own, name, tag, example)
    console.warn(shared_name(library, name, tag, path))
    make_folder(path.parent)
    write("\n".join(lines) + "\n", path)
    console.say(str(path))
    option = "" if language is None else f" --language {tag}"
    console.note(f"Fill it in, and ask what is missing: leaflets check {name}{option} --data {own}")
    return None


def check_names(name: str, language: str) -> None:
    """Refuse what cannot be the name of a monograph or a language. Raises UsageError."""
    if not is_name(name):
        raise UsageError(
            f"{name!r} cannot be the name of a monograph.",
            "Use small letters, digits and single hyphens, such as ibuprofen-gel.",
        )
    if not is_language(language):
        raise UsageError(f"{language!r} is not a language.", "Write it as en, pt-BR or zh-Hant.")


def new_lines(
    library: Library, own: Path, name: str, language: str, example: str | None
) -> list[str]:
    """Return the lines of the file. Raises UsageError, NotFoundError, MonographError."""
    languages = [tag for tag in library.languages(name) if tag != language]
    if languages and example:
        message = f"There is {name} in {', '.join(languages)}, so this is a translation of it."
        raise UsageError(message, "Leave out --from.")
    folder = own if own.is_dir() else None
    if languages:
        return translation_lines(original(folder, name, languages), language)
    examples = words_by_key(example_source(library, example, language)) if example else None
    return starter_lines(name, language, load_sections(library), examples)


def original(folder: Path | None, name: str, languages: list[str]) -> Reading:
    """Read the original of a monograph: the first that translates no other, English before all.

    Raises MonographError if it can be read in no language.
    """
    ordered = sorted(languages, key=lambda tag: tag != ENGLISH)
    readings: list[Reading] = []
    for tag in ordered:
        try:
            reading = read(name, language=tag, folder=folder, today=today())
        except MonographError:
            if tag == ordered[-1] and not readings:
                raise
            continue
        if reading.monograph.edition.translation_of is None:
            return reading
        readings.append(reading)
    return readings[0]


def example_source(library: Library, example: str, language: str) -> str:
    """Return the text of another monograph, in the language or else in English."""
    try:
        file = library.monograph(example, language)
    except NotFoundError:
        file = library.monograph(example)
    return file.source.decode("utf-8", "replace")


def shared_name(library: Library, name: str, language: str, path: Path) -> list[Fault]:
    """Return a warning for each other monograph of which the name is a title or a synonym."""
    return [
        Fault(
            "E305", place, f"'{name}', the name of {path}, is a name of '{other}'.",
            "Make sure to whom it belongs.",
        )
        for other, place in SharedNames(library).holders(name, language)
        if other != name
    ]  # fmt: skip
