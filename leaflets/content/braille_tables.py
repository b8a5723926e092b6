"""The list of data/braille.yaml: which table of liblouis writes the braille of a language."""

from ..base.errors import Fault, NotFoundError, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .library.lookup import Library

__all__ = ["load_braille_table"]


class BrailleTable(FileShape):
    """A table of liblouis."""

    file: Text = field("The name of its file.")
    name: Text = field("What it writes: the code and its grade.")


class BrailleTables(FileShape):
    """The tables that are used, by language."""

    tables: dict[Text, BrailleTable] = field("For each language, by its BCP 47 tag.", least=1)


def load_braille_table(library: Library, language: str) -> str:
    """Return the file of the table for a language. Raises NotFoundError, VocabularyError."""
    file, faults = library.program_list("braille"), list[Fault]()
    node = parse(file.source, file.file, VocabularyError, faults)
    lists = read(BrailleTables, node, VocabularyError, faults)
    tables = {str(tag): str(table.file) for tag, table in lists.tables.items()}
    name = tables.get(language) or tables.get(language.partition("-")[0])
    if name is None:
        message = f"There is no table of braille for the language '{language}'."
        hint = f"There are tables for: {', '.join(sorted(tables))}."
        raise NotFoundError(message, hint, code="N413")
    return name
