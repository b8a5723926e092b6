"""A leaflet for one route or use says for whom it is, and is another leaflet."""

from __future__ import annotations

import pytest

import leaflets
from leaflets.base.errors import ParticularsError, UsageError
from leaflets.content.particulars import Particulars
from leaflets.leaflet.plain import plain
from tests.shipped import shipped_leaflet

FOR_MUCUS = "by mouth, for “Thick mucus in the lungs”"


def limited(**choices: object) -> leaflets.Leaflet:
    """The leaflet on acetylcysteine for one patient."""
    return leaflets.compose(leaflets.read("acetylcysteine"), **choices)  # type: ignore[arg-type]


@pytest.mark.parametrize("summary", [False, True])
def test_it_says_for_whom_it_is(summary: bool) -> None:
    whole = limited(summary=summary)
    leaflet = limited(summary=summary, route="oral", use="thick-mucus")
    title = f"Acetylcysteine 400 mg, {FOR_MUCUS}"
    assert leaflet.title == (f"{title}: summary" if summary else title)
    assert str(leaflet.furniture.header) == title
    text = " ".join(plain(leaflet).split())
    assert f"{leaflet.title} This leaflet is only for people who use it {FOR_MUCUS}." in text
    assert leaflet.identifier != whole.identifier


def test_a_patient_who_swallows_it_is_not_told_about_drips() -> None:
    text, whole = plain(limited(route="oral")), plain(shipped_leaflet("acetylcysteine"))
    for word in ("drip", "anaphylaxis", "throat irritation", "hypotension"):
        assert word in whole
        assert word not in text
    assert "bronchospasm" in text


def test_the_only_route_of_a_medicine_changes_nothing() -> None:
    reading = leaflets.read("ibuprofen")
    assert leaflets.compose(reading, route="oral") == shipped_leaflet("ibuprofen")


def test_route_and_use_of_the_particulars_choose_the_words() -> None:
    given = Particulars.from_mapping({"route": "oral", "use": "thick-mucus"}, language="en")
    leaflet = limited(particulars=given)
    assert leaflet.identifier == limited(route="oral", use="thick-mucus").identifier
    assert "Way of using it: by mouth" in plain(leaflet)
    use_alone = Particulars.from_mapping({"use": "thick-mucus"}, language="en")
    assert use_alone
    assert limited(particulars=use_alone) == limited(use="thick-mucus")
    with pytest.raises(UsageError, match="'route' is not that of the particulars"):
        limited(particulars=given, route="inhaled")
    with pytest.raises(ParticularsError, match="A297"):
        limited(use="headache")


def test_a_body_is_for_one_route_and_one_use() -> None:
    reading = leaflets.read("acetylcysteine")
    with pytest.raises(UsageError, match="differ by route"):
        leaflets.freeze(reading, fields=("patient", "route"))
    body = leaflets.freeze(reading, fields=("patient", "route"), route="oral")
    drip = {"patient": "Ada Exempel", "route": "intravenous"}
    for other in (drip, {"patient": "Ada Exempel", "route": "oral", "use": "scan-dye"}):
        with pytest.raises(UsageError, match="another route or use"):
            body.stamp(Particulars.from_mapping(other, language="en"))
