"""What stands in a library, read as values: wording, profiles, layouts, pharmacies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .library import Library

if TYPE_CHECKING:
    from .layout.model import Layout
    from .pharmacy.model import Pharmacy
    from .profile.model import Profile
    from .wording import Wording

__all__ = ["read_layout", "read_pharmacy", "read_profile", "read_wording", "wording_of"]


def wording_of(library: Library, language: str) -> Wording:
    """The wording of a language, complete or not. Raises WordingError, NotFoundError."""
    from .wording import read_wording as read_

    words = library.wording(language)
    return read_(words.source, words.file)


def read_wording(library: Library, language: str) -> Wording:
    """Read the program's own words in a language, all of them.

    Raises WordingError with what is missing, NotFoundError.
    """
    from .monograph.sections import read_sections
    from .wording import check_complete

    agreed, wording = library.sections(), wording_of(library, language)
    sections = read_sections(agreed.source, agreed.file)
    ids = [part.id for part in sections.walk()]
    check_complete(wording, language, ids, sections.routes)
    return wording


def read_profile(library: Library, name: str) -> Profile:
    """Read a profile of a library. Raises ProfileError, NotFoundError."""
    from .profile.shelf import profile_of

    return profile_of(library, name)


def read_layout(library: Library, name: str) -> Layout:
    """Read a layout of a library. Raises LayoutError, NotFoundError."""
    from .layout.shelf import look

    return look(library, name)[0]


def read_pharmacy(library: Library, name: str) -> Pharmacy:
    """Read a pharmacy of a library, with its logo. Raises PharmacyError, NotFoundError."""
    from .pdf.images import checked
    from .pharmacy.reading import read_pharmacy as read_

    found = library.pharmacy(name)
    return read_(found.source, found.file, library.logo, checked)
