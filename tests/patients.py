"""Made-up particulars for the tests. Nobody of these names or numbers is meant."""

from __future__ import annotations

from leaflets.content.particulars import Particulars

ADA = {
    "patient": "Ada Exempel-O'Neill",
    "born": "1950-05-03",
    "product": "Acetylcysteine 600mg effervescent tablets",
    "directions": "Take 1 tablet once a day. Let it dissolve in a glass of water first.",
    "route": "oral",
    "quantity": "20 tablets",
    "dispensed": "2026-11-24",
    "pharmacist": "J. Muster",
    "pharmacy": "Bridge Pharmacy, 12 Mill Lane, Sampleton. Phone 555 0100",
    "reference": "Rx 7788-2031",
}


# for her directions, which are in English, in leaflets in other languages
AS_TYPED = {"overrides": "A207: she reads English"}


def particulars(language: str = "en", **others: str) -> Particulars:
    """Those of Ada, but for others."""
    return Particulars.from_mapping({**ADA, **AS_TYPED, **others}, language=language)
