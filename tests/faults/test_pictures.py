"""Rows 35 and 36: pictograms are the program's own, logos are looked at whole, each has words."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path
from typing import Any

import pytest

from leaflets.base.errors import Bug
from leaflets.content.pictures.model import Pictogram
from leaflets.leaflet.model import Figure, Words
from leaflets.pdf.structure import structure_tree

from .. import minimal
from ..cli.program import leaflets
from ..minimal import monograph_faults
from ..pdf.toy import png
from ..typesetting import toys


@pytest.fixture(params=["bomb", "truncated", "link", "missing"])
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    if request.param == "bomb":
        path.write_bytes(minimal.png_head(30_000, 30_000))
    elif request.param == "truncated":
        path.write_bytes(minimal.png_head(10, 10)[:20])
    elif request.param == "link":
        path.symlink_to("/etc/passwd")
    return path


def asked(says: str) -> str:
    """A monograph with a question that says this."""
    return minimal.with_keys(
        f"questions:\n  - asks: How?\n    says:\n      - {says}\n    from: [book]\n"
    )


WAYS = {
    "a block": ("M101", "picture: {}"),
    "with other words": ("M101", "{{picture: {}, alt: A tablet}}"),
    "as a pictogram": ("M105", "pictograms: [{{picture: {}, caption: A tablet}}]"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_of_a_monograph_is_refused_and_not_opened(
    way: str, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, says = WAYS[way]
    text = asked(says.format(picture))
    minimal.sections()
    opened: list[str] = []
    for where, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat")):
        real = getattr(where, name)

        def watched(path: Any, *rest: Any, real: Any = real, **more: Any) -> Any:
            opened.append(str(path))
            return real(path, *rest, **more)

        monkeypatch.setattr(where, name, watched)
    assert code in minimal.fault_codes(text)
    assert str(picture) not in opened


def test_a_pictogram_of_a_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "our/layouts").mkdir(parents=True)
    layout = "extends: standard\npictures: {warning: warning.png}\n"
    (tmp_path / "our/layouts/ours.yaml").write_text(layout, "utf-8")
    options = ("--layout", "ours", "--data", "our")
    done = leaflets("render", "acetylcysteine", *options, cwd=tmp_path)
    assert done.code == 3
    assert "L101 'pictures' is not a key" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("caption", ["", ", caption: ''", ", caption: '  '", ", caption: []"])
def test_no_pictogram_gets_in_without_its_words(caption: str) -> None:
    codes = minimal.fault_codes(asked(f"pictograms: [{{picture: pills{caption}}}]"))
    assert codes
    assert set(codes) <= {"M102", "M106", "M103"}


def test_no_picture_gets_into_a_pdf_without_its_words() -> None:
    silent = Figure("figure", Pictogram("pills"), Words(()))
    with pytest.raises(Bug) as caught:
        structure_tree(toys.leaflet(silent))
    assert caught.value.code == "X702"


def test_a_pictogram_that_is_near_is_offered() -> None:
    (fault,) = monograph_faults(asked("pictograms: [{picture: pils, caption: Two tablets}]"))
    assert (fault.code, fault.place.line) == ("M105", 4)
    assert "Did you mean 'pills'?" in fault.hint


def test_a_pictogram_deep_in_a_list_is_looked_at_too() -> None:
    says = "list: [{steps: [{pictograms: [{picture: dragon, caption: Fire}]}]}]"
    assert minimal.fault_codes(asked(says)) == ["M105"]


def with_logo(tmp_path: Path, name: str, content: bytes | None = None) -> tuple[str, ...]:
    """The arguments that render with a pharmacy whose logo is this file."""
    folder = tmp_path / "our/pharmacies"
    folder.mkdir(parents=True)
    logo = f"logo: {{file: {name}, says: A green cross}}\n"
    (folder / "toy.yaml").write_text(minimal.PHARMACY + logo, "utf-8")
    if content is not None:
        (folder / name).write_bytes(content)
    return "render", "acetylcysteine", "--pharmacy", "toy", "--data", "our"


BAD = {
    "bomb": (minimal.png_head(30_000, 30_000), "H203", "30000 × 30000 pixels"),
    "truncated": (png()[:60], "H203", "damaged"),
    "empty": (b"", "H203", "not a PNG"),
    "another kind": (b"GIF89a" + bytes(90), "H203", "not a PNG"),
    "too large": (bytes(3_000_000), "H202", "larger than 2048 KiB"),
    "missing": (None, "H202", "There is no logo.png beside this file."),
}


@pytest.mark.parametrize("why", BAD)
def test_a_logo_that_cannot_be_drawn(why: str, tmp_path: Path) -> None:
    content, code, says = BAD[why]
    done = leaflets(*with_logo(tmp_path, "logo.png", content), cwd=tmp_path)
    assert (done.code, done.out) == (3, b"")
    assert done.err.startswith(f"our/pharmacies/toy.yaml:4:14: {code} ")
    assert says in done.err
    assert not (tmp_path / "out").exists()


def test_a_link_is_not_followed_and_a_folder_not_left(tmp_path: Path) -> None:
    arguments = with_logo(tmp_path, "logo.png")
    (tmp_path / "outside.png").write_bytes(png())
    (tmp_path / "our/pharmacies/logo.png").symlink_to(tmp_path / "outside.png")
    assert "H202" in leaflets(*arguments, cwd=tmp_path).err
    for name in ("../outside.png", "/etc/passwd", "a/b.png", "logo.gif", ".hidden.svg"):
        text = f"{minimal.PHARMACY}logo: {{file: {name}, says: A cross}}\n"
        (tmp_path / "our/pharmacies/toy.yaml").write_text(text, "utf-8")
        done = leaflets(*arguments, cwd=tmp_path)
        assert (done.code, "H201" in done.err) == (3, True)


@pytest.mark.parametrize("says", ["''", "{}", "{en: ''}"])
def test_a_logo_without_words_is_refused(says: str, tmp_path: Path) -> None:
    arguments = with_logo(tmp_path, "logo.png", png())
    text = f"{minimal.PHARMACY}logo: {{file: logo.png, says: {says}}}\n"
    (tmp_path / "our/pharmacies/toy.yaml").write_text(text, "utf-8")
    assert leaflets(*arguments, cwd=tmp_path).code == 3


def test_a_logo_without_words_in_a_language_is_refused_in_it(tmp_path: Path) -> None:
    arguments = with_logo(tmp_path, "logo.png", png())
    text = f"{minimal.PHARMACY}logo: {{file: logo.png, says: {{en: A green cross}}}}\n"
    (tmp_path / "our/pharmacies/toy.yaml").write_text(text, "utf-8")
    assert leaflets(*arguments, cwd=tmp_path).code == 0
    done = leaflets(*arguments, "--language", "es", cwd=tmp_path)
    assert (done.code, "H290" in done.err) == (3, True)
