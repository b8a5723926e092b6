"""The list of data/braille.yaml: which table of liblouis writes the braille of a language."""

from functools import lru_cache

from ..base.errors import Fault, NotFoundError, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .library.lookup import Library

__all__ = ["BrailleTable", "load_braille_table"]


class BrailleTable(FileShape):
    """A table of liblouis."""

    file: Text = field("The name of its file.")
    name: Text = field("What it writes: the code and its grade.")
    letter_sign: Text | None = field(
        "Dots that tell a letter behind a figure from a figure, where the table has none.",
        default=None,
    )
    signs: dict[Text, Text] = field("Dots of signs that the table lacks.", default={})


class BrailleTables(FileShape):
    """The tables that are used, by language."""

    tables: dict[Text, BrailleTable] = field("For each language, by its BCP 47 tag.", least=1)


def load_braille_table(library: Library, language: str) -> BrailleTable:
    """Return the table for a language. Raises NotFoundError, VocabularyError."""
    file = library.program_list("braille")
    tables = _read_tables(file.source, file.file)
    table = tables.get(language) or tables.get(language.partition("-")[0])
    if table is None:
        message = f"There is no table of braille for the language '{language}'."
        hint = f"There are tables for: {', '.join(sorted(tables))}."
        raise NotFoundError(message, hint, code="N413")
    return table


@lru_cache(1)
def _read_tables(source: bytes, file: str) -> dict[str, BrailleTable]:
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    tables = read(BrailleTables, node, VocabularyError, faults).tables
    return {str(tag): table for tag, table in tables.items()}
