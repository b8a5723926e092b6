"""Every undocumented name of ReportLab on which the pdf room relies, with the reason.

An upgrade of ReportLab that changes one fails here, and should be read before anything else.
"""

from __future__ import annotations

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from reportlab import rl_settings
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.textobject import PDFTextObject

import leaflets.pdf
from leaflets.pdf.engine import (
    FONT_PATHS,
    SETTINGS_MODULES,
    Canvas,
    TTFont,
    pdfmetrics,
)

from .toy import REGULAR, register

ROOM = Path(leaflets.pdf.__file__).parent
# what ReportLab looks for and obeys, and in which module; the engine stands in its way by name
OBEYED = {
    "reportlab_settings": "rl_config",
    "reportlab.local_rl_settings": "rl_config",
    "RL_": "rl_config",
    "reportlab_mods": "__init__",
    "reportlab.local_rl_mods": "__init__",
}
RELIED_ON = {
    "_code": "the page's operators; words are put among them, and the rest is swept into artifacts",
    "_pagesize": "the size of the current page",
    "_startPage": "forgets the page's operators and graphics state; showPage is our own",
    "_make_preamble": "overridden: it would name Helvetica, which cannot be embedded",
    "_preamble": "what _make_preamble leaves; ours is empty, and showPage does not write it",
}


def _attributes_of_self(
    tree: ast.AST, context: type[ast.expr_context] = ast.expr_context
) -> set[str]:
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, context)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }


def test_version() -> None:
    assert reportlab.__version__ == "5.1.0"


def test_the_list_is_complete() -> None:
    """Private names used by the canvas and defined by ReportLab are in the list, and no others."""
    theirs = set(dir(Canvas)) | set(vars(Canvas(BytesIO())))
    tree = ast.parse((ROOM / "canvas.py").read_text("utf-8"))
    used = _attributes_of_self(tree) | {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    }
    private = {name for name in used & theirs if re.match(r"_[^_]", name)}
    assert private == set(RELIED_ON)


def test_no_other_module_uses_a_private_name_of_theirs() -> None:
    """Of any object: an attribute that ours do not define."""
    theirs = {
        name
        for kind in (Canvas, TTFont, PDFTextObject)
        for name in {*dir(kind), *vars(kind)}
        if re.match(r"_[^_]|_[A-Z]", name)
    }
    offences = []
    for path in sorted(ROOM.parent.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        ours = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} - ours
        named = {name for name in used if name.startswith("_")} & theirs
        offences += [f"{path.name}: {name}" for name in named - set(RELIED_ON)]
    assert offences == []


@pytest.mark.parametrize(("name", "module"), OBEYED.items())
def test_what_it_obeys_is_still_called_so(name: str, module: str) -> None:
    text = (Path(reportlab.__file__).parent / f"{module}.py").read_text("utf-8")
    assert re.search(rf"(import|from) {re.escape(name)}\b|'{name}'", text)
    assert name in (*SETTINGS_MODULES, "RL_")


def test_every_setting_that_we_fix_exists() -> None:
    """A setting that was renamed would be fixed to no effect."""
    tree = ast.parse((ROOM / "engine.py").read_text("utf-8"))
    fixed = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "rl_config"
    }
    assert len(fixed) > 5
    assert fixed | set(FONT_PATHS) <= set(rl_settings.__all__)
    assert callable(ImageReader.set_max_image_size)


def test_code_is_a_list_of_operators() -> None:
    canvas = Canvas(BytesIO())
    assert canvas._code == []
    canvas.rect(1, 2, 3, 4)
    canvas.line(1, 2, 3, 4)
    canvas.saveState()
    assert canvas._code == ["n 1 2 3 4 re S", "n 1 2 m 3 4 l S", "q"]


def test_start_page_forgets_the_operators() -> None:
    canvas = Canvas(BytesIO())
    canvas.translate(5, 5)
    canvas.saveState()
    canvas._startPage()
    assert canvas._code == []
    assert canvas.absolutePosition(0, 0) == (0, 0)
    assert canvas.getPageNumber() == 2


def test_the_preamble_would_name_helvetica() -> None:
    assert "Tf" in Canvas(BytesIO())._preamble


def test_our_attributes_hide_none_of_theirs() -> None:
    theirs = set(dir(Canvas)) | set(vars(Canvas(BytesIO())))
    ours = _attributes_of_self(ast.parse((ROOM / "canvas.py").read_text("utf-8")), ast.Store)
    assert ours & theirs == {"_preamble"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("charToGlyph", dict), ("charWidths", dict), ("defaultWidth", (int, float)),
        ("name", bytes), ("bbox", list),
        ("flags", int), ("ascent", (int, float)), ("descent", (int, float)),
        ("capHeight", (int, float)), ("italicAngle", (int, float)), ("stemV", (int, float)),
    ],
)  # fmt: skip
def test_a_face_tells_what_a_font_descriptor_wants(name: str, kind: type) -> None:
    register()
    assert isinstance(getattr(pdfmetrics.getFont(REGULAR).face, name), kind)


def test_make_subset_takes_characters_by_code() -> None:
    register()
    face = pdfmetrics.getFont(REGULAR).face
    few, more = face.makeSubset([0, 65]), face.makeSubset([0, 65, 66, 67])
    assert few[:4] == b"\0\1\0\0"
    assert len(few) < len(more)
