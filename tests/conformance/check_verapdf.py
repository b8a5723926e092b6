"""veraPDF agrees; run by `python -m pytest tests/conformance/check_verapdf.py` and not by default.

What it needs is said in verapdf.py; without it these tests fail, because they were asked for.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import leaflets
from leaflets.batch.model import LeafletKey, Request, Setup
from leaflets.batch.packs import make_pack
from leaflets.content.library import Library
from leaflets.pdf.embed import embedded_files
from leaflets.pdf.inspect import inspect
from leaflets.pdf.structure import structure_tree
from leaflets.typesetting.draw import draw as draw_leaflet
from tests.patients import particulars
from tests.scripts import SAMPLES, toy
from tests.scripts import pdf_of as pdf_of_script
from tests.shipped import (
    LAYOUTS,
    MONOGRAPHS,
    SHELF_SAMPLE,
    families,
    is_tried,
    shipped_layout,
    shipped_leaflet,
    shipped_typeset,
)
from tests.typesetting.toys import chapters

from ..leaflet.test_frame import DANISH
from ..pdf.mutations import MUTATIONS, saved, spoiled
from ..pdf.stress import STRESS, pdf_of
from ..pdf.toy import draw, leaflet, paragraph, table
from .verapdf import Verdict, validate


def verdicts(folder: Path, files: dict[str, tuple[str, bytes]]) -> dict[tuple[str, str], Verdict]:
    """By name and flavour, for (flavours, bytes) by name."""
    wanted = []
    for name, (flavours, pdf) in files.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(pdf)
        wanted.append((flavours, path))
    return {(Path(found.file).name[:-4], found.flavour): found for found in validate(wanted)}


def failed(found: dict[tuple[str, str], Verdict]) -> dict[tuple[str, str], dict[str, str]]:
    """The broken rules of what did not pass."""
    return {key: each.broken for key, each in found.items() if not each.passed}


def test_long_leaflets_pass(tmp_path: Path) -> None:
    layout, made = shipped_layout("booklet"), chapters(9, parts=2, paragraphs=9)
    pdf = draw_leaflet(made, layout, families(), name="booklet", version="0").typeset.pdf
    found = verdicts(tmp_path, {"contents": ("ua1,2a", pdf)})
    assert len(inspect(pdf).contents) == 27
    assert len(found) == 2
    assert failed(found) == {}


def test_good_files_pass(tmp_path: Path) -> None:
    made = leaflet()
    long = paragraph("long", " ".join(f"word{n}" for n in range(9000)))
    found = verdicts(
        tmp_path,
        {
            "plain": ("ua1,2a", draw()),
            "embedded": (
                "ua1,3a",
                draw(made, embed=embedded_files(made, structure_tree(made), b"name: toyamine\n")),
            ),
            "long": ("ua1,2a", draw(leaflet((made.blocks[0], table("big", 300), long)))),
        },
    )
    assert len(found) == 6
    assert failed(found) == {}


def test_leaflets_in_every_script_pass(tmp_path: Path) -> None:
    files = {language: ("ua1,2a", pdf_of_script(toy(language))) for language in SAMPLES}
    found = verdicts(tmp_path, files)
    assert len(found) == 2 * len(SAMPLES)
    assert failed(found) == {}


def test_leaflets_in_two_languages_pass_in_every_layout(tmp_path: Path) -> None:
    alike = [("es", "en"), ("en", "vi"), ("fr", "pl"), ("pt", "en")]
    files = {}
    for index, layout in enumerate(LAYOUTS):
        for first, second in (alike[index % len(alike)], ("ar", "en"), ("en", "ar")):
            own = leaflets.compose(leaflets.read("acetylcysteine", language=first))
            other = leaflets.compose(leaflets.read("acetylcysteine", language=second))
            pdf = leaflets.typeset(leaflets.in_two_languages(own, other), layout).pdf
            files[f"{first}.{second}.{layout}"] = ("ua1,2a", pdf)
    found = verdicts(tmp_path, files)
    assert len(found) == 6 * len(LAYOUTS)
    assert failed(found) == {}


def test_a_text_in_a_frame_of_another_language_passes(tmp_path: Path) -> None:
    (tmp_path / "da.yaml").write_text(DANISH, "utf-8")
    framed = leaflets.compose(leaflets.read(tmp_path / "da.yaml"), frame_language="en")
    found = verdicts(tmp_path, {"framed": ("ua1,2a", leaflets.typeset(framed).pdf)})
    assert len(found) == 2
    assert failed(found) == {}


def test_spoiled_files_fail_by_the_right_rule(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(draw())) as pdf:
        good = saved(pdf)
    files = {each.name: (each.profile, spoiled(good, each)) for each in MUTATIONS}
    found = verdicts(tmp_path, files | {"good": ("ua1", good)})
    assert found.pop(("good", "ua1")).passed
    missed = {
        each.name: tuple(found[each.name, each.profile].broken)
        for each in MUTATIONS
        if each.verapdf not in found[each.name, each.profile].broken
    }
    assert missed == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_shipped_leaflet_in_every_layout(tmp_path: Path, layout: str) -> None:
    files = {
        f"{name}.{language}": ("ua1,2a", shipped_typeset(name, language, layout).pdf)
        for name, language in MONOGRAPHS
    }
    found = verdicts(tmp_path, files)
    assert len(found) == 2 * len(MONOGRAPHS)
    assert failed(found) == {}


COUNTRIES = [name for name in Library().profiles() if name != "generic"]


@pytest.mark.parametrize("profile", COUNTRIES)
def test_every_shipped_leaflet_by_every_profile_in_two_layouts(
    tmp_path: Path, profile: str
) -> None:
    """Each layout with many of them: what a country asks are words, their order and their size."""
    files = {}
    spoken = [each for each in MONOGRAPHS if is_tried(profile, each[1])]
    for index, (name, language) in enumerate(spoken, COUNTRIES.index(profile)):
        made = leaflets.compose(leaflets.read(name, language=language), profile=profile)
        for layout in (LAYOUTS[index % len(LAYOUTS)], LAYOUTS[(index + 3) % len(LAYOUTS)]):
            with suppress(leaflets.DoesNotFit):  # tests/content/profile/test_shelf.py says which
                pdf = leaflets.typeset(made, layout).pdf
                files[f"{name}.{language}.{layout}"] = ("ua1,2a", pdf)
    assert len(files) > 1.8 * len(spoken)
    assert failed(verdicts(tmp_path, files)) == {}


def test_shipped_leaflets_with_their_source(tmp_path: Path) -> None:
    """The sample: the words and the fonts are those of the same leaflet without its source."""
    files = {}
    for name, language, layout in SHELF_SAMPLE:
        reading = leaflets.read(name, language=language)
        pdf = leaflets.typeset(leaflets.compose(reading), layout, embed=reading).pdf
        files[f"{name}.{language}.{layout}"] = ("ua1,3a", pdf)
    assert failed(verdicts(tmp_path, files)) == {}


def test_every_shipped_leaflet_folded(tmp_path: Path) -> None:
    files = {}
    for name, language in MONOGRAPHS:
        folded = leaflets.typeset(shipped_leaflet(name, language), "booklet", impose=True).pdf
        files[f"{name}.{language}"] = ("ua1,2a", folded)
    assert failed(verdicts(tmp_path, files)) == {}


PERSONAL = ("standard", "letter", "clear-print")


def test_personal_leaflets(tmp_path: Path) -> None:
    """The first medicine in each language in each layout, the others in one; and in full."""
    files = {}
    for index, (name, language) in enumerate(MONOGRAPHS):
        reading = leaflets.read(name, language=language)
        identity = reading.monograph.identity
        own = {"product": str(identity.name), "route": str(identity.routes[0])}
        at = index % len(PERSONAL)
        for layout in PERSONAL if name == "acetylcysteine" else PERSONAL[at : at + 1]:
            try:
                frozen = leaflets.freeze(reading, layout, route=own["route"])
            except leaflets.DoesNotFit:
                assert language in ("ar", "hi", "zh")  # whose labels are shaped
                continue
            patient = f"Žofie {layout} (Łódź) \\"
            stamped = frozen.stamp(particulars(language, **own, patient=patient))
            files[f"{name}.{language}.{layout}"] = ("ua1,2a", stamped)
        made = leaflets.compose(reading, particulars=particulars(language, **own))
        files[f"{name}.{language}.full"] = ("ua1,2a", leaflets.typeset(made, "large-print").pdf)
    assert failed(verdicts(tmp_path, files)) == {}


def test_harder_leaflets(tmp_path: Path) -> None:
    files = {
        f"{name}.{layout}": ("ua1,2a", pdf)
        for name, made in STRESS.items()
        for layout in LAYOUTS
        if (pdf := pdf_of(made, layout))
    }
    assert failed(verdicts(tmp_path, files)) == {}


def test_packs_pass(tmp_path: Path) -> None:
    files = {}
    for layout in LAYOUTS:
        key = LeafletKey("acetylcysteine", layout, "en", "generic")
        spanish = key._replace(language="es")
        rows = [
            Request(2, "a", key, particulars()),
            Request(3, "b", key, particulars(product="Acetylcysteine 200 mg")),
            Request(4, "c", spanish, particulars("es")),
        ]
        files[f"pack {layout}"] = ("ua1,2a", make_pack(Setup(), rows).file.pdf)
    found = verdicts(tmp_path, files)
    assert len(found) == 2 * len(LAYOUTS)
    assert failed(found) == {}
