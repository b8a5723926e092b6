"""Rows 48 to 52, 54 and 55: whatever surrounds the program has no say in what it makes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from leaflets.typesetting import draw as draw_module

from ..cli.program import MODULE, ROOT, Done, leaflets, whole
from .tools import lacking, unshare

RENDER = ("render", "acetylcysteine", "--out", "a.pdf")
DRAFT = "Note: this is a draft; no health professional has reviewed it.\n"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("expected")
    assert leaflets(*RENDER, cwd=folder).code == 0
    return (folder / "a.pdf").read_bytes()


def made(done: Done, folder: Path) -> bytes:
    assert done.code == 0, done.err
    return (folder / "a.pdf").read_bytes()


# the clock


@pytest.mark.parametrize("now", [0.0, 1774746000.0, 4102444800.5])  # 1970, a leap of DST, 2100
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "XXX-14", "Europe/Berlin"])
def test_the_clock_and_the_zone_have_no_say(
    tmp_path: Path, expected: bytes, zone: str, now: float
) -> None:
    def before() -> None:
        import time

        local, utc = time.localtime, time.gmtime
        time.tzset()
        time.time = lambda: now
        time.localtime = lambda seconds=now: local(seconds)
        time.gmtime = lambda seconds=now: utc(seconds)

    done = leaflets(*RENDER, cwd=tmp_path, environ={"TZ": zone}, before=before)
    assert made(done, tmp_path) == expected


@pytest.mark.parametrize(
    ("seconds", "day"), [("0", "1970-01-01"), ("4102444800", "2100-01-01"), ("-1", "1969-12-31")]
)
def test_an_epoch_is_a_day_in_utc(tmp_path: Path, seconds: str, day: str) -> None:
    for zone in ("XXX-14", "XXX+12"):
        environ = {"SOURCE_DATE_EPOCH": seconds, "TZ": zone}
        done = leaflets(*RENDER, cwd=tmp_path, environ=environ)
        assert f"<xmp:CreateDate>{day}T00:00:00Z".encode() in made(done, tmp_path)


# code and settings that lie about


CANARY = "import os; open(os.environ['CANARY'], 'a').write(__name__ + '\\n')\n"


@pytest.fixture
def canaries(tmp_path: Path) -> dict[str, str]:
    """A working and a home folder full of what ReportLab would execute or read."""
    here, home = tmp_path / "here", tmp_path / "home"
    for folder in (here / "fonts", home / "fonts", home / ".fonts"):
        folder.mkdir(parents=True)
    for path in (
        *(
            here / f"{name}.py"
            for name in ("reportlab_settings", "reportlab_mods", "sitecustomize")
        ),
        home / ".reportlab_settings",
        home / ".reportlab_mods",
    ):
        path.write_text(CANARY)
    return {
        "CANARY": str(tmp_path / "canary"),
        "HOME": str(home),
        "RL_trustedHosts": "*",
        "RL_trustedSchemes": "file,http",
        "RL_invariant": "0",
        "RL_pageCompression": "0",
        "RL_T1SearchPath": str(here / "fonts"),
    }


@pytest.mark.parametrize("isolated", [True, False])
def test_settings_that_lie_about_are_ignored(
    tmp_path: Path, expected: bytes, canaries: dict[str, str], isolated: bool
) -> None:
    if not isolated:  # then Python itself runs a sitecustomize that lies there; not our doing
        (tmp_path / "here/sitecustomize.py").unlink()
    command = MODULE if isolated else (sys.executable, "-m", "leaflets")
    done = whole(*RENDER, cwd=tmp_path / "here", environ=canaries, command=command)
    assert made(done, tmp_path / "here") == expected
    assert not (tmp_path / "canary").exists()


def test_modules_in_the_working_folder_are_not_imported(tmp_path: Path, expected: bytes) -> None:
    for name in ("yaml", "PIL", "click", "leaflets", "json", "reportlab", "fontpkg_fira_sans"):
        (tmp_path / f"{name}.py").write_text(CANARY)
    environ = {"CANARY": str(tmp_path / "canary")}
    done = whole(*RENDER, cwd=tmp_path, environ=environ)
    assert made(done, tmp_path) == expected
    assert not (tmp_path / "canary").exists()


def test_the_installed_command_is_unaffected(tmp_path: Path, expected: bytes) -> None:
    script = Path(sys.executable).with_name("leaflets")
    if not script.exists():
        lacking("the package is not installed")
    for name in ("yaml", "PIL", "click", "leaflets"):
        (tmp_path / f"{name}.py").write_text(CANARY)
    environ = {"CANARY": str(tmp_path / "canary"), "PYTHONPATH": None}
    done = whole(*RENDER, cwd=tmp_path, environ=environ, command=(str(script),))
    assert made(done, tmp_path) == expected
    assert not (tmp_path / "canary").exists()


# a poor environment


LOCALES = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_an_ascii_locale_gets_utf8(tmp_path: Path) -> None:
    done = whole("render", "acetylcysteine", "--as", "text", cwd=tmp_path, environ=LOCALES)
    assert done.code == 0
    assert "•" in done.text
    done = whole("render", "żółw", cwd=tmp_path, environ=LOCALES)
    assert (done.code, done.err[:4]) == (4, "N401")


def test_an_ascii_locale_writes_to_any_name(tmp_path: Path, expected: bytes) -> None:
    done = whole("render", "acetylcysteine", "--out", "żółw.pdf", cwd=tmp_path, environ=LOCALES)
    assert (done.code, done.out) == (0, "żółw.pdf\n".encode())
    assert (tmp_path / "żółw.pdf").read_bytes() == expected


@pytest.mark.parametrize("home", [None, "", "/nonexistent", "/dev/null", "relative"])
def test_any_home(tmp_path: Path, expected: bytes, home: str | None) -> None:
    done = whole(*RENDER, cwd=tmp_path, environ={"HOME": home})
    assert made(done, tmp_path) == expected


@pytest.mark.parametrize("mask", [0o000, 0o777])
def test_any_umask(tmp_path: Path, expected: bytes, mask: int) -> None:
    done = leaflets(*RENDER, cwd=tmp_path, before=lambda: os.umask(mask) and None)
    assert made(done, tmp_path) == expected
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600


def test_a_working_folder_that_is_gone(tmp_path: Path, expected: bytes) -> None:
    gone = tmp_path / "gone"
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    command = ("sh", "-c", script, "sh", *MODULE)
    done = whole(*RENDER, cwd=tmp_path, command=command)
    assert (done.code, done.err[:4]) == (6, "F606")
    out = tmp_path / "a.pdf"
    done = whole("render", "acetylcysteine", "--out", str(out), cwd=tmp_path, command=command)
    assert done.code == 0, done.err
    assert out.read_bytes() == expected
    assert not gone.exists()


CLOSED = [(0,), (1,), (2,), (0, 1, 2)]


@pytest.mark.parametrize("closed", CLOSED, ids=str)
def test_closed_streams(tmp_path: Path, expected: bytes, closed: tuple[int, ...]) -> None:
    redirected = " ".join(f"{number}>&-" for number in closed)
    command = ("sh", "-c", f'exec "$@" {redirected}', "sh", *MODULE)
    done = whole(*RENDER, cwd=tmp_path, command=command)
    assert (tmp_path / "a.pdf").read_bytes() == expected
    if 1 in closed:  # the path could not be told
        assert done.code == 6
        assert "Standard output" in done.err or 2 in closed
    else:
        assert done.code == 0


@pytest.mark.parametrize("arguments", [("--out", "-"), ("--as", "text")], ids=" ".join)
def test_a_closed_output_for_the_leaflet_itself(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command = ("sh", "-c", 'exec "$@" 1>&-', "sh", *MODULE)
    done = whole("render", "acetylcysteine", *arguments, cwd=tmp_path, command=command)
    assert (done.code, "F608" in done.err) == (6, True)
    assert not list(tmp_path.iterdir())


# the network


def test_no_network_is_needed(tmp_path: Path, expected: bytes) -> None:
    done = whole(*RENDER, cwd=tmp_path, command=(*unshare("-rn"), *MODULE))
    assert made(done, tmp_path) == expected


def test_the_network_stack_is_not_even_loaded(tmp_path: Path) -> None:
    script = (
        "import sys; from leaflets.cli.errors import run; code = run(sys.argv[1:]);"
        "print(sorted({'socket', 'ssl', 'http', 'urllib.request', 'email'} & set(sys.modules)))"
    )
    done = whole(*RENDER, cwd=tmp_path, command=(sys.executable, "-P", "-c", script))
    assert done.text.splitlines() == ["a.pdf", "[]"]


# libraries


def test_stray_prints_do_not_spoil_the_pdf(expected: bytes) -> None:
    def before() -> None:
        real = draw_module.draw

        def noisy(*given: object, **named: object) -> object:
            print("stray words")
            os.write(1, b"stray bytes\n")
            os.system("echo stray program")
            return real(*given, **named)  # type: ignore[arg-type]

        draw_module.draw = noisy  # type: ignore[assignment]

    done = leaflets("render", "acetylcysteine", "--out", "-", before=before)
    assert (done.code, done.out) == (0, expected)
    for stray in ("stray words", "stray bytes", "stray program"):
        assert stray in done.err


BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] == BLOCKED:
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)
sys.meta_path.insert(0, Block())
from leaflets.cli import main
main()
"""


