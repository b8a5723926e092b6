"""The medicines of a batch: every request's route and product are compared with one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..base.errors import ParticularsError, Place
from ..content.library import Library
from ..content.library.medicines import MedicineIndexes
from ..content.library.products import MedicineCheck
from ..content.particulars import OVERRIDES, USE, Particulars, check_medicine, overrides_in
from ..source.yaml import Text
from .editions import Editions
from .model import LeafletKey
from .warnings import WarningList

__all__ = ["Medicines"]

COMPARED: Final = ("route", "product")
CACHED_KEYS: Final = 4096


class Medicines:
    """Compares requests with the medicines of their leaflets.

    indexes: of the medicines of a library. warnings: of each product at its first request, and of
    each patient's words.
    """

    def __init__(self, library: Library, editions: Editions) -> None:
        self.indexes, self.warnings = MedicineIndexes(library), WarningList()
        self._editions = editions
        self._checks: dict[tuple[str, str], MedicineCheck] = {}
        self._keys: dict[tuple[object, ...], LeafletKey] = {}  # by what was compared
        self._doubtful: set[tuple[str, str, str]] = set()  # monograph, language, product

    def check(
        self, key: LeafletKey, values: Mapping[str, str], place: Place, *, found: bool
    ) -> LeafletKey:
        """Compare the route, use and product of a request with the medicine of its leaflet.

        Returns the key of the leaflet for this route and use. place: of the request. found: its
        product has led to the monograph. Raises ParticularsError and what reading the monograph
        raises.
        """
        query = (key, found, *map(values.get, (*COMPARED, USE, OVERRIDES)))
        limited_key = self._keys.get(query)
        if limited_key is None:
            self._compare(key, values, place, found)
            limited_key = self._limited(key, values)
            if len(self._keys) >= CACHED_KEYS:
                self._keys.clear()
            self._keys[query] = limited_key
        return limited_key

    def _compare(
        self, key: LeafletKey, values: Mapping[str, str], place: Place, found: bool
    ) -> None:
        texts = {name: text for name in COMPARED if (text := values.get(name, "").strip())}
        use = values.get(USE, "").strip()
        if not (texts or use):
            return
        overrides = overrides_in(values.get(OVERRIDES, "")) if "product" in texts else {}
        own = {name: Text(text, place) for name, text in texts.items()}
        particulars = Particulars(own, key.languages[0], overrides, (), use=use)
        try:
            warnings = check_medicine(self._medicine(key), particulars, is_found=found)
        except ParticularsError as error:
            raise ParticularsError(
                [fault._replace(place=place) for fault in error.faults]
            ) from None
        product = key.monograph, key.language, texts.get("product", texts.get("route", ""))
        if warnings and product not in self._doubtful:
            self._doubtful.add(product)
            self.warnings.extend(warnings)

    def _limited(self, key: LeafletKey, values: Mapping[str, str]) -> LeafletKey:
        route, use = values.get("route", "").strip(), values.get(USE, "").strip()
        if not (route or use):
            return key
        medicine = self._medicine(key)
        has_routes = medicine.limits_routes and len(medicine.routes) > 1
        return key._replace(
            route=route if has_routes else "", use=use if len(medicine.uses) > 1 else ""
        )

    def _medicine(self, key: LeafletKey) -> MedicineCheck:
        name = key.monograph, key.languages[0]
        if name not in self._checks:
            titles = self._editions.edition(*name).titles
            self._checks[name] = MedicineCheck(self.indexes, titles, key.languages[0])
        return self._checks[name]
