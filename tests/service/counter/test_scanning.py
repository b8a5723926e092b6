"""What a scanner types, and which codes of a product it may stand for."""

from __future__ import annotations

import pytest

from leaflets.service.counter.scanning import read_scan


@pytest.mark.parametrize(
    ("typed", "codes", "lot"),
    [
        ("4012345678901", {"GTIN|4012345678901"}, ""),
        ("010401234567890117271231\x1d10A123\x1d21XYZ", {"GTIN|04012345678901"}, "A123"),
        ("]d20104012345678901", {"GTIN|04012345678901"}, ""),
        ("(01)04012345678901(17)271231(10)A123", {"GTIN|04012345678901"}, "A123"),
        ("04150012345672", {"GTIN|04150012345672", "PZN|01234567"}, ""),  # a PZN as an NTIN
        ("-01234567", {"PZN|01234567"}, ""),  # Code 39, whose first sign scanners type or not
        ("9N110123456712\x1d1TABC", {"PZN|01234567"}, "ABC"),  # IFA's PPN, with its lot
        ("12345-678-90", {"NDC|12345-678-90", "NDC|12345-678"}, ""),
    ],
)
def test_a_scan_stands_for_codes_and_a_lot(typed: str, codes: set[str], lot: str) -> None:
    scan = read_scan(typed)
    assert scan is not None
    assert {"|".join(code) for code in scan.codes} == codes
    assert scan.lot == lot


def test_an_american_gtin_stands_for_each_ndc_that_its_digits_can_be() -> None:
    scan = read_scan("00312345678906")
    assert scan is not None
    found = {value for system, value in scan.codes if system == "NDC"}
    assert found >= {"1234-5678-90", "12345-678-90", "12345-6789-0"}


@pytest.mark.parametrize("typed", ["paracetamol", "B12", "500", "(01)040", "(10)A1", ""])
def test_a_name_is_no_scan(typed: str) -> None:
    assert read_scan(typed) is None
