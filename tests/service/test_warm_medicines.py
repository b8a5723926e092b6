"""The names of other medicines are known for a minute; whatever else is held lasts longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import pytest

from leaflets.base.errors import NotFoundError, ParticularsError
from leaflets.content.library.medicines import MedicineIndex
from leaflets.service import shelf
from leaflets.service.orders import LeafletOrder
from leaflets.service.shelf import SECONDS_TO_HOLD_NAMES
from leaflets.service.warm import WarmState
from tests.cli.program import ROOT

from .clients import settings_of
from .test_shelf import Time

SOURCE = (ROOT / "data/monographs/ibuprofen/en.yaml").read_text()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock of all shelves."""
    clock = Time()
    monkeypatch.setattr(shelf, "monotonic", clock)
    return clock


def write(folder: Path, name: str, title: str) -> None:
    """Write a monograph that has nothing but its title to be found by."""
    before, _, after = SOURCE.partition("identity:\n")
    rest = after[after.index("\nedition:") :]
    identity = f"identity:\n  name: {title}\n  strengths: [10 mg]\n  routes: [oral]\n"
    file = folder / "monographs" / name / "en.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(before + identity + rest)


@pytest.fixture
def our(tmp_path: Path) -> Path:
    """A pharmacy's folder with two medicines."""
    write(tmp_path, "examplamine", "Examplamine")
    write(tmp_path, "samplamine", "Samplamine")
    return tmp_path


def order(name: str, product: str) -> LeafletOrder:
    """An order for a patient."""
    return LeafletOrder(monograph=name, layout="compact", particulars={"product": product})


def held_objects(*roots: object) -> Iterator[Any]:
    """Yield all that is reachable from some objects, but code."""
    seen, waiting = set[int](), list(roots)
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(
            one, type | ModuleType | FunctionType | BuiltinFunctionType
        ):
            continue
        seen.add(id(one))
        yield one
        waiting.extend(gc.get_referents(one))


def test_what_is_held_of_a_leaflet_has_no_source_and_no_index(our: Path) -> None:
    warm = WarmState(settings_of(folder=our))
    for title in ("examplamine", "Examplamine", "Samplamine"):
        warm.make(order(title, title.title()))
        assert warm.stamp(order(title, title.title())) is not None
    source = (our / "monographs/examplamine/en.yaml").read_bytes()
    held = list(held_objects(warm._editions, warm._bodies))
    assert any(one == "Examplamine" for one in held)
    assert not any(isinstance(one, MedicineIndex) for one in held)
    held = [one for one in held if isinstance(one, bytes)]
    assert any(one.startswith(b"%PDF") for one in held)
    assert not any(source in one or b"extends:" in one for one in held)


def test_all_medicines_are_compared_by_one_index(our: Path) -> None:
    warm = WarmState(settings_of(folder=our))
    for name in ("examplamine", "samplamine", "ibuprofen"):
        warm.make(order(name, name.title()))
    indexes = {id(one) for one in held_objects(warm) if isinstance(one, MedicineIndex)}
    assert len(indexes) == 1


def test_a_body_and_an_edition_are_not_made_anew_each_minute(our: Path, clock: Time) -> None:
    warm = WarmState(settings_of(folder=our))
    own = LeafletOrder(monograph="examplamine", particulars={"directions": "Take one."})
    warm.make(own)
    warm.make(order("samplamine", "Samplamine"))
    held = [one.content for one in (*warm._bodies._held.values(), *warm._editions._held.values())]
    clock.now += 100 * SECONDS_TO_HOLD_NAMES
    assert warm.stamp(own) is not None
    assert warm.stamp(order("samplamine", "Samplamine")) is None  # is it still the only one?
    warm.make(order("samplamine", "Samplamine"))
    assert warm.stamp(order("samplamine", "Samplamine")) is not None
    after = [one.content for one in (*warm._bodies._held.values(), *warm._editions._held.values())]
    assert set(map(id, held)) == set(map(id, after))


def test_another_name_of_another_medicine_is_known_after_a_minute(our: Path, clock: Time) -> None:
    warm = WarmState(settings_of(folder=our))
    warm.make(order("examplamine", "Examplamine"))
    doubtful = order("examplamine", "Newname")
    with pytest.raises(ParticularsError) as refusal:
        warm.make(doubtful)
    assert [fault.code for fault in refusal.value.faults] == ["A293"]
    write(our, "samplamine", "Newname")
    clock.now += SECONDS_TO_HOLD_NAMES + 1
    assert warm.stamp(doubtful) is None
    with pytest.raises(ParticularsError) as refusal:
        warm.make(doubtful)
    assert [fault.code for fault in refusal.value.faults] == ["A292"]


def test_a_new_monograph_is_known_at_once(our: Path, clock: Time) -> None:
    warm = WarmState(settings_of(folder=our))
    with pytest.raises(NotFoundError):
        warm.make(order("Otherol", "Otherol"))
    write(our, "otheramine", "Otherol")
    clock.now += 1
    assert warm.make(order("Otherol", "Otherol")).monograph == "otheramine"
    with pytest.raises(ParticularsError) as refusal:
        warm.make(order("examplamine", "Otherol"))
    assert [fault.code for fault in refusal.value.faults] == ["A292"]


def test_another_title_of_the_own_medicine_is_known_at_once(our: Path, clock: Time) -> None:
    warm = WarmState(settings_of(folder=our))
    warm.make(order("examplamine", "Examplamine"))
    write(our, "examplamine", "Newname")
    clock.now += 1
    assert warm.make(order("examplamine", "Newname")).monograph == "examplamine"
    with pytest.raises(ParticularsError):
        warm.make(order("samplamine", "Newname"))


def test_a_title_leads_to_its_monograph_without_a_thread(our: Path, clock: Time) -> None:
    write(our, "samplamine", "Sampol")
    warm = WarmState(settings_of(folder=our))
    by_title = order("Sampol", "Sampol")
    assert warm.stamp(by_title) is None
    made = warm.make(by_title)
    stamped = warm.stamp(by_title)
    assert stamped is not None
    assert (stamped.monograph, stamped.content) == ("samplamine", made.content)
    clock.now += SECONDS_TO_HOLD_NAMES + 1
    write(our, "samplamine", "Newname")
    with pytest.raises(NotFoundError):
        warm.make(by_title)
