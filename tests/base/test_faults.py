"""How faults are told together."""

from __future__ import annotations

from leaflets.base.errors import Fault, MonographError, Place


def fault(line: int, says: str, hint: str = "Write [smpc].", file: str = "en.yaml") -> Fault:
    return Fault("M103", Place(file, line, 11), says, hint)


def test_the_same_fault_is_told_once_with_its_lines() -> None:
    faults = [fault(line, "'from' must be a list.") for line in (45, 51, 67)]
    assert str(MonographError(faults)).splitlines() == [
        "en.yaml:45:11: M103 'from' must be a list. Write [smpc]. The same on lines 51 and 67."
    ]
    assert str(MonographError(faults[:2])).endswith("Write [smpc]. The same on line 51.")


def test_every_fault_stays_in_the_exception() -> None:
    faults = [fault(line, "'from' must be a list.") for line in (45, 51)]
    assert MonographError(faults).faults == tuple(faults)


def test_different_faults_and_faults_of_different_files_are_told_apart() -> None:
    faults = [
        fault(1, "'from' must be a list."),
        fault(2, "'from' must be a list.", "Write [bnf]."),
        fault(3, "'from' must be a list.", file="es.yaml"),
        fault(4, "'routes' must be a list."),
    ]
    assert len(str(MonographError(faults)).splitlines()) == 4


def test_faults_without_a_line_are_told_one_by_one() -> None:
    faults = [fault(0, "It is empty."), fault(0, "It is empty.")]
    assert len(str(MonographError(faults)).splitlines()) == 2
