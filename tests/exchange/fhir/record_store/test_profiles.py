"""Documents keep what US Core and IHE MHD ask for, as far as `profiles.json` states it.

Their packages are in no registry that these tests use, so the file states what the profiles add to
R4, and where that was read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from leaflets.exchange.fhir.record_store.dispense_target import DispenseTarget
from leaflets.exchange.fhir.record_store.resources import Parties, Resource
from leaflets.exchange.fhir.record_store.transaction import Draft
from leaflets.records import Attachment

from ....records.samples import PDF, attachment, identity

PROFILES = json.loads(Path(__file__).with_name("profiles.json").read_text(encoding="utf-8"))
TARGET = DispenseTarget(
    {"reference": "MedicationDispense/7"},
    {"reference": "Patient/9"},
    encounter={"reference": "Encounter/4"},
)
PARTIES = Parties({"reference": "Organization/1"}, {"reference": "Organization/2"})
REPLACED = {"id": "1", "meta": {"versionId": "1"}}


def document(which: Attachment, parties: Parties = PARTIES) -> Resource:
    return Draft(which, PDF, TARGET, (), REPLACED, parties).document("Binary/3")


def in_list(parent: Any, name: str) -> list[Any]:
    value = parent.get(name, [])
    return value if isinstance(value, list) else [value]


def parents_and_values(resource: Any, path: str) -> list[list[Any]]:
    """Return, for each parent of an element, the values that it has there."""
    *before, name = path.split(".")
    parents = [resource]
    for part in before:
        parents = [item for parent in parents for item in in_list(parent, part)]
    return [in_list(parent, name) for parent in parents]


def faults(resource: Resource, profile: Any) -> list[str]:
    """Return what a resource breaks of a profile."""

    def values(path: str) -> list[Any]:
        return [value for item in parents_and_values(resource, path) for value in item]

    def codes(path: str) -> set[str]:
        return {f"{item['system']}|{item['code']}" for item in values(path)}

    def kind(reference: Any) -> str:
        literal = reference.get("reference", "").rpartition("/")[0].rpartition("/")[2]
        return str(reference.get("type") or literal)

    found = [
        f"{path}: {len(item)}"
        for path, (least, most) in profile["cardinality"].items()
        for item in parents_and_values(resource, path)
        if len(item) < least or (most is not None and len(item) > most)
    ]
    found += [str(paths) for paths in profile["one_of"] if not any(map(values, paths))]
    found += [path for path, known in profile["some_code"].items() if not codes(path) & {*known}]
    found += [path for path, known in profile["values"].items() if not {*values(path)} <= {*known}]
    found += [
        f"{path}: {kind(reference)}"
        for path, kinds in profile["targets"].items()
        for reference in values(path)
        if kind(reference) and kind(reference) not in kinds
    ]
    beginning = profile.get("official_identifiers_begin_with", "")
    for item in values("identifier"):
        if item.get("use") == "official" and not item["value"].startswith(beginning):
            found.append("identifier")
    return found


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("status", ["draft", "approved"])
@pytest.mark.parametrize("by", ["J. Doe", "Practitioner/5", "https://example.org/staff|12"])
def test_a_document_keeps_each_profile(name: str, status: str, by: str) -> None:
    made = document(attachment("D-1", leaflet=identity(status=status), by=by))
    assert faults(made, PROFILES[name]) == []
    empty = [
        path for path in PROFILES[name]["must_support"] if not any(parents_and_values(made, path))
    ]
    assert empty == [], "a profile asks to be told these"
    assert fhirkit.validate(made) == []


def test_what_a_profile_forbids_or_misses_is_found() -> None:
    us_core, mhd = PROFILES.values()
    made = document(attachment("D-1"))
    assert faults(made | {"docStatus": "final"}, mhd) == ["docStatus: 1"]
    assert faults(made | {"category": made["category"] * 2}, mhd) == ["category: 2"]
    assert faults({**made, "subject": {"reference": "Group/1"}}, us_core) == ["subject: Group"]
    del made["subject"]
    assert faults(made, us_core) == ["subject: 0"]
    assert faults(made | {"type": {"coding": []}}, us_core) == ["subject: 0", "type.coding"]


def test_every_code_has_a_display() -> None:
    made = document(attachment("D-1"))
    codings = [
        *made["type"]["coding"],
        *made["category"][0]["coding"],
        made["content"][0]["format"],
    ]
    assert len(codings) == 7
    assert all(item["display"] for item in codings)


def test_who_answers_for_a_document_is_a_reference() -> None:
    made = document(attachment("D-1", by="https://example.org/staff|12"))
    staff = {"system": "https://example.org/staff", "value": "12"}
    assert made["author"] == [
        {"type": "Practitioner", "identifier": staff}, {"reference": "Organization/1"},
    ]  # fmt: skip
    assert made["custodian"] == {"reference": "Organization/2"}
    for name in ("J. Doe", "J. Doe|nights"):
        alone = document(attachment("D-1", by=name), Parties())
        assert alone["author"] == [{"display": name}]
    assert "custodian" not in alone
