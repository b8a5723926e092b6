"""Type as large as fits, in a handful of passes, and never below what can be read."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leaflets import DoesNotFit, TooSmall
from leaflets.layout.model import Fit, Layout
from leaflets.layout.scalars import Length
from leaflets.layout.scaling import NO_MINIMUM, Minimum
from leaflets.leaflet.model import Box, Heading, Leaflet
from leaflets.typesetting import Typeset, fitting
from leaflets.typesetting.draw import draw
from tests.readback import pages_of, text_of
from tests.shipped import families, shipped_layout
from tests.typesetting import toys
from tests.typesetting.sizes import sizes_of


def fitted(pages: int | Literal["fewest"], least: float, most: float, **changes: Any) -> Layout:
    counted = {"multiple": changes.pop("multiple", 1), "blank": changes.pop("blank", "no")}
    fit = Fit(pages=pages, least=Length(least), most=Length(most), **counted)
    return replace(shipped_layout("standard"), fit=fit, **changes)


def set_in(leaflet: Leaflet, layout: Layout, minimum: Minimum = NO_MINIMUM) -> Typeset:
    return draw(leaflet, layout, families(), name="toy", version="0", minimum=minimum).typeset


def filled(paragraphs: int) -> Leaflet:
    return toys.leaflet(*(toys.paragraph(f"p{n}", "wording " * 40) for n in range(paragraphs)))


def test_few_words_get_the_largest_type() -> None:
    found = set_in(filled(3), fitted(1, 12, 18))
    assert (found.pages, found.size) == (1, 18)
    assert sizes_of(found.pdf, "wording") == {18.0}


def test_more_words_get_smaller_type_until_they_are_refused() -> None:
    layout, last = fitted(1, 12, 18), 18.0
    for paragraphs in range(2, 10, 2):
        found = set_in(filled(paragraphs), layout)
        assert found.pages == 1
        (size,) = sizes_of(found.pdf, "wording")
        assert 12 <= size <= last
        last = size
    assert last < 18
    with pytest.raises(DoesNotFit, match="1 page in type of 12 pt") as caught:
        set_in(filled(30), layout)
    assert caught.value.code == "T520"


def test_what_is_missing_is_told_in_lines() -> None:
    """A paragraph more is its lines more."""

    def missing(paragraphs: int) -> int:
        with pytest.raises(DoesNotFit) as caught:
            set_in(filled(paragraphs), fitted(1, 12, 12))
        return int(caught.value.says.split("It is ")[1].split()[0])

    assert missing(31) - missing(30) in (4, 5, 6)


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    real = fitting.paginate

    def counted(*given: Any) -> Any:
        passes.append(1)
        return real(*given)

    monkeypatch.setattr(fitting, "paginate", counted)
    for paragraphs in (2, 6, 8, 9):
        passes.clear()
        set_in(filled(paragraphs), fitted(1, 9.5, 18, accepts=shipped_layout("compact").accepts))
        assert 1 <= len(passes) <= 8
    passes.clear()
    set_in(filled(20), fitted("fewest", 12, 18))
    assert 2 <= len(passes) <= 8


def test_a_little_size_is_given_for_a_box_that_stays_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = tuple(toys.paragraph(f"b{n}", "word " * 30) for n in range(6))
    box = Box("b", "emergency", Heading("b/h", 2, toys.text("Toy")), body, toys.text("AGAIN"))

    def torn_and_size(count: int) -> tuple[bool, float]:
        blocks = [toys.paragraph(f"p{n}", "word") for n in range(count)]
        found = set_in(toys.leaflet(*blocks, box), fitted(2, 12, 13))
        return any("AGAIN" in page for page in pages_of(found.pdf)), found.size

    counts = range(16, 24)
    given = [torn_and_size(count) for count in counts]
    monkeypatch.setattr(fitting, "SIZE_CONCESSIONS", ())
    kept = [torn_and_size(count) for count in counts]
    assert sum(torn for torn, _ in given) < sum(torn for torn, _ in kept)
    for (torn, size), (torn_before, size_before) in zip(given, kept, strict=True):
        assert size_before - 0.5 <= size <= size_before
        assert size == size_before or (torn_before and not torn)


def test_sides_come_in_multiples() -> None:
    for paragraphs, pages in ((5, 1), (12, 2), (20, 3)):
        found = set_in(filled(paragraphs), fitted(4, 12, 12, multiple=2, blank="yes"))
        sides = pages_of(found.pdf)
        assert (found.pages, len(sides)) == (pages, -(-pages // 2) * 2)
        assert all(sides[:pages])
        assert not any(sides[pages:])
        bare = set_in(filled(paragraphs), fitted(4, 12, 12, multiple=2))
        assert len(pages_of(bare.pdf)) == pages


def test_as_few_pages_as_the_least_type_needs_and_then_the_largest_type_for_these() -> None:
    for paragraphs in (2, 9, 20, 40):
        least = set_in(filled(paragraphs), fitted(40, 12, 12)).pages
        for multiple in (1, 2, 4):
            layout = fitted("fewest", 12, 16, multiple=multiple)
            found = set_in(filled(paragraphs), layout)
            assert least <= found.pages <= -(-least // multiple) * multiple
    assert sizes_of(set_in(filled(2), fitted("fewest", 12, 16)).pdf, "wording") == {16.0}


def test_small_roles_stop_at_their_floor() -> None:
    accepts = shipped_layout("compact").accepts
    found = set_in(filled(3), fitted(1, 9.5, 9.5, accepts=accepts))
    assert sizes_of(found.pdf, "wording") == {9.5}
    assert min(sizes_of(found.pdf)) == 9.0


def test_a_caller_can_ask_for_more() -> None:
    leaflet, layout = filled(9), fitted(1, 12, 16)
    (free,) = sizes_of(set_in(leaflet, layout).pdf, "wording")
    assert free < 15
    with pytest.raises(DoesNotFit, match="15 pt"):
        set_in(leaflet, layout, Minimum(size=15))
    found = set_in(filled(3), layout, Minimum(size=15))
    assert min(sizes_of(found.pdf)) == 15.0
    # 2.5 mm in points, over the height of a small x
    found = set_in(filled(3), layout, Minimum(x_height=2.5))
    assert min(sizes_of(found.pdf)) == pytest.approx(2.5 * 72 / 25.4 / 0.496, abs=0.01)
    with pytest.raises(TooSmall, match="16 pt at most"):
        set_in(filled(3), layout, Minimum(size=17))


def test_a_layout_without_fit_is_held_to_the_minimum() -> None:
    with pytest.raises(TooSmall) as caught:
        set_in(filled(1), shipped_layout("standard"), Minimum(size=9.5))
    assert caught.value.code == "T521"
    assert "footer 9 pt" in caught.value.says
    assert "body" not in caught.value.says
    assert set_in(filled(1), shipped_layout("large-print"), Minimum(size=18)).pages == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(toys.leaflets(5), st.sampled_from(["standard", "compact"]), st.integers(1, 3))
def test_any_leaflet_fits_or_is_refused(leaflet: Leaflet, name: str, pages: int) -> None:
    fit = Fit(pages=pages, least=Length(10), most=Length(20))
    accepts = shipped_layout("compact").accepts
    layout = replace(shipped_layout(name), fit=fit, accepts=accepts)
    try:
        found = set_in(leaflet, layout)
    except DoesNotFit:
        return
    assert found.pages <= pages
    assert min(sizes_of(found.pdf)) >= 9
    # of a row that is cut, the cells go on one after the other: their order is told by the tags
    said = "".join(text_of(found.pdf, leaflet))
    assert sorted(said) == sorted("".join(toys_words(leaflet)))


def toys_words(leaflet: Leaflet) -> list[str]:
    from leaflets.leaflet.plain import words

    return words(leaflet, identity=False)
