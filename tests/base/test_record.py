"""Records behave as the frozen dataclasses that they are."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys

import pytest

from leaflets.base.record import record, replace
from leaflets.source.schema import field, shape


@record
class Point:
    """A toy."""

    x: int
    y: int = 2


@shape
class Named:
    """A toy by name."""

    name: str = field("A name.")
    size: int = field("A size.", default=1)


def test_values_in_order_or_by_name() -> None:
    assert Point(1) == Point(x=1, y=2) == Point(1, 2) != Point(1, 3)
    assert (Point(5).x, Point(5).y, Named(name="a").size) == (5, 2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Point(),
        lambda: Point(1, 2, 3),
        lambda: Point(1, x=1),
        lambda: Point(1, z=1),
        lambda: Named("a"),
        lambda: Named(size=1),
    ],
)
def test_wrong_values_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        wrong()  # type: ignore[operator]


def test_records_are_frozen_and_hashable() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_the_tools_for_dataclasses_work() -> None:
    point = Point(1)
    assert dataclasses.replace(point, y=9) == Point(1, 9)
    assert dataclasses.asdict(point) == {"x": 1, "y": 2}
    assert [each.name for each in dataclasses.fields(Named)] == ["name", "size"]
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point
    assert repr(point) == "Point(x=1, y=2)"


def test_records_can_be_matched() -> None:
    match Point(1, 7):
        case Point(x=1, y=seven):
            assert seven == 7
        case _:
            pytest.fail("no match")


def test_different_classes_are_different() -> None:
    @record
    class Other:
        """Like a point."""

        x: int
        y: int = 2

    assert Point(1) != Other(1)


def test_other_values_in_some_fields() -> None:
    assert replace(Point(1), y=9) == Point(1, 9)
    assert replace(Named(name="a"), size=3) == Named(name="a", size=3)
    with pytest.raises(TypeError):
        replace(Point(1), z=1)  # type: ignore[call-arg]


def test_dataclasses_are_loaded_only_for_those_who_ask() -> None:
    script = (
        "import sys; from leaflets.base.record import record\n"
        "@record\nclass Point:\n    x: int\n"
        "assert Point(1) == Point(x=1) and 'dataclasses' not in sys.modules\n"
        "import dataclasses; assert dataclasses.is_dataclass(Point)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
