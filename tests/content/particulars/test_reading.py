"""Particulars are read whole or refused with every fault, and no message repeats what they hold."""

from __future__ import annotations

import pickle

import pytest

from leaflets.base.errors import ParticularsError, Place
from leaflets.content.particulars import FIELDS, Particulars, read_particulars
from leaflets.content.particulars.fields import place_of
from leaflets.content.particulars.medicine import check_choices
from leaflets.source.yaml import Text
from tests.patients import ADA, particulars

SECRET = "Ada Exempel"


def faults(**values: str) -> list[str]:
    """Return the codes of the faults of values."""
    with pytest.raises(ParticularsError) as caught:
        Particulars.from_mapping(values, language="en", place=Place("rows.csv", 7))
    assert all(fault.place == Place("rows.csv", 7) for fault in caught.value.faults)
    return [fault.code for fault in caught.value.faults]


def test_values_are_kept_in_the_order_in_which_they_are_printed() -> None:
    shuffled = dict(sorted(ADA.items(), reverse=True))
    found = Particulars.from_mapping(shuffled, language="en")
    assert list(found.values.items()) == [(field, ADA[field]) for field in FIELDS]
    assert found.fields == set(FIELDS)


def test_empty_values_count_as_absent() -> None:
    found = Particulars.from_mapping({"patient": " ", "born": ""}, language="en")
    assert not found
    assert not found.fields


def test_values_are_normalized_to_composed_letters_and_single_spaces() -> None:
    found = Particulars.from_mapping({"patient": "  Jose\u0301   Pe\u0301rez\n"}, language="en")
    assert found.values["patient"] == "José Pérez"


def test_the_representation_never_shows_a_value() -> None:
    found = particulars()
    assert f"{found!r} {found} {found:}" == "<particulars> <particulars> <particulars>"
    with pytest.raises(AttributeError, match="Particulars") as caught:
        found.language = "es"  # type: ignore[misc]
    assert SECRET not in str(caught.value)


def test_particulars_can_be_pickled() -> None:
    found = particulars(overrides="C301: as it is written on the pack")
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again != particulars()


def test_pickled_values_keep_their_places() -> None:
    places = [Place("a.yaml", 1), Place("a.yaml", 2)]
    values = {"patient": Text(" x", places[0]), "quantity": Text("y", places[1])}
    found = Particulars.from_mapping(values, language="en", place=Place("rows.csv", 7))
    again = pickle.loads(pickle.dumps(found))
    assert [place_of(value, Place("")) for value in again.values.values()] == places


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"patient": "Ada\u202eNeill"}, "A010"),
        ({"patient": "Ada\u0000"}, "A010"),
        ({"pharmacy": "a\u2066b"}, "A010"),
        ({"patient": "Ada\tNeill"}, "A010"),
        ({"patient": "x" * 151}, "A011"),
        ({"patinet": "Ada"}, "A101"),
        ({"born": "3 May 1950"}, "A107"),
        ({"born": "2025-02-29"}, "A107"),
        ({"dispensed": "2026"}, "A107"),
        ({"directions": "Take 1.\nTake 2."}, "A202"),
    ],
)
def test_a_value_that_cannot_be_printed_is_refused(values: dict[str, str], code: str) -> None:
    assert faults(**values) == [code]


def test_a_year_of_birth_is_enough() -> None:
    assert particulars(born="1950").values["born"] == "1950"


def test_all_faults_are_reported_at_once_and_none_repeats_a_value() -> None:
    values = {
        "patient": f"{SECRET}\u200b",
        "born": SECRET,
        "directions": f"{SECRET}: take 1.0 mg",
        SECRET: SECRET,
    }
    with pytest.raises(ParticularsError) as caught:
        Particulars.from_mapping(values, language="en")
    assert {fault.code for fault in caught.value.faults} == {"A010", "A107", "A101", "C301"}
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f'{SECRET}: "x"\n{SECRET}: "y"\n',
        f"patient: *{SECRET.replace(' ', '')}\n",
        f"patient: &{SECRET.replace(' ', '')} x\n",
        f"patient: [{SECRET}]\n",
        f"{SECRET}: [1]\n",
        f"patient: !{SECRET.replace(' ', '')} x\n",
        f'patient: "{SECRET}\n',
        f"- {SECRET}\n",
        f"{{patient: {SECRET}",
    ],
)
def test_no_fault_of_a_file_repeats_its_words(text: str) -> None:
    with pytest.raises(ParticularsError) as caught:
        read_particulars(text.encode(), "rx.yaml", "en")
    message = str(caught.value)
    assert "rx.yaml" in message
    assert SECRET not in message
    assert SECRET.replace(" ", "") not in message


def test_a_json_file_is_read() -> None:
    found = read_particulars(b'{"patient": "Ada", "born": "1950-05-03"}', "rx.json", "en")
    assert found.values == {"patient": "Ada", "born": "1950-05-03"}
    assert found.values["born"].place == Place("rx.json", 1, 28)


def test_a_rule_can_be_overridden_for_a_reason() -> None:
    reason = "the doctor insists; so it stands on the pack"
    found = particulars(directions="Take 1.0 mg once a day.", overrides=f"C301: {reason}")
    assert found.overrides == {"C301": reason}
    assert "overrides" not in found.values


def test_words_after_a_number_sign_are_not_lost() -> None:
    with pytest.raises(ParticularsError) as caught:
        read_particulars(b"directions: Take 1 tablet #2 of the pack\n", "rx.yaml", "en")
    assert [fault.code for fault in caught.value.faults] == ["A012"]


def test_values_given_beside_a_file_are_checked_with_it() -> None:
    beside = {"directions": Text("Take 1.0 mg.", Place("--directions"))}
    found = read_particulars(b"patient: Ada\n", "rx.yaml", "en", {"route": Text("oral")})
    assert dict(found.values) == {"patient": "Ada", "route": "oral"}
    with pytest.raises(ParticularsError) as caught:
        read_particulars(b"patient: Ada\nborn: x\n", "rx.yaml", "en", beside)
    assert [(fault.code, str(fault.place)) for fault in caught.value.faults] == [
        ("C301", "--directions"),
        ("A107", "rx.yaml:2:7"),
    ]


def test_a_value_given_twice_is_refused() -> None:
    beside = {"patient": Text("Eve", Place("--patient"))}
    with pytest.raises(ParticularsError) as caught:
        read_particulars(b"patient: Ada\n", "rx.yaml", "en", beside)
    (fault,) = caught.value.faults
    assert (fault.code, str(fault.place)) == ("A291", "rx.yaml:1:1")
    assert fault.says == "'patient' is given here and by --patient."


def test_a_route_and_a_use_are_those_that_the_medicine_has() -> None:
    routes, uses = ("oral", "inhaled"), ("sore-throat", "cough")
    check_choices("oral", routes, "cough", uses)
    check_choices("", ("oral",), "", ())
    route, use = Text("eye", Place("--route")), Text("cougth", Place("--use"))
    with pytest.raises(ParticularsError) as caught:
        check_choices(route, routes, use, uses)
    assert [str(fault) for fault in caught.value.faults] == [
        "--route: A290 'route' is not a way in which this medicine is given. "
        "Write oral or inhaled, as in the monograph.",
        "--use: A297 'use' is none of the uses of this monograph. "
        "Did you mean cough? Write sore-throat or cough, as in the monograph.",
    ]
    with pytest.raises(ParticularsError, match="A297 This monograph has no list of uses"):
        check_choices("", (), "cough", ())