@pytest.mark.parametrize(
    "blocked", ["reportlab", "yaml", "fontpkg_atkinson_hyperlegible", "PIL", "pikepdf"]
)
def test_a_missing_package_is_told(tmp_path: Path, blocked: str) -> None:
    command = (sys.executable, "-P", "-c", f"BLOCKED = {blocked!r}\n{BLOCK}")
    arguments = RENDER
    if blocked == "pikepdf":
        (tmp_path / "a.pdf").write_bytes(b"%PDF-")
        arguments = ("inspect", "a.pdf")
    done = whole(*arguments, cwd=tmp_path, command=command)
    assert done.code in (2, 5), done.err
    assert "nstall" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("module", "version", "code"),
    [
        ("reportlab", "4.4.10", 2),
        ("reportlab", "5.2.0", 2),
        ("yaml", "5.4.1", 2),
        ("yaml", "7.0", 2),
        ("yaml", "6.1", 0),
    ],
)
def test_a_package_that_does_not_fit_is_told(
    tmp_path: Path, module: str, version: str, code: int
) -> None:
    def before() -> None:
        sys.modules[module].__version__ = version  # type: ignore[attr-defined]

    done = leaflets(*RENDER, cwd=tmp_path, before=before)
    assert done.code == code
    if code:
        assert done.err.startswith("U203")
        assert version in done.err
        assert not list(tmp_path.iterdir())


def test_a_package_that_does_not_fit_explains_any_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.metadata

    def before() -> None:
        def broken(*_: object, **__: object) -> None:
            raise AttributeError("what an old version lacks")

        draw_module.draw = broken  # type: ignore[assignment]

    monkeypatch.setattr(importlib.metadata, "version", lambda _: "4.0")
    done = leaflets(*RENDER, cwd=tmp_path, before=before)
    assert (done.code, done.err[:4], "reportlab" in done.err) == (2, "U203", True)


def test_the_versions_are_those_of_the_package() -> None:
    import tomllib

    from leaflets.cli.typesetting_guard import NEEDED

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for package, least, below in NEEDED.values():
        exact, ranged = f"{package}=={least}", f"{package}>={least},<{below}"
        assert exact in project["dependencies"] or ranged in project["dependencies"]


def test_the_repository_needs_no_tool_of_the_system_to_render() -> None:
    assert shutil.which("sh"), "the tests do need a shell"
