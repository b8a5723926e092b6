"""Row 39: what --out may be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leaflets.cli import target as targets

from ..cli.program import ROOT, leaflets

NAME = "acetylcysteine"
MONOGRAPH = ROOT / "data/monographs/acetylcysteine/en.yaml"


def is_leaflet(path: Path) -> bool:
    return path.read_bytes().startswith(b"%PDF-") and not path.is_symlink()


@pytest.mark.parametrize("out", ["there", "there/", "new/", "a/b/c/"])
def test_a_folder_takes_the_file_inside(tmp_path: Path, out: str) -> None:
    (tmp_path / "there").mkdir()
    done = leaflets("render", NAME, "--out", out, cwd=tmp_path)
    assert (done.code, done.text) == (0, f"{out.rstrip('/')}/acetylcysteine.pdf\n")
    assert is_leaflet(tmp_path / out / "acetylcysteine.pdf")


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "a.pdf").symlink_to("precious")
    assert leaflets("render", NAME, "--out", "a.pdf", cwd=tmp_path).code == 0
    assert (tmp_path / "precious").read_text() == "precious"
    assert is_leaflet(tmp_path / "a.pdf")


def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    assert leaflets("render", NAME, "--out", "link", cwd=tmp_path).code == 0
    assert is_leaflet(tmp_path / "there/acetylcysteine.pdf")


@pytest.mark.parametrize("device", ["/dev/full", "/dev/null", "/dev/stdout", "/dev/fd/1", "pipe"])
def test_devices_and_pipes_are_refused_before_any_work(tmp_path: Path, device: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = leaflets("render", "no-such-medicine", "--out", device, cwd=tmp_path)
    assert (done.code, done.err[:4]) == (6, "F603")


def test_a_full_standard_output_is_told() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        for arguments in (("--out", "-"), ("--as", "text")):
            done = leaflets("render", NAME, *arguments, stdout=full)
            assert (done.code, done.err[:4]) == (6, "F608")
    finally:
        os.close(full)


@pytest.mark.parametrize("out", ["mine.yaml", "other.yml", str(MONOGRAPH)])
def test_no_leaflet_is_written_over_a_source(tmp_path: Path, out: str) -> None:
    before = MONOGRAPH.read_bytes()
    (tmp_path / "mine.yaml").write_bytes(before)
    done = leaflets("render", "mine.yaml", "--out", out, cwd=tmp_path)
    assert (done.code, done.err[:4]) == (2, "U201")
    assert (tmp_path / "mine.yaml").read_bytes() == before == MONOGRAPH.read_bytes()


def test_a_source_behind_another_name_is_unharmed(tmp_path: Path) -> None:
    before = MONOGRAPH.read_bytes()
    (tmp_path / "mine.yaml").write_bytes(before)
    (tmp_path / "hard.pdf").hardlink_to(tmp_path / "mine.yaml")
    (tmp_path / "soft.pdf").symlink_to("mine.yaml")
    for out in ("hard.pdf", "soft.pdf"):
        assert leaflets("render", "mine.yaml", "--out", out, cwd=tmp_path).code == 0
        assert is_leaflet(tmp_path / out)
    assert (tmp_path / "mine.yaml").read_bytes() == before


def test_a_pdf_is_not_thrown_at_a_screen() -> None:
    ours, theirs = os.openpty()
    try:
        done = leaflets("render", NAME, "--out", "-", stdout=theirs)
        assert (done.code, "gibberish" in done.err) == (2, True)
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--out", "no/a.pdf", cwd=tmp_path)
    assert (done.code, done.err[:4]) == (6, "F606")
    assert not list(tmp_path.iterdir())


def test_every_form_has_its_ending() -> None:
    assert set(targets.ENDINGS) == {"braille", "html", "pdf", "speech", "text"}
