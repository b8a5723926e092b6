"""The warning boxes end with what helpers need to know."""

from __future__ import annotations

from leaflets.leaflet.model import Box, Paragraph

from .facts import acetylcysteine, leaflet


def test_the_emergency_box_ends_with_what_to_tell() -> None:
    boxes = {box.kind: box for box in leaflet(acetylcysteine()).blocks if isinstance(box, Box)}
    told = boxes["emergency"].blocks[-1]
    assert isinstance(told, Paragraph)
    name = acetylcysteine().identity.name
    assert str(told.words) == f"Tell them that you use {name}. Show them this leaflet."
    last = boxes["urgent"].blocks[-1]
    assert isinstance(last, Paragraph)
    assert str(last.words) == "Low blood pressure (hypotension), through a drip"
