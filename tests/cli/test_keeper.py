"""A leaflet that was made before is given again: the same bytes and remarks, nothing loaded."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import pipeline
from leaflets.cache.store import Cache
from leaflets.cli.keeper import FLAGS
from leaflets.cli.program import program

from .program import MODULE, ROOT, Done, leaflets, whole

NAME = "acetylcysteine"
TEXT = ("render", NAME, "--as", "text")  # as good as a PDF here, and made in a third of the time


def nothing_is_made() -> None:
    """In the fork: whoever reads a monograph fails."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("it was made anew")

    pipeline.read = fail  # type: ignore[assignment]


class Desk:
    """A folder to work in, with its own place for what is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cache = folder, Cache(folder / "kept" / "leaflets")

    def run(
        self, *arguments: str, before: Callable[[], None] = lambda: None, **environ: str
    ) -> Done:
        environ = {"XDG_CACHE_HOME": str(self.folder / "kept"), **environ}
        return leaflets(*arguments, cwd=self.folder, environ=environ, before=before)

    def is_known(self, *arguments: str, **environ: str) -> bool:
        """Whether it is given without being made."""
        done = self.run(*arguments, before=nothing_is_made, **environ)
        assert done.code in (0, 70), done.err
        return done.code == 0


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_same_bytes_and_the_same_remarks(desk: Desk) -> None:
    first = desk.run("render", NAME, "--out", "a.pdf")
    again = desk.run("render", NAME, "--out", "b.pdf", before=nothing_is_made)
    assert (first.code, again.code, again.text) == (0, 0, "b.pdf\n")
    assert first.err == again.err != ""
    assert (desk.folder / "a.pdf").read_bytes() == (desk.folder / "b.pdf").read_bytes()


def test_wherever_it_goes(desk: Desk) -> None:
    desk.run("render", NAME, "--language", "es")
    assert desk.run("render", NAME, "--language", "es", before=nothing_is_made).code == 0
    made = (desk.folder / f"out/{NAME}.es.pdf").read_bytes()
    (desk.folder / "folder").mkdir()
    done = desk.run("render", NAME, "--language", "es", "--out", "folder", before=nothing_is_made)
    assert done.text == f"folder/{NAME}.es.pdf\n"
    done = desk.run("render", NAME, "--out", "-", "--language", "es", before=nothing_is_made)
    assert done.out == made
    done = desk.run("render", NAME, "--language", "es", "--out", "a.yaml", before=nothing_is_made)
    assert (done.code, done.err[:4]) == (2, "U201")
    done = desk.run("render", NAME, "--language", "es", "--out", "no/a.pdf", before=nothing_is_made)
    assert (done.code, done.err[-1000:].splitlines()[-1][:4]) == (6, "F606")


def test_nothing_is_loaded_that_could_make_one(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    command = (*MODULE[:1], "-X", "importtime", *MODULE[1:])
    for loaded in (True, False):
        done = whole(
            "render", NAME, "--out", "a.pdf", cwd=tmp_path, environ=environ, command=command
        )
        assert done.code == 0
        names = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
        for package in (
            "reportlab",
            "leaflets.source.yaml",
            "click",
            "leaflets.pipeline",
            "dataclasses",
        ):
            assert (package in names) is loaded, package


def test_nothing_is_loaded_for_a_patient_that_could_make_one(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text("patient: Ada\ndirections: Take 1 tablet once a day.\n")
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    command = (*MODULE[:1], "-X", "importtime", *MODULE[1:])
    for loaded in (True, False):
        done = whole(
            "render", NAME, "--out", "a.pdf", "--particulars", "rx.yaml",
            cwd=tmp_path, environ=environ, command=command,
        )  # fmt: skip
        assert done.code == 0
        names = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
        for package in (
            "reportlab", "click", "dataclasses", "inspect", "leaflets.pipeline", "leaflets.source.schema",
            "leaflets.leaflet.model", "leaflets.content.monograph.marks", "leaflets.content.monograph.scalars",
            "hashlib", "threading",
        ):  # fmt: skip
            assert (package in names) is loaded, package


def test_verbose_says_that_it_was_kept(desk: Desk) -> None:
    first = desk.run(*TEXT, "--verbose")
    again = desk.run(*TEXT, "--verbose")
    assert first.out == again.out
    assert "cached" not in first.err
    steps = [line.split()[0] for line in again.err.splitlines() if "cached" in line]
    assert steps == ["read", "compose", "typeset"]
    assert "Note: this is a draft" in again.err


def own(desk: Desk) -> Path:
    """A pharmacy's own folder with the shipped translation, and an original that has changed."""
    shutil.copytree(ROOT / "data/monographs", desk.folder / "own/monographs")
    english = desk.folder / f"own/monographs/{NAME}/en.yaml"
    english.write_text(english.read_text("utf-8") + "# changed\n", "utf-8")
    return desk.folder / "own"


