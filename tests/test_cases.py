"""Each code of a source file has a case: a page of prose, an input, and the faults it must give.

A fault that a case ends with … is compared up to there."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.base.errors import Fault, MonographError, Place, SourceError, VocabularyError
from leaflets.base.limits import FONT_BYTES
from leaflets.content.directions.standard import StandardDirections, standard_dosage
from leaflets.content.directions.vocabulary import load_vocabulary
from leaflets.content.library import Library
from leaflets.content.library.code_lists import read_codes
from leaflets.content.library.product_codes import read_product_codes
from leaflets.content.monograph.sections import read_sections
from leaflets.content.particulars import read_particulars
from leaflets.content.pharmacy.reading import read_pharmacy
from leaflets.content.pictures.svg import read_svg
from leaflets.content.profile.reading import read_profile
from leaflets.content.settings import read_settings
from leaflets.content.wording import check_complete, read_wording
from leaflets.exchange.fhir.reading import read_dispense
from leaflets.exchange.fhir.reading.xml_form import parse_fhir_xml
from leaflets.layout.families import read_families
from leaflets.layout.own_families import read_own_families
from leaflets.layout.reading import read_layout
from leaflets.pdf.images import check_raster
from leaflets.source.json import parse
from leaflets.source.schema import read as read_shape
from leaflets.source.yaml import parse as parse_yaml
from tests import minimal
from tests.house.source import PACKAGE, modules
from tests.own_fonts import toy_font
from tests.pdf.toy import png

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
ERRORS = PACKAGE / "help" / "errors.md"
# the rules C… and E…, whose cases are in tests/check/cases and tests/authoring/cases
NOTATION = PACKAGE / "help" / "notation.md"
CHECKS = PACKAGE / "help" / "checks.md"
FENCE = re.compile(r"^```(\w+)( whole)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GROWN = re.compile(r"\{\{(.+?) \* (\d+)\}\}")
HIDDEN = re.compile(r"\{\{U\+([0-9A-F]+)\}\}")
CODE = re.compile(r"[A-Z][0-9]{3}")
# the folders that read files, and the letter of their codes; the first two serve all
LETTERS = {
    "source/yaml/": "M", "source/schema/": "M", "content/monograph/": "M", "layout/": "L",
    "content/wording/": "W", "content/profile/": "P", "content/pharmacy/": "H",
    "content/pictures/": "H", "content/settings": "S",
}  # fmt: skip
# layouts and profiles extend each other
EXTENDING = ("source/schema/extends.py", "LP")


def _read_fonts(source: bytes) -> object:
    """Read a pharmacy's own fonts, of which some are beside it."""
    beside = {
        "Toy-Regular.ttf": toy_font(),
        "Large.ttf": bytes(FONT_BYTES + 1),
        "PostScript.otf": b"OTTO" + bytes(60),
        "Collection.ttf": b"ttcf" + bytes(60),
        "Restricted.ttf": toy_font(rights=0x2),
        "Whole.ttf": toy_font(rights=0x100),
    }

    def load(name: str) -> tuple[bytes, str] | None:
        return (beside[name], f"fonts/{name}") if name in beside else None

    fonts = Library().fonts()
    return read_own_families(source, "case.yaml", load, read_families(fonts.source, fonts.file))


def _read_layout(source: bytes) -> object:
    """A layout; or, if it is one, a list of a pharmacy's own fonts."""
    if source.startswith(b"families:"):
        return _read_fonts(source)
    library = Library()
    fonts = library.fonts()

    def load(name: str) -> tuple[bytes, str]:
        if name == "case":
            return source, "case.yaml"
        if name.startswith("chain-"):
            below = int(name.removeprefix("chain-")) + 1
            return f"extends: chain-{below}\n".encode(), f"{name}.yaml"
        found = library.layout(name)
        return found.source, found.file

    return read_layout(load, "case", read_families(fonts.source, fonts.file))


def _read_profile(source: bytes) -> object:
    def load(name: str) -> tuple[bytes, str]:
        if name == "case":
            return source, "case.yaml"
        if name.startswith("chain-"):
            below = int(name.removeprefix("chain-")) + 1
            return f"extends: chain-{below}\n".encode(), f"{name}.yaml"
        found = Library().profile(name)
        return found.source, found.file

    return read_profile(load, "case", minimal.sections())


def _read_pharmacy(source: bytes) -> object:
    """A pharmacy with some pictures beside it; or, if it is one, an SVG."""
    if source.startswith(b"<"):
        return read_svg(source, "case.svg")
    beside = {"torn.png": png("RGB")[:60], "bomb.png": minimal.png_head(30_000, 30_000)}

    def load(name: str) -> tuple[bytes, str] | None:
        return (beside[name], name) if name in beside else None

    return read_pharmacy(source, "case.yaml", load, check_raster)


def _read_monograph(source: bytes) -> None:
    """Read a monograph as --strict does, which takes warnings for faults."""
    minimal.read_monograph(source)
    if warnings := minimal.monograph_warnings(source.decode()):
        raise MonographError(warnings)


def _read_wording(source: bytes) -> None:
    wording, agreed = read_wording(source, "case.yaml"), minimal.sections()
    check_complete(wording, "en", (part.id for part in agreed.walk()), agreed.routes)


def _read_list(source: bytes) -> object:
    """Read a pharmacy's table of product codes; standard directions; or the list of sections."""
    if source.startswith(b"review:"):
        return _read_standard_directions(source)
    if source.startswith(b"system,"):
        codes = Library().codes()
        return read_product_codes(source, "case.csv", read_codes(codes.source, codes.file))
    return read_sections(source, "case.yaml")


