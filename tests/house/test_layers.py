"""Rooms keep their order: a room uses only rooms above it."""

from __future__ import annotations

from collections.abc import Iterator

from .source import Module, modules

# from the top; `pipeline.py` is the straight line over the rooms above it
ORDER = (
    "base", "source", "check", "content", "leaflet", "layout", "html", "speech", "braille", "pdf",
    "typesetting", "stamping", "records", "exchange", "importing", "pipeline", "authoring", "batch",
    "service", "__init__", "cli", "__main__",
)  # fmt: skip
LEVEL = {room: level for level, room in enumerate(ORDER)}


def test_every_room_has_its_place_in_the_order() -> None:
    assert {module.room for module in modules()} == set(ORDER)


def test_a_room_uses_only_rooms_above_it() -> None:
    offences = []
    for module in modules():
        for name, line in module.imports():
            if name.split(".")[0] != "leaflets":
                continue
            room = name.split(".")[1]
            room = room if room in LEVEL else "__init__"
            if room != module.room and LEVEL[room] >= LEVEL[module.room]:
                offences.append(f"{module}:{line} uses {name}")
    assert not offences


def test_nothing_reaches_into_the_private_names_of_another_room() -> None:
    offences = []
    for module in modules():
        for name, line in module.imports():
            parts = name.split(".")
            is_foreign = parts[0] == "leaflets" and parts[1] != module.room
            if is_foreign and any(part[0] == "_" != part[1] for part in parts[1:]):
                offences.append(f"{module}:{line} uses {name}")
    assert not offences


def _imported_modules(module: Module, by_name: dict[str, Module]) -> Iterator[str]:
    """The modules of the package that a module imports, by their full names."""
    for name, _ in module.imports():
        parent = name.rpartition(".")[0]
        if name in by_name:
            yield name
        elif parent in by_name:
            yield parent


def test_no_imports_go_in_a_circle() -> None:
    by_name = {module.name: module for module in modules()}
    imports = {name: set(_imported_modules(module, by_name)) for name, module in by_name.items()}
    # whoever imports nothing that is left, or is imported by nobody that is left, is in no circle
    while True:
        imported = set().union(*imports.values()) if imports else set()
        ends = {name for name, used in imports.items() if not used or name not in imported}
        if not ends:
            break
        imports = {name: used - ends for name, used in imports.items() if name not in ends}
    assert not imports
