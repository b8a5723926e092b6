"""Reads drawings from a safe part of SVG, parsed by expat; anything else is refused by its name.

Supported are paths, rectangles, circles, ellipses, lines and polygons, in groups, with transforms
and plain colours. There is no text, picture, style sheet, script, gradient, reference or entity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from msgspec import Struct

from ...base.errors import Fault, PictureError, Place
from ...base.limits import SVG_DEPTH, SVG_SHAPES
from ...source.schema import InvalidText
from ...source.xml import ExpatError, reason, safe_parser
from .model import Drawing, Outline, Shape
from .paths import read_outline
from .style import ShapeStyle, element_style
from .transform import Matrix, read_numbers

__all__ = ["read_svg"]

SVG: Final = "http://www.w3.org/2000/svg"
# elements that draw nothing, with all inside them
_IGNORED_ELEMENTS: Final = ("title", "desc", "metadata", "defs")
_SIZE_ATTRIBUTES: Final = frozenset(("x", "y", "width", "height", "viewBox"))
_AGAIN: Final = "Save the picture again from a drawing program, as plain SVG."


def read_svg(source: bytes, file: str) -> Drawing:
    """Read an SVG file. Raises PictureError (H211 to H214) for the first thing it refuses."""
    reader = _Reader(file)
    try:
        reader.parser.Parse(source, True)
    except ExpatError as why:
        message = f"It is not sound XML: {reason(why)}."
        place = Place(file, why.lineno, why.offset + 1)
        raise PictureError([Fault("H214", place, message, _AGAIN)]) from None
    except (LookupError, ValueError):  # what expat's encodings raise
        message = "It is in an encoding that is not known."
        raise PictureError([Fault("H214", Place(file), message, "Save it as UTF-8.")]) from None
    except InvalidText as why:
        raise PictureError([Fault(f"H{why.number}", reader.at, why.says, why.hint)]) from None
    if not reader.shapes:
        fault = Fault("H212", Place(file), "The picture holds no shape that is drawn.", _AGAIN)
        raise PictureError([fault])
    return Drawing(reader.size[0], reader.size[1], tuple(reader.shapes))


class _Reader:
    """Reads one file.

    styles: of the open elements, outermost first. ignored_depth: number of open elements that draw
    nothing. at: place of the element that is being read.
    """

    def __init__(self, file: str) -> None:
        self.file, self.shapes, self.size = file, list[Shape](), (0.0, 0.0)
        self.styles: list[ShapeStyle] = []
        self.at = Place(file)
        self.ignored_depth = 0
        self.parser = safe_parser(self.refuse_doctype)
        self.parser.ProcessingInstructionHandler = self.refuse_instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    @property
    def current_place(self) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse_doctype(self) -> NoReturn:
        self.at = self.current_place
        message = "A document type is declared, through which a file can reach outside itself."
        raise InvalidText(
            214, message, "Remove the line that begins with <!DOCTYPE, or save as plain SVG."
        )

    def refuse_instruction(self, target: str, _: str) -> None:
        self.at = self.current_place
        raise InvalidText(
            214, f"<?{target[:30]}?> asks for something outside the file.", "Remove it."
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.at = self.current_place
        space, _, tag = name.rpartition(" ")
        if self.ignored_depth or (space != SVG and self.styles) or tag in _IGNORED_ELEMENTS:
            self.skip(tag)
            return
        if space != SVG or (tag == "svg") is bool(self.styles):
            message = (
                f"It begins with <{tag[:30]}>." if not self.styles else f"<{tag}> is not drawn."
            )
            raise InvalidText(212, message, _AGAIN)
        own = {key: value for key, value in attributes.items() if " " not in key}
        if tag == "svg":
            self.begin(own)
        else:
            self.draw(tag, own)

    def skip(self, tag: str) -> None:
        """Ignore an element that draws nothing. A style or script is refused even inside one."""
        if tag in ("style", "script"):
            raise _unsupported_element(tag)
        self.ignored_depth += 1

    def end(self, _: str) -> None:
        if self.ignored_depth:
            self.ignored_depth -= 1
        else:
            self.styles.pop()

    def begin(self, attributes: Mapping[str, str]) -> None:
        """Begin the outermost element, whose box becomes that of the drawing."""
        if "viewBox" in attributes:
            box = read_numbers(attributes["viewBox"])
        else:
            sides = (attributes.get(side, "0").removesuffix("px") for side in ("width", "height"))
            box = [0.0, 0.0, *(number for side in sides for number in read_numbers(side))]
        if len(box) != 4 or min(box[2:]) <= 0:
            message = "It does not say how large it is."
            raise InvalidText(
                213, message, 'Give the first element a viewBox, such as "0 0 100 50".'
            )
        self.size = (box[2], box[3])
        initial = ShapeStyle(matrix=Matrix(1.0, 0.0, 0.0, 1.0, -box[0], -box[1]))
        self.styles.append(element_style(initial, attributes, _SIZE_ATTRIBUTES))

    def draw(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Add a shape, or begin a group."""
        kind = _KINDS.get(tag)
        if tag != "g" and kind is None:
            raise _unsupported_element(tag)
        if len(self.styles) == SVG_DEPTH or len(self.shapes) == SVG_SHAPES:
            raise InvalidText(212, "The picture has too many parts.", "Simplify it.")
        style = element_style(self.styles[-1], attributes, kind.geometry if kind else frozenset())
        self.styles.append(style)
        if kind is None:
            return
        outline = style.matrix.outline(kind.outline(attributes))
        width = style.stroke_width * style.matrix.scale
        stroke = style.stroke if width else ""
        if outline and (style.fill or stroke):
            self.shapes.append(Shape(outline, style.fill, style.even_odd, stroke, width))


