"""Recall: every attachment of a monograph, a product, a lot or a time, and those that may be of it.

An attachment that has no lot on record may be of any lot: it is yielded as possible, never left out
in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec import Struct

from ..base.errors import UsageError
from ..content.library import Library, printable
from ..content.library.code_lists import CodeLists, load_codes
from ..content.library.names import folded
from .model import Attachment, all_fields, split_code
from .names import recorded_monographs
from .store import Store

__all__ = ["RecallResult", "RecallSearch", "Recalled", "day_of", "recall", "recall_search"]

DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads weeks


class Recalled(NamedTuple):
    """An attachment that a recall found. is_certain: False if what the recall asks for is not on
    record: it has no lot, or no product code of that coding system."""

    attachment: Attachment
    is_certain: bool


class RecallSearch(Struct, frozen=True, kw_only=True):
    """What to recall; what is None or empty matches everything.

    dispense: its identifier. monographs: by the names that attachments give them. product: (system,
    value). lot: case, spaces, signs and zeros at the front do not matter. since, until: days, both
    included, of the clock where the leaflet was attached.
    """

    codes: CodeLists
    dispense: str | None = None
    monographs: tuple[str, ...] = ()
    edition: str | None = None
    product: tuple[str, str] | None = None
    lot: str | None = None
    since: date | None = None
    until: date | None = None

    def attachments(self, store: Store) -> Iterator[Recalled]:
        """Yield what matches for certain or possibly: oldest first, one monograph after another."""
        products = None
        if self.product is not None:
            lists = store.product_lists()
            products = {codes for codes in lists if self.product_match(codes) is not False}
        for monograph in self.monographs or (None,):
            for attachment in store.attachments(
                dispense=self.dispense, monograph=monograph, edition=self.edition,
                products=products, since=self.since, until=self.until,
            ):  # fmt: skip
                if (is_match := self._match(attachment)) is not False:
                    yield Recalled(attachment, is_certain=bool(is_match))

    def _match(self, attachment: Attachment) -> bool | None:
        """Return whether an attachment matches; None if that is not on record."""
        answers = (self.product_match(attachment.products), self._lot_match(attachment.lots))
        return False if False in answers else None if None in answers else True

    def product_match(self, products: tuple[str, ...]) -> bool | None:
        """Return whether a list of codes has that of the product; None if that is not on record.

        A code without its system is the same in every system. An NDC without hyphens may be each
        of its readings.
        """
        if self.product is None:
            return True
        system, value = self.product
        product_codes = [split_code(product) for product in products]
        may_match = False
        for other_system, product_code in product_codes:
            sought = system or other_system, value
            recorded = other_system or system, product_code
            if self.codes.key(*sought) == self.codes.key(*recorded):
                return True
            may_match |= self._may_be(sought, recorded) or self._may_be(recorded, sought)
        if may_match:
            return None
        own = self.codes.short_name(system)
        is_on_record = any(
            self.codes.short_name(other_system) == own for other_system, _ in product_codes
        )
        return False if is_on_record or (product_codes and not system) else None

    def _may_be(self, code: tuple[str, str], other: tuple[str, str]) -> bool:
        """Return whether a code without hyphens can be another one."""
        return self.codes.key(*other) in self.codes.readings(*code)

    def _lot_match(self, lots: tuple[str, ...]) -> bool | None:
        if self.lot is None:
            return True
        return _lot_key(self.lot) in map(_lot_key, lots) if lots else None


class RecallResult:
    """What a recall finds, counted while it is read.

    or_unrecorded: those that may be meant are listed, too. count: how many match for certain.
    unrecorded: how many more may be meant.
    """

    def __init__(self, search: RecallSearch, *, or_unrecorded: bool) -> None:
        self.search, self.or_unrecorded = search, or_unrecorded
        self.count = self.unrecorded = 0

    def attachments(self, store: Store) -> Iterator[Attachment]:
        """Yield what is listed."""
        for attachment, is_certain in self.search.attachments(store):
            self.count += is_certain
            self.unrecorded += not is_certain
            if is_certain or self.or_unrecorded:
                yield attachment

    def members(self, store: Store) -> Iterator[tuple[str, Any]]:
        """Yield the members of the JSON object that lists it; see `source.json.object_lines`."""
        yield "monographs", self.search.monographs
        yield "attachments", map(all_fields, self.attachments(store))
        yield "count", self.count
        yield "unrecorded", self.unrecorded


def _lot_key(lot: str) -> str:
    """Return a lot number in the form in which all ways to type it are the same.

    Rather one lot too many is recalled than one too few: 0012-A is 12A, from which a spreadsheet or
    a hand took zeros and signs.
    """
    key = "".join(char for char in folded(lot) if char.isalnum())
    return key.lstrip("0") or folded(lot)


def recall(
    store: Store,
    *,
    monograph: str | None = None,
    edition: str | None = None,
    product: str | None = None,
    lot: str | None = None,
    since: str | None = None,
    until: str | None = None,
    folder: str | Path | None = None,
) -> Iterator[Recalled]:
    """Yield every attachment that matches all that is given, and those that may match.

    monograph: a name, title, synonym or code, as in `recorded_monographs`. product: SYSTEM|VALUE,
    or a value in any system. lot: the number on the pack. since, until: days in ISO form, both
    included. folder: the pharmacy's own. Raises NotFoundError N401 or N402 for a monograph that
    nobody knows, UsageError, StoreError.
    """
    search = recall_search(
        store,
        Library(None if folder is None else Path(folder)),
        monograph=monograph,
        edition=edition,
        product=product,
        lot=lot,
        since=since,
        until=until,
    )
    return search.attachments(store)


def recall_search(
    store: Store,
    library: Library,
    *,
    monograph: str | None,
    edition: str | None,
    product: str | None,
    lot: str | None,
    since: str | None,
    until: str | None,
    dispense: str | None = None,
) -> RecallSearch:
    """Check what to recall, and find the monographs; the parameters are those of `recall`.

    dispense: the identifier of the only dispense that is meant.
    """
    texts = {
        "dispense": dispense, "monograph": monograph, "edition": edition, "product": product,
        "lot": lot, "since": since, "until": until,
    }  # fmt: skip
    for name, text in texts.items():
        if text is not None and not text.strip():
            raise UsageError(f"The {name} to recall is empty.", f"Give a {name}, or leave it out.")
        if text is not None and "\0" in text:  # which PostgreSQL refuses
            message = f"The {name} to recall has a character that no record has."
            raise UsageError(message, "Leave out what cannot be seen.")
    if edition is not None and monograph is None:
        raise UsageError("An edition is one of a monograph.", "Give the monograph, too.")
    if all(text is None for text in texts.values()):
        hint = "Give a monograph, a product, a lot, or days."
        raise UsageError("There is nothing to recall by.", hint)
    first, last = day_of("since", since), day_of("until", until)
    if first and last and last < first:
        raise UsageError(
            f"No day is since {since} and until {until}.", "Give the earlier day first."
        )
    return RecallSearch(
        codes=load_codes(library),
        dispense=dispense,
        monographs=() if monograph is None else recorded_monographs(monograph, library, store),
        edition=edition,
        product=None if product is None else split_code(product),
        lot=lot,
        since=first,
        until=last,
    )


def day_of(name: str, text: str | None) -> date | None:
    """Return the day that a text in ISO form says, None for None. Raises UsageError.

    name: of the option.
    """
    if text is None:
        return None
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        f"'{printable(text)}' is not a day of the calendar.",
        f"Write the day of '{name}' as 2026-11-30.",
    )
