"""Fonts: verified and loaded once, their widths, and the fallback for characters they lack."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..base.errors import FontFault, MissingGlyph, Place
from ..layout.families import Family, OwnFamily, Weight, in_order_for
from ..pdf.embedded_fonts import register_font
from ..pdf.engine import TTFont
from ..pdf.shaping_fonts import register_shaping_font
from .font_metrics import FontMetrics
from .script_fonts import extra_for, is_installed, script_families, split_by_script
from .scripts import has_script, needs_shaping, script_of, scripts_of

if TYPE_CHECKING:
    from ..pdf.shaping import ShapingFont

__all__ = ["Fonts", "font_file"]

# Characters that differ from another only in where a line may break. They are drawn with its glyph,
# and keep their own code in the text of the PDF.
SAME_GLYPH: Final = {0x00A0: 0x0020, 0x202F: 0x0020, 0x2011: 0x002D, 0x2010: 0x002D, 0x00AD: 0x002D}
REINSTALL: Final = "Install leaflets again; its fonts come with it."
NO_SHAPING: Final = (
    "Write it in Latin letters: those of this script, which join, carry marks or change places, "
    "cannot be set, whatever the font."
)
ADD_FONT: Final = (
    "Write it in another way, or add a font that has it to fonts.yaml in your own folder; see "
    "'leaflets help layouts'."
)
OTHER_FONT: Final = "Use another font in your fonts.yaml."

_load_lock = threading.Lock()
_metrics_by_name: dict[str, FontMetrics] = {}
_shaping_by_name: dict[str, ShapingFont] = {}


def font_file(family: Family, weight: Weight) -> Path:
    """Return the path of the font file in its package. Raises FontFault."""
    spec = find_spec(family.package)
    if spec is None or not spec.submodule_search_locations:
        raise FontFault(
            f"The package {family.package}, which brings a font, is missing.", REINSTALL
        )
    return Path(spec.submodule_search_locations[0]) / family.faces[weight].file


def _read(path: Path, sha256: str) -> bytes:
    """Return the content of a font file that comes with the program. Raises FontFault."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise FontFault(
            f"The font file {path.name} cannot be read: {fault.strerror}.", REINSTALL
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FontFault(
            f"The font file {path.name} is not the one that was tested with this version.",
            REINSTALL,
        )
    return content


def _load(name: str, file: str, read: Callable[[], bytes], hint: str) -> FontMetrics:
    """Load a font, once a process. Raises FontFault.

    name: under which it is registered. file: its name for messages. hint: what to do if it is none.
    """
    with _load_lock:
        if name not in _metrics_by_name:
            content = read()
            try:
                font = TTFont(name, BytesIO(content))
                _add_same_glyphs(font.face)
                metrics = FontMetrics(name, font)
            except Exception:  # ReportLab raises whatever the damage makes it trip over
                raise FontFault(
                    f"The font file {file} is not a TrueType font that can be embedded.",
                    hint,
                ) from None
            register_font(font)
            _metrics_by_name[name] = metrics
        return _metrics_by_name[name]


def _load_shaping(name: str, path: Path, sha256: str, weight: int | None) -> ShapingFont:
    """Load the font of a script, once a process. Raises FontFault."""
    from ..pdf.shaping import ShapingFont  # loads HarfBuzz, which few leaflets need

    with _load_lock:
        if name not in _shaping_by_name:
            font = ShapingFont(name, _read(path, sha256), weight)
            register_shaping_font(font)
            _shaping_by_name[name] = font
        return _shaping_by_name[name]


def _add_same_glyphs(face: Any) -> None:
    for character, model in SAME_GLYPH.items():
        if model in face.charToGlyph:
            face.charToGlyph[character] = face.charToGlyph[model]
            face.charWidths[character] = face.charWidths.get(model, face.defaultWidth)


