"""Rooms use only rooms above them, and siblings leave each other alone."""

from __future__ import annotations

from .source import modules

FLOORS = [
    {"errors", "limits", "version", "record", "hashing"},
    {"yamltext", "jsontext", "files"},
    {"shape"},
    {"library", "cache"},
    {"monograph", "wording", "pictures"},
    {"profile", "check", "pharmacy"},
    {"particulars"},
    {"leaflet", "layout", "importers"},
    {"pdf"},
    {"typesetting"},
    {"records"},
    {"sources"},
    {"verbs"},
    {"freezing"},
    {"batch"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}


def test_every_room_has_a_floor() -> None:
    assert {module.room for module in modules()} <= set(FLOOR)


def test_a_room_uses_only_rooms_above_it() -> None:
    offences = []
    for module in modules():
        for name, line in module.imports():
            if name.split(".")[0] != "leaflets":
                continue
            used = name.split(".")[1]
            used = used if used in FLOOR else "__init__"
            if used != module.room and FLOOR[used] >= FLOOR.get(module.room, 0):
                offences.append(f"{module}:{line} uses {name}")
    assert not offences


def test_nothing_reaches_into_the_private_names_of_another_room() -> None:
    offences = []
    for module in modules():
        for name, line in module.imports():
            parts = name.split(".")
            foreign = parts[0] == "leaflets" and parts[1] != module.room
            if foreign and any(part[0] == "_" != part[1] for part in parts[1:]):
                offences.append(f"{module}:{line} uses {name}")
    assert not offences
