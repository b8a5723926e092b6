"""The pharmacy's box: where it stands, what it says, and that it changes nothing else."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.base.errors import Place, ProfileError, UsageError
from leaflets.content.particulars import Particulars
from leaflets.leaflet.model import Box, Heading, Paragraph
from leaflets.leaflet.plain import plain
from tests.patients import ADA, particulars
from tests.shipped import MONOGRAPHS, shipped_leaflet


def personal(language: str = "en", **others: str) -> leaflets.Leaflet:
    reading = leaflets.read("acetylcysteine", language=language)
    return leaflets.compose(reading, particulars=particulars(language, **others))


def test_the_particulars_stand_below_the_title_and_change_nothing_else() -> None:
    without = leaflets.compose(leaflets.read("acetylcysteine"), route="oral")
    leaflet = personal()
    at = next(n for n, block in enumerate(leaflet.blocks) if block.path == "dispensing")
    assert leaflet.blocks[:at] + leaflet.blocks[at + 1 :] == without.blocks
    assert {type(block) for block in leaflet.blocks[1:at]} == {Heading, Paragraph}
    assert (leaflet.personal, without.personal) == (True, False)
    assert leaflet.identifier == without.identifier
    assert leaflet.furniture == without.furniture


def test_each_particular_has_a_label_and_its_value() -> None:
    (box,) = (block for block in personal().blocks if block.path == "dispensing")
    assert isinstance(box, Box)
    said = [str(block.words) for block in box.blocks if isinstance(block, Paragraph)]
    assert said == [
        "Your pharmacy added this box for you. It is not part of the text that everybody gets.",
        "For: Ada Exempel-O'Neill",
        "Born: 3 May 1950",
        "Medicine: Acetylcysteine 600mg effervescent tablets",
        "How to use it: Take 1 tablet once a day. Let it dissolve in a glass of water first.",
        "Way of using it: by mouth",
        "Amount: 20 tablets",
        "Date: 24 November 2026",
        "Pharmacist: J. Muster",
        "Pharmacy: Bridge Pharmacy, 12 Mill Lane, Sampleton. Phone 555 0100",
        "Reference: Rx 7788-2031",
    ]


def test_markup_in_particulars_is_printed_as_characters() -> None:
    assert "For: **Ada** {day} [x](https://a.example)" in plain(
        personal(patient="**Ada** {day} [x](https://a.example)")
    )


@pytest.mark.parametrize(("name", "language"), MONOGRAPHS)
def test_particulars_are_labeled_in_the_language_of_the_leaflet(name: str, language: str) -> None:
    reading = leaflets.read(name, language=language)
    identity = reading.monograph.identity
    own = particulars(language, product=str(identity.name), route=identity.routes[0])
    text = plain(leaflets.compose(reading, particulars=own))
    assert ADA["patient"] in text
    assert ("3 May 1950" in text) is (language == "en")


def test_particulars_of_another_language_are_refused() -> None:
    reading = leaflets.read("acetylcysteine", language="es")
    with pytest.raises(UsageError):
        leaflets.compose(reading, particulars=particulars("en"))


def test_without_particulars_there_is_no_box() -> None:
    reading = leaflets.read("acetylcysteine")
    nothing = Particulars.from_mapping({}, language="en")
    assert leaflets.compose(reading, particulars=nothing) == shipped_leaflet("acetylcysteine")


BANNED = {
    "directions": "Read the medication-guide first.",
    "patient": "Ada",
    "product": "NAC 400 mg",
}


def test_particulars_with_forbidden_words_are_refused() -> None:
    found = Particulars.from_mapping(BANNED, language="en", place=Place("rx.csv", 7))
    reading = leaflets.read("acetylcysteine")
    frozen = leaflets.freeze(reading, fields=tuple(BANNED), profile="us")
    for make in (
        lambda: leaflets.compose(reading, profile="us", particulars=found),
        lambda: frozen.stamp(found),
    ):
        with pytest.raises(ProfileError) as caught:
            make()
        (fault,) = caught.value.faults
        assert (fault.code, fault.place.line) == ("P291", 7)
        assert "in 'directions'" in fault.says
        assert "first" not in fault.says
    assert leaflets.compose(reading, particulars=found).personal