class Fonts:
    """The fonts of a layout: each family in two weights, loaded when they are first needed.

    names: of the families, in the order in which they are asked for a character; the layout's text
    family first, if it has the letters of the language. language: of the leaflet, BCP 47; Chinese
    characters have other forms in other languages. loaded: the fonts that were loaded so far, by
    their registered names.
    """

    def __init__(
        self, names: Sequence[str], families: Mapping[str, Family], language: str = ""
    ) -> None:
        self.names = in_order_for(language, names, families)
        self.families, self.language = families, language
        self.loaded: dict[str, FontMetrics | ShapingFont] = {}
        self._font_of_character: dict[tuple[str, Weight, str], FontMetrics] = {}
        # of texts in scripts with fonts of their own, which are slow to split
        self._split_texts: dict[tuple[str, Weight, str], list[tuple[str, str]]] = {}

    @property
    def x_height(self) -> float:
        """Height of a small x of the text family, as a share of the type size."""
        return float(self.families[self.names[0]].x_height)

    @property
    def cap_height(self) -> float:
        """Height of a capital of the text family, as a share of the type size."""
        return float(self.families[self.names[0]].cap_height)

    def metrics(self, name: str, weight: Weight) -> FontMetrics:
        """Return the font of a family in a weight. Raises FontFault."""
        family = self.families[name]
        if isinstance(family, OwnFamily):
            return self._own_metrics(name, family, weight)
        key = f"{name}-{weight}"
        font = self.loaded.get(key)
        if font is None:
            path, sha256 = font_file(family, weight), family.faces[weight].sha256
            font = _load(key, path.name, lambda: _read(path, sha256), REINSTALL)
            self.loaded[key] = font
        assert isinstance(font, FontMetrics)
        return font

    def _own_metrics(self, name: str, family: OwnFamily, weight: Weight) -> FontMetrics:
        """Return the font of a pharmacy's own family, whose regular font may serve as the bold."""
        program = family.programs.get(weight, family.programs["regular"])
        key = f"{name}-{program.sha256}"  # another library may have another font of that name
        font = self.loaded.get(key)
        if font is None:
            font = _load(key, program.file, lambda: program.content, OTHER_FONT)
            if not font.characters.issuperset(" -"):  # which end lines, in any font
                message = f"The font file {program.file} has no space or no hyphen."
                raise FontFault(message, OTHER_FONT)
            self.loaded[key] = font
        assert isinstance(font, FontMetrics)
        return font

    def script_font(self, script: str, weight: Weight) -> ShapingFont | None:
        """Return the font of a script of `scripts_of`, if it is installed. Raises FontFault."""
        if not script:
            return None
        name, family = script_families()[script]
        if not is_installed(family.package):
            return None
        key = f"{name}-{weight}"
        font = _shaping_by_name.get(key)
        if font is None:
            face = family.faces[weight]
            font = _load_shaping(key, font_file(family, weight), face.sha256, face.weight)
        self.loaded[key] = font
        return font

    def regular_and_bold(self) -> tuple[str, str]:
        """Return the registered names of the text family's two fonts. Raises FontFault."""
        family = self.names[0]
        return self.metrics(family, "regular").name, self.metrics(family, "bold").name

    def widths(self, font: str) -> Mapping[int, float]:
        """Return the widths of a font (see FontMetrics). font: its registered name."""
        return self.loaded[font].widths

    def split(
        self, text: str, weight: Weight, place: Place | None, language: str | None = None
    ) -> Iterator[tuple[str, str]]:
        """Split a text by font: yield a font's registered name, and the text that it can draw.

        place: of the text in the monograph, for the message. language: of the text, if that is not
        the leaflet's. Raises MissingGlyph.
        """
        names = self.names if not language else in_order_for(language, self.names, self.families)
        text_font = self.metrics(names[0], weight)
        if text_font.characters.issuperset(text):
            yield text_font.name, text
            return
        key = text, weight, language or self.language
        if parts := self._split_texts.get(key):
            yield from parts
            return
        if has_script(text) and any(self._needs_script_font(char, weight) for char in set(text)):
            self._split_texts[key] = list(
                split_by_script(
                    text,
                    scripts_of(text, key[2]),
                    lambda script: self.script_font(script, weight),
                    lambda char: self._font_of(char, weight, place, names).name,
                )
            )
            yield from self._split_texts[key]
            return
        start, current = 0, None
        for index, char in enumerate(text):
            font = self._font_of(char, weight, place, names)
            if font is not current:
                if current is not None:
                    yield current.name, text[start:index]
                start, current = index, font
        if current is not None:
            yield current.name, text[start:]

    def missing(self, text: str) -> list[str]:
        """Return the characters of a text that no font has, in order."""
        return [
            char for char in dict.fromkeys(text)
            if self.find(char, "regular") is None and not self._script_font_has(char)
        ]  # fmt: skip

    def _needs_script_font(self, char: str, weight: Weight) -> bool:
        """Return whether a character is of a script that the families of the layout lack."""
        return bool(script_of(char)) and self.find(char, weight) is None

    def hint(self, characters: Iterable[str]) -> str:
        """Return what to do about characters that no font has."""
        if extra := extra_for("".join(characters), self.language):
            return f"Install their fonts with: pip install 'leaflets[{extra}]'."
        return NO_SHAPING if any(map(needs_shaping, characters)) else ADD_FONT

    def _script_font_has(self, char: str) -> bool:
        font = self.script_font(scripts_of(char, self.language)[0], "regular")
        return font is not None and char in font.characters

    def _font_of(
        self, char: str, weight: Weight, place: Place | None, names: tuple[str, ...]
    ) -> FontMetrics:
        """Return the font of a character that is set by itself. Raises MissingGlyph."""
        key = char, weight, names[0]
        font = self._font_of_character.get(key) or self.find(char, weight, names)
        if font is None:
            raise MissingGlyph(
                f"No font of this layout ({', '.join(self.names)}) has the character "
                f"U+{ord(char):04X}.",
                self.hint(char),
                place=place,
            )
        self._font_of_character[key] = font
        return font

    def find(
        self, char: str, weight: Weight, names: tuple[str, ...] | None = None
    ) -> FontMetrics | None:
        """Return the first font that has a character, of all families or these; None if none."""
        for name in names or self.names:
            if isinstance(self.families[name], OwnFamily) and needs_shaping(char):
                return None  # our own families hold no such character
            font = self.metrics(name, weight)
            if ord(char) in font.widths or char in "\n\t":
                return font
        return None
