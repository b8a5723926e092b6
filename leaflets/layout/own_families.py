"""A pharmacy's own families of type, for characters that ours lack: fonts.yaml in its folder."""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final, Self

from ..base.errors import Fault, LayoutError, NotFoundError
from ..base.limits import FONT_BYTES, NAME_CHARACTERS, OWN_FAMILIES
from ..source.schema import FileShape, InvalidText, field, read
from ..source.yaml import Text, parse
from .families import Family, FontProgram, OwnFamily, Weight
from .font_files import FontHeights, check_font
from .scalars import FamilyName, Share

__all__ = ["OwnFontList", "read_own_families"]

Load = Callable[[str], tuple[bytes, str] | None]

FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:ttf|otf)\Z")
# of a font that does not tell them: those of the Latin letters in most fonts
COMMON_HEIGHTS: Final = FontHeights(0.5, 0.7)


class FontFileName(Text):
    """The name of a font file in the folder fonts beside fonts.yaml."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a name such as `NotoSansSC-Regular.ttf`, without a folder. Raises InvalidText."""
        if len(text) > NAME_CHARACTERS or not FILE.match(text):
            hint = "Put the file into the folder fonts, and name it as Name-Regular.ttf."
            raise InvalidText(270, f"'{text[:60]}' is not the name of a font file.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(ttf|otf)$"}


class OwnFaces(FileShape):
    """The files of a family of a pharmacy's own."""

    name: Text = field("Its name in print.")
    licence: Text = field("The licence under which you use it, such as OFL-1.1.")
    regular: FontFileName = field("The file of its regular letters.")
    bold: FontFileName | None = field(
        "The file of its bold letters; left out: bold words are set in the regular ones.",
        default=None,
    )


class OwnFontList(FileShape):
    """The families of a pharmacy's own, in the order in which they are asked for a character."""

    families: dict[FamilyName, OwnFaces] = field(
        "Each by a short name.", least=1, most=OWN_FAMILIES
    )


def read_own_families(
    source: bytes, file: str, load: Load, ours: Mapping[str, Family]
) -> dict[str, OwnFamily]:
    """Read a pharmacy's own families and their files, by name.

    load: returns the bytes of a font file and its path for messages; None if it is absent. ours:
    the families that come with the program, whose names are taken.
    Raises LayoutError with every fault.
    """
    faults: list[Fault] = []
    node = parse(source, file, LayoutError, faults)
    shapes = read(OwnFontList, node, LayoutError, faults).families
    families = {}
    for name, faces in shapes.items():
        if name in ours:
            message = f"A family of type that is called '{name}' comes with the program."
            faults.append(Fault("L274", name.place, message, "Give yours another name."))
        if family := _family(faces, load, faults):
            families[str(name)] = family
    if faults:
        raise LayoutError(faults)
    return families


def _family(faces: OwnFaces, load: Load, faults: list[Fault]) -> OwnFamily | None:
    programs: dict[Weight, FontProgram] = {}
    heights = COMMON_HEIGHTS
    for weight, name in _files(faces):
        try:
            programs[weight], font_heights = _program(name, load)
        except InvalidText as why:
            faults.append(Fault(f"L{why.number}", name.place, why.says, why.hint))
            continue
        if weight == "regular" and all(font_heights):
            heights = font_heights
    if "regular" not in programs:
        return None
    return OwnFamily(
        name=faces.name,
        package=Text(""),
        version=Text(""),
        licence=faces.licence,
        x_height=Share(heights.x_height),
        cap_height=Share(heights.cap_height),
        scripts=(),
        faces={},
        programs=programs,
    )


def _files(faces: OwnFaces) -> Iterator[tuple[Weight, FontFileName]]:
    yield "regular", faces.regular
    if faces.bold is not None:
        yield "bold", faces.bold


def _program(name: FontFileName, load: Load) -> tuple[FontProgram, FontHeights]:
    """Return a font file and its heights. Raises InvalidText 271, 272, 273."""
    try:
        loaded = load(str(name))
    except NotFoundError as error:
        raise InvalidText(271, error.says, "Put an ordinary file there, no link.") from None
    if loaded is None:
        message = f"There is no file {name} in the folder fonts beside this file."
        raise InvalidText(271, message, "Put it there, or remove it here.")
    content, file = loaded
    if len(content) > FONT_BYTES:
        message = f"{file} is larger than {FONT_BYTES // 1024 // 1024} MiB."
        raise InvalidText(271, message, "Use a font with fewer characters.")
    heights = check_font(content)
    return FontProgram(file, sha256(content).hexdigest(), content), heights
