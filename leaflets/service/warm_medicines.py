"""The names of all medicines, by which titles are looked up and products compared.

All leaflets share one index of them, because that of a library of thousands takes several MiB. It
is made anew when a monograph is added or removed, and each minute, because no look at a few files
notices another name in one of thousands of monographs.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import Final

from ..base.errors import Fault, NotFoundError
from ..content.library import Library, Titles
from ..content.library.medicines import MedicineIndexes
from ..content.library.products import MedicineCheck
from ..content.particulars import Particulars, check_medicine
from .shelf import SECONDS_TO_HOLD_NAMES, Shelf
from .warm_library import WarmFiles

__all__ = ["WarmMedicines"]

INDEX: Final = "index"  # the key of the only thing on its shelf
NAMES: Final = 10_000  # titles and synonyms, as callers write them, whose monograph is known


class _Medicines:
    """The medicines of a library at one time, and what was found among them.

    names: of monographs by title and language. checks: by name and language, with their titles.
    """

    def __init__(self, library: Library) -> None:
        self.indexes = MedicineIndexes(library)
        self.names: dict[tuple[str, str], str] = {}
        self.checks: dict[tuple[str, str], tuple[Titles, MedicineCheck]] = {}
        library.monographs.all_languages()  # reads the index, so that its change is noticed

    def look_up(self, title: str, language: str) -> str:
        """Return the name of the monograph with a title, and remember it. Raises NotFoundError."""
        name = self.indexes.library.monograph(title, language).name
        if len(self.names) >= NAMES:
            self.names.clear()
        self.names[title, language] = name
        return name

    def check(self, titles: Titles, language: str) -> MedicineCheck | None:
        """Return what compares products with a medicine; None if its titles are new here."""
        own_titles, check = self.checks.get((titles.name, language), (None, None))
        return check if own_titles == titles else None


class WarmMedicines:
    """Looks up titles and compares products. Threads may share it; one at a time searches."""

    def __init__(self, files: WarmFiles) -> None:
        self._files = files
        self._lock = Lock()
        self._shelf: Shelf[_Medicines] = Shelf(1, lambda _: 1, SECONDS_TO_HOLD_NAMES)

    def known_name(self, title: str, language: str) -> str | None:
        """Return the name of the monograph with a title if it was looked up before; else None."""
        medicines = self._shelf.get(INDEX)
        return medicines.names.get((title, language)) if medicines else None

    def name_of(self, title: str, language: str) -> str:
        """Return the name of the monograph with a name, title or synonym. It may take a while.

        Raises NotFoundError.
        """
        with self._lock:
            medicines = self._current()
            with suppress(NotFoundError):
                return medicines.look_up(title, language)
        self._files.library().monograph(title, language)  # it may have come since
        with self._lock:
            return self._renewed().look_up(title, language)

    def known_warnings(
        self, titles: Titles, language: str, particulars: Particulars
    ) -> tuple[Fault, ...] | None:
        """Do what `warnings` does if the product was compared before; else return None."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            medicines = self._shelf.get(INDEX)
            check = medicines.check(titles, language) if medicines else None
            if check is None or not check.knows(particulars.values["product"]):
                return None
            return check_medicine(check, particulars)
        finally:
            self._lock.release()

    def warnings(
        self, titles: Titles, language: str, particulars: Particulars
    ) -> tuple[Fault, ...]:
        """Compare particulars with a medicine; see `check_medicine`. It may take a while."""
        key = titles.name, language
        with self._lock:
            medicines = self._current()
            check = medicines.check(titles, language)
            if check is None:
                if key in medicines.checks:  # it has other titles now, which the index lacks
                    medicines = self._renewed()
                check = MedicineCheck(medicines.indexes, titles, language)
                medicines.checks[key] = titles, check
            return check_medicine(check, particulars)

    def _current(self) -> _Medicines:
        return self._shelf.get(INDEX) or self._renewed()

    def _renewed(self) -> _Medicines:
        medicines, reads = self._files.make(_Medicines)
        own = (read for read in reads if not read.monograph)
        self._shelf.put(INDEX, medicines, tuple(own))
        return medicines