def _unsupported_element(tag: str) -> InvalidText:
    hints = {
        "text": "Turn its letters into paths: the leaflet prints words itself.",
        "image": "Save the picture as PNG instead.",
        "use": "Write the shape itself in each place.",
    }
    return InvalidText(
        212, f"<{tag[:30]}> is not drawn.", hints.get(tag, "Remove it, or save as PNG.")
    )


def _length(attributes: Mapping[str, str], name: str) -> float:
    numbers = read_numbers(attributes.get(name, "0").removesuffix("px"))
    if len(numbers) != 1:
        raise InvalidText(213, f"'{name}' is not one number.", "Write a plain number.")
    return numbers[0]


def _rectangle(attributes: Mapping[str, str]) -> Outline:
    x, y, width, height, rx, ry = (
        _length(attributes, name) for name in ("x", "y", "width", "height", "rx", "ry")
    )
    rx, ry = (rx if "rx" in attributes else ry), (ry if "ry" in attributes else rx)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx > 0 and ry > 0:
        corners = f"a{rx} {ry} 0 0 1"
        right, down = width - 2 * rx, height - 2 * ry
        return read_outline(
            f"M{x + rx} {y}h{right}{corners} {rx} {ry}v{down}{corners} {-rx} {ry}"
            f"h{-right}{corners} {-rx} {-ry}v{-down}{corners} {rx} {-ry}z"
        )
    return read_outline(f"M{x} {y}h{width}v{height}h{-width}z")


def _ellipse(attributes: Mapping[str, str], across: str, down: str) -> Outline:
    x, y = _length(attributes, "cx"), _length(attributes, "cy")
    rx, ry = _length(attributes, across), _length(attributes, down)
    arc = f"a{rx} {ry} 0 0 1"
    return read_outline(f"M{x - rx} {y}{arc} {rx * 2} 0{arc} {-rx * 2} 0z") if rx > 0 < ry else ()


def _line(attributes: Mapping[str, str]) -> Outline:
    x1, y1, x2, y2 = (_length(attributes, name) for name in ("x1", "y1", "x2", "y2"))
    return (("m", (x1, y1)), ("l", (x2, y2)))


def _corners(attributes: Mapping[str, str], *, closed: bool) -> Outline:
    points = attributes.get("points", "").strip()
    return read_outline(f"M{points}{'z' if closed else ''}") if points else ()


class _ShapeKind(Struct, frozen=True):
    """A kind of shape. geometry: the attributes that give its outline."""

    geometry: frozenset[str]
    outline: Callable[[Mapping[str, str]], Outline]


def _kind(names: str, outline: Callable[[Mapping[str, str]], Outline]) -> _ShapeKind:
    return _ShapeKind(frozenset(names.split()), outline)


_KINDS: Final[dict[str, _ShapeKind]] = {
    "path": _kind("d", lambda attributes: read_outline(attributes.get("d", ""))),
    "rect": _kind("x y width height rx ry", _rectangle),
    "circle": _kind("cx cy r", lambda attributes: _ellipse(attributes, "r", "r")),
    "ellipse": _kind("cx cy rx ry", lambda attributes: _ellipse(attributes, "rx", "ry")),
    "line": _kind("x1 y1 x2 y2", _line),
    "polyline": _kind("points", lambda attributes: _corners(attributes, closed=False)),
    "polygon": _kind("points", lambda attributes: _corners(attributes, closed=True)),
}
