"""Rows 69 to 71 for batches: whatever goes wrong, a patient's name is on that leaflet alone."""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from resource import RLIMIT_CORE, getrlimit
from traceback import format_exception
from typing import Any

import pytest

from leaflets.base.files import system
from leaflets.batch import work
from leaflets.batch.model import Outcome, Request, RequestRow
from leaflets.batch.processes import ParallelExecutor
from leaflets.batch.targets import folder as folders
from leaflets.batch.targets import print_file as printing
from leaflets.batch.work import Chunk, as_leaflets_error
from leaflets.pdf.tail import PERSONAL_COMMENT

from ..batch.running import NAME, PARTICULARS, default_planner, dispense, request_file, table
from ..cli.program import leaflets
from .crashing import fails

WORDS = [*NAME.encode().split(), b"Dissolve 1 tablet"]
OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


def rows(count: int = 60, **more: str) -> str:
    return table(
        [{"monograph": "NAC", "identifier": f"i{n}", **PARTICULARS, **more} for n in range(count)]
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for everything, also for what Python calls temporary."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "rows.csv").write_text(rows())
    return tmp_path


def run(place: Path, *arguments: str, before: Callable[[], None] = lambda: None) -> int:
    """Run a batch; nothing but requests, refused ones too, and leaflets may name the patient."""

    def prepared() -> None:
        tempfile.tempdir = None
        before()

    environ = {"TMPDIR": str(place / "tmp")}
    done = leaflets("batch", *arguments, cwd=place, environ=environ, before=prepared)
    for word in WORDS:
        assert word not in done.out
        assert word not in done.err.encode()
    for path in place.rglob("*"):
        assert not any(word.decode() in path.name for word in WORDS)
        if path.is_file() and not is_leaflet(path) and not is_requests(path):
            content = besides_leaflets(path)
            assert not any(word in content for word in WORDS), path
    assert not list((place / "tmp").iterdir())
    return done.code


def besides_leaflets(path: Path) -> bytes:
    """What is in a file; of a database, whatever is no leaflet. Also what is packed."""
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as store:
            tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema")]
            rows = [row for name in tables if name[:7] != "sqlite_" for row in _all(store, name)]
        return repr([each for row in rows for each in row if not _is_own(each)]).encode()
    content = path.read_bytes()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with suppress(zlib.error):
            content += zlib.decompressobj().decompress(stream)
    return content


def _all(store: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    with suppress(sqlite3.OperationalError):  # an index
        return store.execute(f'SELECT * FROM "{table}"').fetchall()
    return []


def _is_own(value: object) -> bool:
    """Whether it is a leaflet, or what is a patient's own in one."""
    return isinstance(value, bytes) and value.startswith((b"%PDF-", PERSONAL_COMMENT))


def is_leaflet(path: Path) -> bool:
    """A leaflet, or an archive of them, also one that is not whole yet."""
    return path.suffix in (".pdf", ".tar", ".zip") or path.name.endswith((".tar.part", ".zip.part"))


def is_requests(path: Path) -> bool:
    """The requests, or those refused, which are for their owner alone."""
    is_refused = path.name.endswith("refused.csv")
    assert not is_refused or path.stat().st_mode & 0o077 == 0
    return is_refused or path.name == "rows.csv"


@pytest.mark.parametrize("out", OUTS)
def test_when_all_is_well(place: Path, out: str) -> None:
    assert run(place, "rows.csv", "--out", out, "--jobs", "1") == 0


def test_from_standard_input(place: Path) -> None:
    def before() -> None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(rows().encode()))

    assert run(place, "-", "--out", "x", "--jobs", "1", before=before) == 0


@pytest.mark.parametrize(
    "text",
    [
        rows(2, born="Zebedee"),
        rows(2, layout="Zebedee Quillfeather"),
        rows(2, profile="Zebedee Quillfeather"),
        rows(2, monograph="Zebedee Quillfeather"),
        rows(2, code="atc|Zebedee", monograph=""),
        rows(2, identifier="Zebedee Quillfeather"),
        rows(2, language="Zebedee"),
        rows(2, directions="Zebedee takes 1.0 mg"),
        rows(2, patient=f"{NAME}\u202e"),
        rows(2).replace("Zebedee", '"Zebedee'),
        '{"monograph": "NAC", "patient": "Zebedee Quillfeather"\n' * 2,
        '{"monograph": "NAC", "patient": ["Zebedee Quillfeather"]}\n' * 2,
        str(dispense(status="Zebedee")).replace("'", '"') + "\n",
        "{" + rows(2),
    ],
)
def test_when_the_requests_are_wrong(place: Path, text: str) -> None:
    (place / "rows.csv").write_text(text)
    assert run(place, "rows.csv", "--out", "x") in (3, 4)


@pytest.mark.parametrize("out", OUTS)
@pytest.mark.parametrize("call", ["writev", "replace", "fsync"])
def test_when_the_disk_fails(place: Path, out: str, call: str) -> None:
    def before() -> None:
        system.calls = system.calls._replace(**{call: fails(28)})

    assert run(place, "rows.csv", "--out", out, "--jobs", "1", before=before) == 6


def broken(number: int) -> Callable[[], None]:
    """In whoever makes a leaflet: something unforeseen that tells the name, or a signal."""

    def before() -> None:
        def breaking(*given: object) -> object:
            if number:
                os.kill(os.getpid(), number)
            raise ValueError(f"{NAME}: {given}")

        work._make = breaking  # type: ignore[assignment]
        printing._PrintFileBuilder._add = breaking  # type: ignore[method-assign,assignment]

    return before


@pytest.mark.parametrize("out", OUTS)
def test_when_the_program_breaks(place: Path, out: str) -> None:
    assert run(place, "rows.csv", "--out", out, "--jobs", "1", before=broken(0)) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_stopped(place: Path, number: signal.Signals) -> None:
    code = run(place, "rows.csv", "--out", "x", "--jobs", "1", before=broken(number))
    assert code == 128 + number
    assert not list((place / "x").glob(".group*"))


def test_when_a_worker_is_killed(place: Path) -> None:
    (place / "rows.csv").write_text(rows(3))
    assert run(place, "rows.csv", "--out", "x", "--jobs", "2", before=broken(signal.SIGKILL)) == 1


def test_what_breaks_in_a_worker_itself_is_told_without_its_words(place: Path) -> None:
    def before() -> None:
        def breaking(*_: object) -> None:
            raise ValueError(NAME)

        folders.manifest_line = breaking  # type: ignore[assignment]

    assert run(place, "rows.csv", "--out", "x", "--jobs", "2", before=before) == 70


# leaflets that cannot be made, by each target and by records

MISSING, LONG = "Zebedee Quillfeather 𓀀", "Zebedee Quillfeather"
WORSE = [
    {"monograph": "NAC", "identifier": "fine", "layout": "", **PARTICULARS},
    {"monograph": "NAC", "identifier": "missing", "layout": "", **PARTICULARS, "patient": MISSING},
    {
        "monograph": "NAC",
        "identifier": "other",
        "layout": "",
        **PARTICULARS,
        "patient": f"{LONG} Ян",
    },
    {
        "monograph": "NAC",
        "identifier": "roll",
        "layout": "receipt",
        **PARTICULARS,
        "patient": LONG * 7,
    },
]
STORE = ("--by", "A. Pharmacist", "--manifest", "told")


@pytest.mark.parametrize(
    ("out", "jobs"),
    [("x", "2"), ("x.tar", "2"), ("x.pdf", "1"), ("sqlite:///records.db", "2")],
)
def test_when_some_cannot_be_made(place: Path, out: str, jobs: str) -> None:
    (place / "rows.csv").write_text(table(WORSE))
    more = STORE if ":" in out else ()
    arguments = ("rows.csv", "--out", out, "--jobs", jobs, *more)
    assert run(place, *arguments) == 3
    assert run(place, *arguments, "--keep-going") == 1
    if out == "x.tar":
        assert run(place, *arguments, "--keep-going", "--resume") == 1


def test_a_report_is_for_its_owner_alone(place: Path) -> None:
    """It is asked for, says that it may hold text, and is the one place that does."""

    def before() -> None:
        def breaking(*given: object) -> None:
            raise ValueError(f"{NAME}: {given}")

        folders.manifest_line = breaking  # type: ignore[assignment]

    done = leaflets(
        "batch", "rows.csv", "--out", "x", "--jobs", "2", "--debug", cwd=place, before=before
    )
    report = place / "leaflets-report.txt"
    assert (done.code, report.stat().st_mode & 0o777) == (70, 0o600)
    assert NAME not in done.err
    assert "<particulars>" not in done.err
    assert PARTICULARS["directions"] not in report.read_text()  # what was given to it is not shown


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_core_is_dumped_of_whoever_holds_particulars(place: Path, jobs: str) -> None:
    told = place / "limits"

    def before() -> None:
        make = folders.make_leaflet

        def noting(*given: Any) -> Any:
            with told.open("a") as stream:
                stream.write(f"{resource_limit()}\n")
            return make(*given)

        folders.make_leaflet = noting

    assert run(place, "rows.csv", "--out", "x", "--jobs", jobs, before=before) == 0
    assert set(told.read_text().split()) == {"0"}


def resource_limit() -> int:
    return getrlimit(RLIMIT_CORE)[0]


def test_whatever_carries_particulars_hides_them() -> None:
    """As logs, tracebacks with their variables, and errors between processes would show them."""
    rows = table(WORSE[:1])
    [unchecked] = default_planner().unchecked_requests(request_file(rows))
    [request] = default_planner().requests(request_file(rows))
    assert isinstance(request, Request)
    assert request.particulars
    failed = Outcome(request, "", error=as_leaflets_error(ValueError(NAME)))
    chunk = Chunk(0, (request,))
    carriers = [
        unchecked,
        request,
        request.particulars,
        failed,
        chunk,
        RequestRow(2, dict(WORSE[0])),
    ]
    for each in carriers:
        for shown in (repr(each), str(each), f"{each}", "%r" % (each,), ascii(each)):  # noqa: UP031
            assert not any(word.decode() in shown for word in WORDS), type(each)
    with pytest.raises(ValueError, match="particulars") as caught, ParallelExecutor(1) as executor:
        executor.submit(raising, request.particulars).result()
    assert not any(word.decode() in "".join(format_exception(caught.value)) for word in WORDS)


def raising(particulars: object) -> None:
    raise ValueError(particulars)
