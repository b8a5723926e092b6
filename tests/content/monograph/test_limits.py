"""What concerns only other routes or uses is left out, and nothing else."""

from __future__ import annotations

import pytest

from leaflets.base.errors import ParticularsError
from leaflets.content.monograph.limits import Limits, all_limits, limit, limits_of
from leaflets.content.monograph.model import Monograph
from leaflets.content.monograph.texts import printed_texts
from tests.minimal import MONOGRAPH, fault_codes, read_monograph, with_keys

MARKED = """\
most-important:
  - For all.
  - {says: For the drip., routes: [intravenous]}
  - {says: For colds., uses: [cold]}
uses:
  - {id: pain, name: Pain, says: [Against pain.], from: [book]}
  - id: cold
    name: Cold
    routes: [oral]
    says:
      - Against colds.
      - {routes: [intravenous], says: [Never printed by mouth.]}
    from: [book]
side-effects:
  - {name: Rash, routes: [oral, intravenous], from: [book]}
  - {name: Cough, routes: [intravenous], from: [book]}
  - {name: Sneeze, uses: [cold], from: [book]}
questions:
  - asks: How long does the drip take?
    says: [An hour.]
    routes: [intravenous]
    from: [book]
"""
TEXT = """\
says:
      - {{by-route: {{oral: [Swallow it.], intravenous: [Lie down.]}}}}
      - list:
          - Wash your hands.
          - {{routes: [intravenous], says: [Show your arm., Sit still.]}}
      - {{note: [{{routes: [intravenous], says: [A nurse helps.]}}]}}
    from: [book]"""


def marked() -> Monograph:
    """A monograph for two routes and two uses, which says what concerns only some of them."""
    text = with_keys(MARKED).replace("says:\n      - Take it with water.\n    from: [book]", TEXT)
    return read_monograph(text.replace("{{", "{").replace("}}", "}"))


def words(route: str = "", use: str = "") -> list[str]:
    """The texts of the limited monograph."""
    found = limit(marked(), limits_of(marked(), route, use))
    parts = (
        found.most_important, found.uses, found.sections, found.side_effects, found.questions,
    )  # fmt: skip
    return [text for text, _ in printed_texts(parts)]


def test_a_leaflet_for_a_route_has_nothing_of_the_others() -> None:
    assert words("oral") == [
        "For all.", "For colds.", "Pain", "Against pain.", "Cold", "Against colds.",
        "Swallow it.", "Wash your hands.", "Rash", "Sneeze",
    ]  # fmt: skip
    assert words("intravenous") == [
        "For all.", "For the drip.", "For colds.", "Pain", "Against pain.",
        "Lie down.", "Wash your hands.", "Show your arm.", "Sit still.", "A nurse helps.",
        "Rash", "Cough", "Sneeze", "How long does the drip take?", "An hour.",
    ]  # fmt: skip


def test_a_use_leaves_out_the_routes_by_which_it_is_not_treated() -> None:
    assert words(use="cold") == [
        "For all.", "For colds.", "Cold", "Against colds.", "Swallow it.", "Wash your hands.",
        "Rash", "Sneeze",
    ]  # fmt: skip
    assert "Lie down." in words(use="pain")
    assert "Sneeze" not in words(use="pain")


def test_limits_that_hold_for_all_that_remains_are_not_repeated() -> None:
    found = limit(marked(), Limits("oral", "cold"))
    assert [(effect.routes, effect.uses) for effect in found.single_effects] == [((), ())] * 2
    assert found.identity.routes == ("oral",)


def test_without_a_choice_the_monograph_is_whole() -> None:
    one_route = read_monograph(MONOGRAPH.replace("[oral, intravenous]", "[oral]"))
    assert not limits_of(one_route, "oral", "pain")
    assert limit(marked(), limits_of(marked(), "", "")) == marked()


def test_a_text_as_given_is_limited_only_where_it_marks_a_passage() -> None:
    given = with_keys("as-given:\n  says: [Swallow it, or get a drip.]\n  from: [book]\n")
    text = given.partition("most-important:")[0]
    assert not limits_of(read_monograph(text), "oral", "")
    passage = "says: [{routes: [oral], says: [Swallow it.]}, Or else.]"
    whole = read_monograph(text.replace("says: [Swallow it, or get a drip.]", passage))
    found = limit(whole, limits_of(whole, "intravenous", ""))
    assert [text for text, _ in printed_texts(found.as_given)] == ["Or else."]


def test_a_monograph_without_a_word_for_the_patient_is_refused() -> None:
    lines = [
        "uses: ask-pharmacist", "side-effects:",
        "  - {name: Rash, routes: [oral], from: [book]}",
    ]  # fmt: skip
    section = "says:\n      - Take it with water.\n    from: [book]"
    text = with_keys("\n".join(lines)).replace(section, "")
    monograph = read_monograph(text.replace("how-to-take:\n    ", "how-to-take: ask-pharmacist"))
    with pytest.raises(ParticularsError, match="A298"):
        limit(monograph, limits_of(monograph, "intravenous", ""))


def test_a_mark_names_a_route_and_a_use_of_this_medicine() -> None:
    text = with_keys(MARKED)
    assert fault_codes(
        text.replace("says: For the drip., routes: [intra", "says: x, routes: [ara")
    ) == ["M201"]
    assert fault_codes(text.replace("says: For colds., uses: [cold]", "says: x, uses: [flu]")) == [
        "M202"
    ]


def test_every_leaflet_that_differs_is_reviewed_only_where_marks_tell_them_apart() -> None:
    assert [tuple(item) for item in map(_pair, all_limits(marked()))] == [
        ("oral", ""), ("intravenous", ""), ("", "pain"), ("", "cold"),
    ]  # fmt: skip
    assert list(all_limits(read_monograph(MONOGRAPH))) == []


def _pair(limits: Limits) -> tuple[str, str]:
    return limits.route, limits.use
