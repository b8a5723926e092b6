"""The families of type, and their font files: data/fonts.yaml and data/script-fonts.yaml."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ..base.errors import Fault, VocabularyError
from ..source.schema import FileShape, field, read
from ..source.yaml import Text, parse
from .scalars import FamilyName, Share

Weight = Literal["regular", "bold"]


class Face(FileShape):
    """One file of a family."""

    file: Text = field("The file inside the package, such as files/Name-Bold.ttf.")
    sha256: Text = field("The checksum of the file that was tested, as sha256sum prints it.")
    weight: int | None = field(
        "The weight to take from a file that holds all of them, such as 400 or 700.", default=None
    )


class Family(FileShape):
    """A family of type. Heights are shares of the type size."""

    name: Text = field("Its name in print.")
    package: Text = field("The Python package that brings the files.")
    version: Text = field("The version of the package that was tested.")
    licence: Text = field("The licence, by its SPDX name.")
    x_height: Share = field("Height of a small x.", least=0.3, most=0.8)
    cap_height: Share = field("Height of a capital H.", least=0.4, most=1)
    scripts: tuple[Text, ...] = field("Scripts that it draws fully, by ISO 15924 code.", least=1)
    faces: dict[Weight, Face] = field("The file of each weight.", least=2)
    lacks: tuple[Text, ...] = field(
        "Languages, by BCP 47 code, of which it lacks letters: another is asked first for them.",
        default=(),
    )
    extra: Text | None = field(
        "The extra of the program that brings the package, for scripts that need shaping.",
        default=None,
    )


class FontProgram(Struct, frozen=True):
    """A font file of a pharmacy's own that was checked.

    file: its path for messages. sha256: of its content.
    """

    file: str
    sha256: str
    content: bytes

    def __repr__(self) -> str:
        return f"FontProgram({self.file!r}, {self.sha256!r})"


class OwnFamily(Family, frozen=True):
    """A family whose files are in a pharmacy's own folder, and in no package."""

    programs: Mapping[Weight, FontProgram]


class FamilyList(FileShape):
    """All families of type."""

    families: dict[FamilyName, Family] = field("Each by the name that layouts use.", least=1)


def in_order_for(
    language: str, names: Iterable[str], families: Mapping[str, Family]
) -> tuple[str, ...]:
    """Return names of families with those behind all others that lack letters of a language.

    Otherwise they would lend each other single letters in the middle of its words.
    """
    tag = language.partition("-")[0].casefold()
    return tuple(sorted(names, key=lambda name: tag in families[name].lacks))


@lru_cache(2)  # all layouts of one library use the same list, and all scripts another
def read_families(source: bytes, file: str) -> dict[str, Family]:
    """Read the list of families, by name. Raises VocabularyError with everything wrong in it."""
    faults: list[Fault] = []
    node = parse(source, file, VocabularyError, faults)
    families = read(FamilyList, node, VocabularyError, faults).families
    return {str(name): family for name, family in families.items()}
