"""Drawings in SVG: a safe part of it, read by expat; everything else is refused by its name.

Drawn are paths, rectangles, circles, ellipses, lines and polygons, in groups, with transforms, in
plain colours. There is no text, picture, style sheet, script, gradient, reference or entity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.parsers import expat

from msgspec import Struct

from ...base.errors import Fault, PharmacyError, Place
from ...base.limits import SVG_DEPTH, SVG_SHAPES
from ...source.schema import InvalidText
from .looks import Looks, looks
from .model import Drawing, Outline, Shape
from .paths import outline
from .transform import Matrix, numbers

__all__ = ["read_svg"]

SVG: Final = "http://www.w3.org/2000/svg"
_SILENT: Final = ("title", "desc", "metadata", "defs")  # draw nothing, whatever is inside
_BOX: Final = frozenset(("x", "y", "width", "height", "viewBox"))
_AGAIN: Final = "Save the picture again from a drawing program, as plain SVG."


def read_svg(source: bytes, file: str) -> Drawing:
    """The drawing in an SVG file, or PharmacyError with the first thing that is not drawn."""
    reading = _Reading(file)
    try:
        reading.parser.Parse(source, True)
    except expat.ExpatError as why:
        says = f"It is not sound XML: {expat.errors.messages[why.code]}."
        place = Place(file, why.lineno, why.offset + 1)
        raise PharmacyError([Fault("H214", place, says, _AGAIN)]) from None
    except (LookupError, ValueError):  # what expat's encodings raise
        says = "It is in an encoding that is not known."
        raise PharmacyError([Fault("H214", Place(file), says, "Save it as UTF-8.")]) from None
    except InvalidText as why:
        raise PharmacyError([Fault(f"H{why.number}", reading.at, why.says, why.hint)]) from None
    if not reading.shapes:
        fault = Fault("H212", Place(file), "The picture holds no shape that is drawn.", _AGAIN)
        raise PharmacyError([fault])
    return Drawing(reading.size[0], reading.size[1], tuple(reading.shapes))


class _Reading:
    """One file. above: the looks of the open groups. silent: how deep in what draws nothing.

    at: the element that is being read.
    """

    def __init__(self, file: str) -> None:
        self.file, self.shapes, self.size = file, list[Shape](), (0.0, 0.0)
        self.above: list[Looks] = []
        self.at = Place(file)
        self.silent = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    @property
    def here(self) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def doctype(self, *_: object) -> None:
        self.at = self.here
        says = "A document type is declared, through which a file can reach outside itself."
        raise InvalidText(
            214, says, "Remove the line that begins with <!DOCTYPE, or save as plain SVG."
        )

    def instruction(self, target: str, _: str) -> None:
        self.at = self.here
        raise InvalidText(
            214, f"<?{target[:30]}?> asks for something outside the file.", "Remove it."
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.at = self.here
        space, _, tag = name.rpartition(" ")
        if self.silent or (space != SVG and self.above) or tag in _SILENT:
            self.skip(tag)
            return
        if space != SVG or (tag == "svg") is bool(self.above):
            says = f"It begins with <{tag[:30]}>." if not self.above else f"<{tag}> is not drawn."
            raise InvalidText(212, says, _AGAIN)
        own = {key: value for key, value in attributes.items() if " " not in key}
        if tag == "svg":
            self.begin(own)
        else:
            self.draw(tag, own)

    def skip(self, tag: str) -> None:
        """What draws nothing; but a style or a script works from wherever it stands."""
        if tag in ("style", "script"):
            raise _not_drawn(tag)
        self.silent += 1

    def end(self, _: str) -> None:
        if self.silent:
            self.silent -= 1
        else:
            self.above.pop()

    def begin(self, attributes: Mapping[str, str]) -> None:
        """The outermost element: its box becomes the drawing's."""
        if "viewBox" in attributes:
            box = numbers(attributes["viewBox"])
        else:
            sides = (attributes.get(side, "0").removesuffix("px") for side in ("width", "height"))
            box = [0.0, 0.0, *(number for side in sides for number in numbers(side))]
        if len(box) != 4 or min(box[2:]) <= 0:
            says = "It does not say how large it is."
            raise InvalidText(213, says, 'Give the first element a viewBox, such as "0 0 100 50".')
        self.size = (box[2], box[3])
        placed = Looks(matrix=Matrix(1.0, 0.0, 0.0, 1.0, -box[0], -box[1]))
        self.above.append(looks(placed, attributes, _BOX))

    def draw(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A group or a shape."""
        kind = _KINDS.get(tag)
        if tag != "g" and kind is None:
            raise _not_drawn(tag)
        if len(self.above) == SVG_DEPTH or len(self.shapes) == SVG_SHAPES:
            raise InvalidText(212, "The picture has too many parts.", "Simplify it.")
        found = looks(self.above[-1], attributes, kind.own if kind else frozenset())
        self.above.append(found)
        if kind is None:
            return
        drawn = found.matrix.outline(kind.outline(attributes))
        width = found.stroke_width * found.matrix.growth
        stroke = found.stroke if width else ""
        if drawn and (found.fill or stroke):
            self.shapes.append(Shape(drawn, found.fill, found.even_odd, stroke, width))


def _not_drawn(tag: str) -> InvalidText:
    hints = {
        "text": "Turn its letters into paths: the leaflet prints the pharmacy's name itself.",
        "image": "Save the picture as PNG instead.",
        "use": "Write the shape itself in each place.",
    }
    return InvalidText(
        212, f"<{tag[:30]}> is not drawn.", hints.get(tag, "Remove it, or save as PNG.")
    )


def _length(attributes: Mapping[str, str], name: str) -> float:
    found = numbers(attributes.get(name, "0").removesuffix("px"))
    if len(found) != 1:
        raise InvalidText(213, f"'{name}' is not one number.", "Write a plain number.")
    return found[0]


def _rectangle(attributes: Mapping[str, str]) -> Outline:
    x, y, width, height, rx, ry = (
        _length(attributes, name) for name in ("x", "y", "width", "height", "rx", "ry")
    )
    rx, ry = (rx if "rx" in attributes else ry), (ry if "ry" in attributes else rx)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx > 0 and ry > 0:
        corners = f"a{rx} {ry} 0 0 1"
        right, down = width - 2 * rx, height - 2 * ry
        return outline(
            f"M{x + rx} {y}h{right}{corners} {rx} {ry}v{down}{corners} {-rx} {ry}"
            f"h{-right}{corners} {-rx} {-ry}v{-down}{corners} {rx} {-ry}z"
        )
    return outline(f"M{x} {y}h{width}v{height}h{-width}z")


def _round(attributes: Mapping[str, str], across: str, down: str) -> Outline:
    x, y = _length(attributes, "cx"), _length(attributes, "cy")
    rx, ry = _length(attributes, across), _length(attributes, down)
    arc = f"a{rx} {ry} 0 0 1"
    return outline(f"M{x - rx} {y}{arc} {rx * 2} 0{arc} {-rx * 2} 0z") if rx > 0 < ry else ()


def _line(attributes: Mapping[str, str]) -> Outline:
    x1, y1, x2, y2 = (_length(attributes, name) for name in ("x1", "y1", "x2", "y2"))
    return (("m", (x1, y1)), ("l", (x2, y2)))


def _corners(attributes: Mapping[str, str], *, closed: bool) -> Outline:
    points = attributes.get("points", "").strip()
    return outline(f"M{points}{'z' if closed else ''}") if points else ()


class _Kind(Struct, frozen=True):
    """A kind of shape. own: the attributes that say where it stands."""

    own: frozenset[str]
    outline: Callable[[Mapping[str, str]], Outline]


def _kind(names: str, drawn: Callable[[Mapping[str, str]], Outline]) -> _Kind:
    return _Kind(frozenset(names.split()), drawn)


_KINDS: Final[dict[str, Any]] = {
    "path": _kind("d", lambda attributes: outline(attributes.get("d", ""))),
    "rect": _kind("x y width height rx ry", _rectangle),
    "circle": _kind("cx cy r", lambda attributes: _round(attributes, "r", "r")),
    "ellipse": _kind("cx cy rx ry", lambda attributes: _round(attributes, "rx", "ry")),
    "line": _kind("x1 y1 x2 y2", _line),
    "polyline": _kind("points", lambda attributes: _corners(attributes, closed=False)),
    "polygon": _kind("points", lambda attributes: _corners(attributes, closed=True)),
}
