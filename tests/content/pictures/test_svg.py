"""A safe part of SVG is drawn as it looks; the rest is refused by its name, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import Fault, PictureError
from leaflets.base.limits import SVG_DEPTH, SVG_SHAPES
from leaflets.content.pictures.model import INK, Drawing, Shape
from leaflets.content.pictures.svg import read_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">'


def drawing(inside: str, head: str = HEAD) -> Drawing:
    return read_svg(f"{head}{inside}</svg>".encode(), "logo.svg")


def shape(inside: str) -> Shape:
    (found,) = drawing(inside).shapes
    return found


def points(inside: str) -> list[tuple[float, ...]]:
    """Where the segments of the only shape lead, rounded."""
    return [tuple(round(n, 3) for n in numbers[-2:]) for _, numbers in shape(inside).outline]


def fault(inside: str, head: str = HEAD) -> Fault:
    with pytest.raises(PictureError) as caught:
        drawing(inside, head)
    (found,) = caught.value.faults
    return found


@pytest.mark.parametrize(
    ("inside", "where"),
    [
        ('<path d="M1 2L3 4z"/>', [(1, 2), (3, 4), ()]),
        ('<rect x="1" y="2" width="3" height="4"/>', [(1, 2), (4, 2), (4, 6), (1, 6), ()]),
        ('<circle cx="5" cy="5" r="2"/>', [(3, 5), (5, 3), (7, 5), (5, 7), (3, 5), ()]),
        ('<ellipse cx="5" cy="5" rx="2" ry="1"/>', [(3, 5), (5, 4), (7, 5), (5, 6), (3, 5), ()]),
        ('<polygon points="1,2 3,4 5,6"/>', [(1, 2), (3, 4), (5, 6), ()]),
        ('<polyline points="1 2 3 4"/>', [(1, 2), (3, 4)]),
        ('<line x1="1" y1="2" x2="3px" y2="4" stroke="red"/>', [(1, 2), (3, 4)]),
    ],
)
def test_kinds_of_shape(inside: str, where: list[tuple[float, ...]]) -> None:
    assert points(inside) == where


def test_a_rectangle_with_round_corners() -> None:
    round_ = points('<rect width="8" height="6" rx="2"/>')
    assert round_ == [
        (2, 0), (6, 0), (8, 2), (8, 4), (6, 6), (2, 6), (0, 4), (0, 2), (2, 0), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("transform", "where"),
    [
        ("translate(1 2)", (2, 2)),
        ("translate(3)", (4, 0)),
        ("scale(2)", (2, 0)),
        ("scale(2,3) translate(1,1)", (4, 3)),
        ("rotate(90)", (0, 1)),
        ("rotate(90 1 1)", (2, 1)),
        ("matrix(1 0 0 1 5 6)", (6, 6)),
        ("skewY(45)", (1, 1)),
        ("translate(1,0),skewX(45)", (2, 0)),
    ],
)
def test_transforms(transform: str, where: tuple[float, float]) -> None:
    assert points(f'<path transform="{transform}" d="M1 0h0"/>')[0] == where


def test_transforms_of_groups_come_first_and_the_box_begins_at_nothing() -> None:
    head = HEAD.replace("0 0 10 20", "-5 -5 10 20")
    inside = '<g transform="scale(2)"><g transform="translate(1 0)"><path d="M1 1h1"/></g></g>'
    (found,) = drawing(inside, head).shapes
    assert found.outline[0][1] == (9, 7)


@pytest.mark.parametrize(
    ("attributes", "fill", "stroke"),
    [
        ("", "#000000", ""),
        ('fill="#0b5d3b"', "#0B5D3B", ""),
        ('fill="#0AF"', "#00AAFF", ""),
        ('fill="rgb(1, 2,255)"', "#0102FF", ""),
        ('fill="White"', "#FFFFFF", ""),
        ('fill="currentColor"', INK, ""),
        ('style="fill:none;stroke:#123456;stroke-width:2px"', "", "#123456"),
        ('fill="red" style="fill: navy"', "#000080", ""),
        ('style="fill:#111111;stroke:none;stroke-linecap:round;font-size:9px"', "#111111", ""),
    ],
)
def test_colours(attributes: str, fill: str, stroke: str) -> None:
    found = shape(f'<path {attributes} d="M1 1h1v1z"/>')
    assert (found.fill, found.stroke) == (fill, stroke)


def test_groups_hand_their_looks_down() -> None:
    group = '<g fill="red" stroke="blue" stroke-width="2" fill-rule="evenodd" transform="scale(3)">'
    found = shape(f'{group}<path fill="lime" d="M1 1h1v1z"/></g>')
    assert (found.fill, found.stroke, found.even_odd) == ("#00FF00", "#0000FF", True)
    assert found.stroke_width == pytest.approx(6)


def test_what_draws_nothing_is_passed_over() -> None:
    extra = (
        "<title>t</title><desc>d</desc><metadata><x/></metadata>"
        '<defs><linearGradient id="a"/></defs>'
        '<v:view xmlns:v="urn:view"><v:grid/></v:view><!-- remark --><path d=""/>'
        '<path fill="none" d="M1 1h1"/>'
    )
    assert len(drawing(f'{extra}<path d="M1 1h1v1z"/>').shapes) == 1


def test_its_size_without_a_box() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="40">'
    found = drawing('<path d="M1 1h1v1z"/>', head)
    assert (found.width, found.height) == (30, 40)


ELEMENTS = [
    "text", "image", "use", "style", "script", "linearGradient", "foreignObject", "a", "switch",
    "symbol", "clipPath", "mask", "filter", "animate", "svg", "iframe",
]  # fmt: skip


@pytest.mark.parametrize("tag", ELEMENTS)
def test_elements_that_are_not_drawn(tag: str) -> None:
    found = fault(f'\n  <g>\n <{tag} href="https://evil.example/x"/></g>')
    assert (found.code, found.place.line, found.place.column) == ("H212", 3, 2)
    assert f"<{tag}>" in found.says


@pytest.mark.parametrize("tag", ["style", "script"])
def test_what_works_from_where_nothing_is_drawn(tag: str) -> None:
    assert fault(f"<defs><{tag}>x</{tag}></defs>").code == "H212"


@pytest.mark.parametrize(
    "attribute",
    [
        'fill="url(#g)"', 'fill="pink-ish"', 'opacity="0.5"', 'style="fill-opacity:0.2"',
        'clip-path="url(#c)"', 'filter="url(#f)"', 'mask="url(#m)"', 'display="none"',
        'transform="spin(3)"', 'transform="scale(1,2,3)"', 'transform="rotate(x)"',
        'onload="alert(1)"', 'stroke="red" stroke-dasharray="1 2"',
        'stroke="red" style="stroke-linecap:round"', 'fill-rule="odd"', 'stroke-width="thick"',
        'style="background:url(https://evil.example)"', 'fill="rgb(1,2)"', 'fill="rgb(1,2,999)"',
    ],
)  # fmt: skip
def test_looks_that_are_not_drawn(attribute: str) -> None:
    assert fault(f'<path {attribute} d="M1 1h1v1z"/>').code == "H213"


@pytest.mark.parametrize(
    "head",
    [
        '<svg xmlns="http://www.w3.org/2000/svg">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">',
    ],
)
def test_no_size(head: str) -> None:
    assert fault('<path d="M1 1h1v1z"/>', head).code == "H213"


@pytest.mark.parametrize(
    "source",
    [
        b"", b"words", b"<svg", b"<html/>", b'<svg viewBox="0 0 1 1"/>', b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="klingon"?><svg/>',
        b'<?xml-stylesheet href="x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        HEAD.encode() + b"&amp;&lol;</svg>",
        b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 99 + b'"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    ],
)  # fmt: skip
def test_what_is_no_drawing(source: bytes) -> None:
    with pytest.raises(PictureError) as caught:
        read_svg(source, "logo.svg")
    assert caught.value.code in ("H212", "H214")


def test_nothing_drawn_and_far_too_much() -> None:
    assert fault("<g/>").code == "H212"
    assert fault("<g>" * (SVG_DEPTH + 1) + "</g>" * (SVG_DEPTH + 1)).code == "H212"
    assert fault('<path d="M1 1h1v1z"/>' * (SVG_SHAPES + 1)).code == "H212"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80) | st.text("<>/=\"' svgpathd0123.,MLz&;!-", max_size=80))
def test_any_file_is_drawn_or_refused(source: bytes | str) -> None:
    inside = source.encode() if isinstance(source, str) else source
    for whole in (inside, HEAD.encode() + inside + b"</svg>"):
        try:
            drawn = read_svg(whole, "logo.svg")
        except PictureError:
            continue
        assert drawn.shapes
