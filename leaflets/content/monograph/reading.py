"""Read a monograph, from a library by name or from a file, with warnings about what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from ...base.errors import Fault, MonographError
from ...source.schema import read
from ...source.yaml import parse
from ..library import Library, SourceFile, is_language, is_name
from ..library.titles import Titles
from ..pictures.model import LibraryPictures
from .flow_lists import cut_sentence_warnings
from .limits import can_limit_routes
from .model import Monograph
from .notation import notation_warnings
from .review import ReviewPolicy
from .sections import Sections, load_sections
from .validate import meaning_faults

if TYPE_CHECKING:
    from ..library.products import MedicineCheck

__all__ = ["Reading", "load_monograph", "load_monograph_file", "read_monograph", "read_source"]

CACHED_MONOGRAPHS: Final = 8  # a batch needs each to plan its leaflets, and then to set them


class Reading(Struct, frozen=True):
    """A monograph as it was read.

    name: in the library. source: the bytes of the file. file: its name, as messages give it.
    shadows: whether it replaces a monograph that comes with the program. warnings: what is doubtful
    and no error. library: where the other words come from. stale: it translates a file that has
    changed since, or is missing. figures: its pictures, by the names of their files.
    """

    monograph: Monograph
    name: str
    source: bytes
    file: str
    shadows: bool
    warnings: tuple[Fault, ...]
    library: Library
    stale: bool = False
    figures: LibraryPictures = {}

    @property
    def medicine(self) -> MedicineCheck:
        """What compares a patient's particulars with the medicine."""
        from ..library.medicines import MedicineIndexes
        from ..library.products import MedicineCheck

        return MedicineCheck(MedicineIndexes(self.library), self.titles, self.monograph.language)

    @property
    def titles(self) -> Titles:
        """The names and codes by which the medicine can be found."""
        identity = self.monograph.identity
        return Titles(
            self.name,
            title=identity.name,
            generic=identity.generic_name or "",
            also_called=identity.also_called,
            products=identity.products,
            codes=tuple((code.system, code.value) for code in identity.codes),
            routes=identity.routes,
            strengths=identity.strengths,
            forms=identity.forms,
            uses=tuple(str(use.id) for use in self.monograph.single_uses),
            limits_routes=len(identity.routes) < 2 or can_limit_routes(self.monograph),
        )

    @property
    def sha256(self) -> str:
        """The digest of the file, in hexadecimal."""
        return sha256(self.source).hexdigest()


def load_monograph(library: Library, name: str, language: str, policy: ReviewPolicy) -> Reading:
    """Read a monograph by name, title or synonym. Raises MonographError, NotFoundError."""
    return _reading(library, library.monograph(name, language), language, policy)


def load_monograph_file(
    library: Library, path: Path, language: str | None, policy: ReviewPolicy
) -> Reading:
    """Read a monograph from a file outside the library.

    language: the one that it must be in, if any. Raises MonographError, NotFoundError.
    """
    file = library.file(path)._replace(name=_name_of(path))
    return _reading(library, file, language, policy)


def read_source(library: Library, file: SourceFile, policy: ReviewPolicy) -> Monograph:
    """Read the content of a file with the agreed lists of a library. Raises MonographError."""
    return read_monograph(file.source, file.file, load_sections(library), policy)


def read_monograph(
    source: bytes,
    file: str,
    sections: Sections,
    policy: ReviewPolicy,
    warnings: list[Fault] | None = None,
) -> Monograph:
    """Read a monograph file. Raises MonographError with all its faults.

    source: the bytes of the YAML file. file: its name, as messages give it. sections: the agreed
    lists. policy: which reviews are accepted. warnings: takes what is doubtful and no fault.
    """
    faults: list[Fault] = []
    node = parse(source, file, MonographError, faults, warnings)
    faults.extend(meaning_faults(node, sections, policy))
    monograph = read(Monograph, node, MonographError, faults)
    if warnings is not None:
        warnings.extend(cut_sentence_warnings(node))
        warnings.extend(notation_warnings(monograph))
        if b"<" in source or b"&" in source:
            from .html import html_warnings  # brings a table of two thousand entities

            warnings.extend(html_warnings(monograph))
        warnings.sort(key=lambda warning: warning.place)
    return monograph


@lru_cache(CACHED_MONOGRAPHS)
def _read_with_warnings(
    source: bytes, file: str, sections: Sections, policy: ReviewPolicy
) -> tuple[Monograph, tuple[Fault, ...]]:
    """Read a monograph file, and what is doubtful in it; see `read_monograph`."""
    warnings: list[Fault] = []
    monograph = read_monograph(source, file, sections, policy, warnings)
    return monograph, tuple(warnings)


def _reading(
    library: Library, file: SourceFile, language: str | None, policy: ReviewPolicy
) -> Reading:
    sections = load_sections(library)
    monograph, warnings = _read_with_warnings(file.source, file.file, sections, policy)
    if language and monograph.language != language:
        message = f"The language is '{monograph.language}', not '{language}'."
        hint = "Correct the language, or name the file after it."
        raise MonographError([Fault("M290", monograph.language.place, message, hint)])
    stale = tuple(_stale_translation(library, file.name, monograph))
    return Reading(
        monograph=monograph,
        name=file.name,
        source=file.source,
        file=file.file,
        shadows=file.shadows,
        warnings=(*stale, *warnings),
        library=library,
        stale=bool(stale),
    )


def _name_of(path: Path) -> str:
    """Return acetylcysteine for acetylcysteine/en.yaml and for acetylcysteine.yaml."""
    stem = path.absolute().parent.name if is_language(path.stem) else path.stem
    return stem if is_name(stem) else "monograph"


def _stale_translation(library: Library, name: str, monograph: Monograph) -> Iterator[Fault]:
    """Warn if no file of the monograph has the digest by which a translation names its original."""
    original = monograph.edition.translation_of
    if original is None:
        return
    from .review_lines import draft_sha256  # only translations need it

    for language in library.languages(name):
        source = library.monograph(name, language).source
        if original in (sha256(source).hexdigest(), draft_sha256(source)):
            return
    yield Fault(
        "M291",
        original.place,
        "The original of this translation has changed since, or is missing.",
        "Compare the two, then write the sha256 of the original that `leaflets show` gives.",
    )