def _read_standard_directions(source: bytes) -> object:
    """Read standard directions, and put the codes of the first into words."""
    node = parse_yaml(source, "case.yaml", VocabularyError)
    directions = read_shape(StandardDirections, node, VocabularyError)
    codes = load_vocabulary(Library()).codes
    return standard_dosage(directions, next(iter(directions.directions)), codes)


BASES = {
    "M": minimal.MONOGRAPH,
    "W": Library().wording("en").source.decode(),
    "H": minimal.PHARMACY,
}
NOT_YAML = ("J", "K", "D")  # whose numbers are their own
READERS: dict[str, Callable[[bytes], object]] = {
    "M": _read_monograph,
    "L": _read_layout,
    "W": _read_wording,
    "P": _read_profile,
    "A": lambda source: read_particulars(source, "case.yaml", "en"),
    "H": _read_pharmacy,
    "S": lambda source: read_settings(source, "case.yaml", Library()),
    "V": _read_list,
    "J": lambda source: parse(source, Place("case.json")),
    "K": lambda source: parse_fhir_xml(source, "case.xml"),
    "D": lambda source: read_dispense(source, "case.json", particulars=True),
}


def _input(page: str, letter: str) -> bytes:
    """The fenced input. whole: nothing is added to it; else a sound file gives the other keys.

    {{x * 3}} stands for xxx, {{U+200B}} for a character that nobody could see in the case.
    """
    kind, whole, text = next(found.groups() for found in FENCE.finditer(page))
    text = GROWN.sub(lambda found: found[1] * int(found[2]), text)
    text = HIDDEN.sub(lambda found: chr(int(found[1], 16)), text)
    if kind == "bytes":
        return text.rstrip("\n").encode().decode("unicode_escape").encode("latin-1")
    if letter in BASES and not whole and kind == "yaml":
        text = minimal.with_keys(text, BASES[letter])
    return text.encode()


def _line_of(fault: Fault) -> str:
    """Return a fault as a case writes it: without the name of the file."""
    path = fault.place.path
    place = f"{fault.place.line}:{fault.place.column} " if fault.place.line else path and f"{path} "
    return f"{place}{fault.code} {fault.says} {fault.hint}".rstrip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_gives_its_faults(case: Path) -> None:
    page = case.read_text(encoding="utf-8")
    letter = case.stem[0]
    expected = [found[3] for found in FENCE.finditer(page) if found[1] == "faults"]
    with pytest.raises(SourceError) as caught:
        READERS[letter](_input(page, letter))
    # a case may stand on a shipped layout or profile, whose own faults are not this test's concern
    faults = [f for f in caught.value.faults if not f.place.file.startswith(("layouts/", "data/"))]
    for fault, expected_line in zip(faults, expected[0].splitlines(), strict=True):
        line, start = _line_of(fault), expected_line.removesuffix("…")
        assert line == expected_line or (start != expected_line and line.startswith(start))
    assert any(fault.code == case.stem for fault in caught.value.faults)
    assert page.startswith(f"# {case.stem}: ")


def _in_source() -> set[str]:
    """Collect the codes in the source of the package: complete, or as the number of a fault."""
    found: set[str] = set()
    for module in modules():
        folders = [folder for folder in LETTERS if str(module).startswith(folder)]
        letter = LETTERS[folders[0]] if folders else None
        if str(module) == EXTENDING[0]:
            numbers = {number for call in module.calls() for number in _numbers(call)}
            found |= {f"{each}{number}" for each in EXTENDING[1] for number in numbers}
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
                continue
            value = node.value
            if isinstance(value, str) and CODE.fullmatch(value):
                found.add(value)
            elif letter and isinstance(value, str) and re.fullmatch(r"[0-9]{3}", value):
                found.add(letter + value)
        if letter:
            found |= {f"{letter}{number}" for call in module.calls() for number in _numbers(call)}
    return {_general_code(code) for code in found}


def _numbers(call: ast.Call) -> list[int]:
    first = [node.value for node in call.args[:1] if isinstance(node, ast.Constant)]
    return [value for value in first if isinstance(value, int) and 100 <= value < 400]


def _general_code(code: str) -> str:
    """Return M104 for W104: only the numbers from 200 to 299 differ between letters."""
    return "M" + code[1:] if code[0] in READERS and code[1] != "2" else code


def _documented() -> set[str]:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ERRORS, NOTATION, CHECKS))
    return set(re.findall(r"^- ([A-Z][0-9]{3}): ", pages, re.MULTILINE))


def test_every_code_is_documented() -> None:
    assert _in_source() - _documented() == set(), "add them to leaflets/help/errors.md"


def test_no_code_means_two_things() -> None:
    codes = re.findall(r"^- ([A-Z][0-9]{3}): ", ERRORS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {code for code in codes if codes.count(code) > 1} == set(), "give one another number"


def test_every_documented_code_exists() -> None:
    assert _documented() - _in_source() == set(), "remove them from leaflets/help/errors.md"


def test_every_code_of_a_source_file_has_a_case() -> None:
    # from 280: raised where a file is compared with a request or another file
    of_files = {
        code for code in _documented() if code[0] in READERS and not "280" <= code[1:] <= "299"
    }
    assert of_files - {case.stem for case in CASES} == set(), "add tests/cases/CODE.md"


def test_the_shared_numbers_mean_the_same_in_every_kind_of_file() -> None:
    for letter, reader in READERS.items():
        if letter in NOT_YAML:
            continue
        with pytest.raises(SourceError) as caught:
            reader(b"a: 1\na: 2\nb: &x 1\n")
        assert {f"{letter}001", f"{letter}104"} <= {fault.code for fault in caught.value.faults}
    assert VocabularyError.letter == "V"