def test_warnings_are_told_again_and_strict_refuses_again(desk: Desk) -> None:
    arguments = (*TEXT, "--language", "es", "--data", str(own(desk)))
    first, again = desk.run(*arguments), desk.run(*arguments, before=nothing_is_made)
    assert again == first
    assert "M291" in again.err
    assert "stands in for our monograph" in again.err
    for _ in range(2):
        assert desk.run(*arguments, "--strict").code == 3


def test_whatever_is_read_may_not_change(desk: Desk) -> None:
    folder = own(desk)
    (folder / "layouts").mkdir()
    (folder / "layouts/ours.yaml").write_text("extends: letter\nsays: Ours.\n")
    arguments = ("render", NAME, "--layout", "ours", "--data", str(folder), "--out", "a.pdf")
    desk.run(*arguments)
    assert desk.is_known(*arguments)
    english = folder / f"monographs/{NAME}/en.yaml"
    english.touch()
    assert desk.is_known(*arguments), "the same bytes are the same file"
    changes = {
        english: english.read_bytes() + b"# again\n",
        folder / "layouts/ours.yaml": b"extends: letter\nsays: Ours, changed.\n",
        folder / "layouts/standard.yaml": (ROOT / "layouts/standard.yaml").read_bytes(),
        folder / "wording/en.yaml": (ROOT / "data/wording/en.yaml").read_bytes(),
    }
    for path, content in changes.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        assert not desk.is_known(*arguments), path
        assert desk.run(*arguments).code == 0
        assert desk.is_known(*arguments), path
    shutil.rmtree(folder / "layouts")
    assert not desk.is_known(*arguments)


def test_a_name_may_come_to_mean_another(desk: Desk) -> None:
    folder = own(desk)
    arguments = ("render", "NAC", "--as", "text", "--data", str(folder))
    desk.run(*arguments)
    assert desk.is_known(*arguments)
    shutil.copytree(folder / f"monographs/{NAME}", folder / "monographs/another")
    assert not desk.is_known(*arguments)
    assert desk.run(*arguments).code == 4


def test_a_file_of_yours_may_not_change(desk: Desk) -> None:
    mine = desk.folder / "mine.yaml"
    shutil.copy(ROOT / f"data/monographs/{NAME}/en.yaml", mine)
    desk.run("render", "mine.yaml", "--as", "text")
    assert desk.is_known("render", "mine.yaml", "--as", "text")
    mine.unlink()
    assert desk.run("render", "mine.yaml", "--as", "text").code == 4


def test_the_environment_has_its_say(desk: Desk) -> None:
    desk.run(*TEXT)
    assert desk.is_known(*TEXT, TZ="Asia/Tokyo")
    assert not desk.is_known(*TEXT, SOURCE_DATE_EPOCH="86400")
    assert not desk.is_known(*TEXT, LEAFLETS_DATA=str(own(desk)))
    assert not desk.is_known(*TEXT, "--date", "2026-11-30")


def test_what_failed_is_not_kept(desk: Desk) -> None:
    assert desk.run(*TEXT, "--out", "no/a.txt").code == 6
    assert not desk.is_known(*TEXT)


def test_it_can_be_left_out(desk: Desk) -> None:
    desk.run(*TEXT, "--no-cache")
    assert desk.cache.entries() == []
    desk.run(*TEXT)
    assert not desk.is_known(*TEXT, "--no-cache")


def test_a_damaged_one_is_made_again(desk: Desk) -> None:
    first = desk.run(*TEXT)
    [(_, _, path)] = desk.cache.entries()
    path.write_bytes(path.read_bytes().replace(b"mouth", b"mount"))
    assert not desk.is_known(*TEXT)
    assert not path.exists()
    assert desk.run(*TEXT) == first
    assert desk.is_known(*TEXT)


def test_without_a_place_everything_works(desk: Desk) -> None:
    for environ in ({"XDG_CACHE_HOME": "", "HOME": ""}, {"XDG_CACHE_HOME": "relative", "HOME": ""}):
        assert desk.run(*TEXT, **environ).code == 0
        assert desk.run("cache", "info", **environ).text.startswith("Nothing is kept")
        assert desk.run("cache", "clear", **environ).text == "0 removed\n"
    assert list(desk.folder.iterdir()) == []
    home = desk.folder / "home"
    assert desk.run(*TEXT, XDG_CACHE_HOME="", HOME=str(home)).code == 0
    assert [path.name for path in home.iterdir()] == [".cache"]


def test_info_and_clear(desk: Desk) -> None:
    desk.run(*TEXT)
    told = desk.run("cache", "info").text
    assert f"{desk.folder}/kept/leaflets\n" in told
    assert "leaflets: 1\n" in told
    assert desk.run("cache", "clear").text == "1 removed\n"
    assert not desk.is_known(*TEXT)


