"""`leaflets new wording TAG`: begin the program's own words in another language."""

from __future__ import annotations

from pathlib import Path

from ..authoring.wording_starter import wording_lines
from ..base.errors import UsageError, WordingError
from ..base.files import make_folder
from ..content.library import Library, is_language
from ..content.wording.plurals import month_names
from ..pipeline import write
from ..source.yaml import parse
from . import console

WORDING = "wording"  # what `leaflets new` takes in place of a medicine


def begin_wording(own: Path, language: str | None) -> None:
    """Write the file wording/TAG.yaml of a pharmacy's own folder, and print its path.

    Raises UsageError if the tag is not a language or the wording exists already; WriteError.
    """
    if language is None or not is_language(language):
        what = "No language is given" if language is None else f"{language!r} is not a language"
        raise UsageError(f"{what}.", "Write it as in: leaflets new wording pt-BR.")
    library = Library(own if own.is_dir() else None)
    path = own / "wording" / f"{language}.yaml"
    if language in library.wordings():
        raise UsageError(
            f"There is a wording in {language} already: {library.wording(language).file}.",
            f"Change that file; if it came with the program, copy it to {path} first.",
        )
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists already.", "Change that file, or choose another language.")
    english = library.wording("en")
    original = parse(english.source, english.file, WordingError)
    make_folder(path.parent)
    write("\n".join(wording_lines(original, language, month_names(language))) + "\n", path)
    console.say(str(path))
    console.note(f"Fill it in, and ask what is missing: leaflets languages --data {own}")
