"""The fields of the form at the counter, as a browser posts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from msgspec import Struct, convert
from msgspec.structs import asdict

__all__ = ["CounterForm"]

PARTICULARS: Final = (
    "patient", "born", "product", "directions", "day-times", "quantity", "dispensed",
    "pharmacist", "reference",
)  # fmt: skip
OVERRIDE: Final = "override-"


class CounterForm(Struct, frozen=True, kw_only=True, rename="kebab"):
    """What was typed and chosen. Its representation never shows a value.

    page_language: of the page. medicine: as typed or scanned. asked: for which text `monograph` was
    chosen; another text undoes the choice. choose: the name of a monograph whose button was
    pressed. find: not empty if Enter was pressed. shown: the sha256 of the PDF whose pages the page
    shows. save: not empty if the PDF is to be saved. again: the sha256 of an earlier PDF that is to
    be printed again. how: of the handover. replaces: the sha256 of an earlier PDF. products, lots:
    as scanned. overrides: the reason to set aside each rule, by its code.
    """

    page_language: str = ""
    medicine: str = ""
    asked: str = ""
    monograph: str = ""
    choose: str = ""
    find: str = ""
    language: str = ""
    layout: str = ""
    profile: str = ""
    route: str = ""
    use: str = ""
    summary: str = ""
    all_pages: str = ""
    save: str = ""
    again: str = ""
    shown: str = ""
    patient: str = ""
    born: str = ""
    product: str = ""
    directions: str = ""
    day_times: str = ""
    quantity: str = ""
    dispensed: str = ""
    pharmacist: str = ""
    reference: str = ""
    dispense: str = ""
    by: str = ""
    how: str = ""
    replaces: str = ""
    products: str = ""
    lots: str = ""
    overrides: dict[str, str] = {}

    @classmethod
    def from_fields(cls, fields: Mapping[str, str]) -> Self:
        """Read the fields that a browser posted; those that are unknown are left out."""
        overrides = {
            name.removeprefix(OVERRIDE): reason.strip()
            for name, reason in fields.items()
            if name.startswith(OVERRIDE) and reason.strip()
        }
        return convert({**fields, "overrides": overrides}, cls, strict=False)

    @property
    def particulars(self) -> dict[str, str]:
        """The particulars that were typed, by field, without reasons to set rules aside."""
        values = asdict(self)
        typed = {name: values[name.replace("-", "_")].strip() for name in PARTICULARS}
        return {name: value for name, value in typed.items() if value}

    def __repr__(self) -> str:
        return "<form at the counter>"