def test_nothing_of_a_patient_is_kept_as_text(desk: Desk) -> None:
    patient = "patient: Ada Probe\ndirections: Take 1 tablet once a day.\n"
    (desk.folder / "rx.yaml").write_text(patient)
    for given in (("--particulars", "rx.yaml"), ("--particulars=rx.yaml",)):
        done = desk.run(*TEXT, *given)
        assert "Ada Probe" in done.text, done.err
        assert not desk.cache.folder.exists()
    assert desk.run(*TEXT).code == 0
    assert "Ada Probe" in desk.run(*TEXT, "--particulars", "rx.yaml").text
    [(_, _, path)] = desk.cache.entries()
    assert b"Probe" not in path.read_bytes()


def personal(desk: Desk, words: str, *more: str, kept: bool = True) -> Done:
    """A leaflet with these particulars, and its bytes. kept: it must not be made."""
    (desk.folder / "rx.yaml").write_text(words, "utf-8")
    before = nothing_is_made if kept else lambda: None
    done = desk.run("render", NAME, "--particulars", "rx.yaml", "--out", "-", *more, before=before)
    whole = desk.run("render", NAME, "--particulars", "rx.yaml", "--out", "-", *more, "--no-cache")
    assert done == whole
    return done


def test_a_patients_words_are_put_behind_a_body_that_was_kept(desk: Desk) -> None:
    first = personal(
        desk, "patient: Ada Probe\ndirections: Take 1 tablet once a day.\n", kept=False
    )
    assert (first.code, first.err[:5]) == (0, "Note:")
    again = personal(desk, "patient: Zoë Other\ndirections: Take 2 tablets at night.\n")
    assert again.out != first.out
    assert len(desk.cache.entries()) == 2
    for _, _, path in desk.cache.entries():
        assert not re.search(b"Probe|Other|tablets? (once|at)", path.read_bytes())
    personal(desk, "patient: Ada Probe\n", kept=False)  # other fields, another body
    personal(desk, "patient: Eva Third\n")
    personal(desk, "patient: Eva Third\n", "--layout", "large-print", kept=False)


def test_what_needs_more_room_is_made_in_full(desk: Desk) -> None:
    short, long = (
        "directions: Take 1 tablet.\n",
        "directions: Take 1 tablet. " + "Drink water. " * 60,
    )
    personal(desk, short, kept=False)
    personal(desk, short)
    personal(desk, long, kept=False)
    personal(desk, "directions: Take 1 tablet. 日\n", kept=False)


def test_what_is_wrong_with_particulars_is_told_as_always(desk: Desk) -> None:
    personal(desk, "directions: Take 1 tablet once a day.\n", kept=False)
    for words in ("directions: Take 1.0 mg once a day.\n", "direction: Take 1 tablet.\n", "- x\n"):
        assert personal(desk, words).code == 3


def test_particulars_from_standard_input_are_read_once(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    asked = ("render", NAME, "--particulars", "-", "--out", "-")
    made = []
    for words in ("Take 1 tablet.", "Take 2 tablets.", "Take 2 tablets. " * 60):
        (tmp_path / "rx").write_text(f"directions: {words}\n")
        with (tmp_path / "rx").open("rb") as file:
            done = whole(*asked, cwd=tmp_path, environ=environ, stdin=file.fileno())
        assert done.code == 0, done.err
        made.append(done.out)
    assert len(set(made)) == 3


@pytest.mark.parametrize(
    "odd",
    [("--data", "--out", NAME), ("--", NAME, "--out", "x"), (NAME, "--out=x", "--as", "text"),
     (NAME, "--out", "a", "--out", "b")],
)  # fmt: skip
def test_a_line_that_is_hard_to_understand_is_not_kept(desk: Desk, odd: tuple[str, ...]) -> None:
    desk.run("render", *odd)
    assert desk.cache.entries() == []


def test_flags_take_no_value() -> None:
    render = program.get_command(None, "render")  # type: ignore[arg-type]
    assert render
    flags = {
        name
        for option in render.params
        for name in option.opts
        if getattr(option, "is_flag", False)
    }
    assert set(FLAGS) <= flags


def test_every_file_that_is_read_is_watched(desk: Desk) -> None:
    """Whatever reads a source must read it through the library, or a change would not be seen."""
    folder, seen = own(desk), desk.folder / "seen"

    def before() -> None:
        number = os.open(seen, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def hear(event: str, given: tuple[object, ...]) -> None:
            if event == "open" and str(given[0]).endswith((".yaml", ".svg", ".png")):
                os.write(number, f"{given[0]}\n".encode())

        sys.addaudithook(hear)

    done = desk.run(
        "render", NAME, "--language", "es", "--data", str(folder), "--out", "a.pdf", before=before
    )
    assert done.code == 0
    opened = {Path(line).name for line in seen.read_text().splitlines()}
    [(_, _, path)] = desk.cache.entries()
    kept = desk.cache.get(path.name)
    assert kept
    asked = {
        (parts[-1] if parts else root.rpartition("/")[2])
        for _, root, parts, _ in kept.about["asked"]
    }
    assert {"es.yaml", "standard.yaml", "fonts.yaml", "sections.yaml"} <= opened
    assert opened <= asked
