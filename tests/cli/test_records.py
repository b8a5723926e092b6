"""`leaflets attach` and `leaflets records`: from a dispense to the very bytes, and back."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from leaflets.cli.attach import HANDOVERS
from leaflets.exchange.open_store import open_store
from leaflets.records import Handover, LaterHandover

from .program import Done, leaflets

STORE = "sqlite:///records.db"
NAMED = {"LEAFLETS_STORE": STORE, "LEAFLETS_BY": "J. Doe"}
MAKE = ("--render", "acetylcysteine")
SECRET = "Xaviera Quimby"


def run(folder: Path, *arguments: str) -> Done:
    return leaflets(*arguments, cwd=folder, environ=NAMED)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with one dispense, two leaflets of it, the second personal."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "one.yaml").write_text(f"patient: {SECRET}\ndirections: Take 1 tablet a day.\n")
    first = run(folder, "attach", "D-1", *MAKE, "--how", "paper", "--product", "7")
    assert (first.code, first.text[:9]) == (0, "attached "), first.err
    late = run(
        folder, "attach", "D-1", *MAKE, "--particulars", "one.yaml",
        "--replaces", first.text.split()[1][:8],
    )  # fmt: skip
    assert (late.code, late.text[:9]) == (0, "attached "), late.err
    assert SECRET not in first.text + first.err + late.text + late.err
    return (folder / "records.db").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, made: bytes) -> Path:
    (tmp_path / "records.db").write_bytes(made)
    return tmp_path


def rows(done: Done) -> list[dict[str, str]]:
    assert done.code == 0, done.err
    return list(csv.DictReader(done.text.splitlines()))


def test_lists_what_was_attached_by_names_of_fields_alone(folder: Path) -> None:
    first, late = rows(run(folder, "records", "list"))
    assert (first["dispense"], first["how"], first["products"], first["by"]) == (
        "D-1", "paper", "7", "J. Doe",
    )  # fmt: skip
    assert (late["particulars"], late["replaces"]) == ("patient; directions", first["sha256"])
    listed = run(folder, "records", "list", "--json").text
    digests = [row["sha256"] for row in json.loads(listed)["attachments"]]
    assert digests == [first["sha256"], late["sha256"]]
    assert SECRET not in listed


def test_the_second_time_is_told(folder: Path) -> None:
    done = run(folder, "attach", "D-1", *MAKE)
    assert (done.code, done.text[:8]) == (0, "already ")
    assert len(rows(run(folder, "records", "list"))) == 2


def test_an_earlier_record_stays_as_it_is_and_the_difference_is_told(folder: Path) -> None:
    done = run(folder, "attach", "D-1", *MAKE, "--lot", "L1", "--product", "7")
    assert (done.code, done.text[:8]) == (0, "already ")
    assert "the earlier record stays as it is, with other lots." in done.err
    assert "lots" not in run(folder, "attach", "D-1", *MAKE).err


def test_gets_the_very_bytes(folder: Path) -> None:
    made = run(folder, "render", "acetylcysteine", "--out", "-")
    first, late = (row["sha256"] for row in rows(run(folder, "records", "list")))
    assert run(folder, "records", "get", "D-1", first[:8], "--out", "-").out == made.out
    done = run(folder, "records", "get", "D-1")
    assert done.text == f"out/{late}.pdf\n"
    again = run(folder, "attach", "D-2", "--leaflet", f"out/{late}.pdf")
    assert again.text == f"attached {late}\n"


def test_shows_a_dispense(folder: Path) -> None:
    done = run(folder, "records", "show", "D-1")
    assert "replaced by:" in done.text
    assert done.text.count("monograph:    acetylcysteine") == 2


def test_recalls_an_edition(folder: Path) -> None:
    done = run(folder, "records", "recall", "--monograph", "acetylcysteine", "--edition", "2")
    assert [row["dispense"] for row in rows(done)] == ["D-1", "D-1"]
    none = run(folder, "records", "recall", "--monograph", "acetylcysteine", "--edition", "9")
    assert (none.code, none.text.count("\n"), none.err) == (
        0,
        1,
        "0 attachments.\nThe records hold no edition 9 of acetylcysteine, but: 2.\n",
    )


@pytest.mark.parametrize("name", ["NAC", "Acetylcysteine 400 mg", "acetilcisteína", "ATC|R05CB01"])
def test_recalls_and_lists_by_any_name_and_says_whose_it_is(folder: Path, name: str) -> None:
    for command in ("recall", "list"):
        done = run(folder, "records", command, "--monograph", name)
        assert [row["dispense"] for row in rows(done)] == ["D-1", "D-1"]
        assert f"'{name}' stands for: acetylcysteine." in done.err


@pytest.mark.parametrize("command", ["recall", "list"])
def test_a_name_that_nobody_knows_is_an_error_and_not_an_empty_list(
    folder: Path, command: str
) -> None:
    done = run(folder, "records", command, "--monograph", "acetylcysteinn")
    assert (done.code, done.out, done.err) == (
        4,
        b"",
        "N401 Neither the library nor the records have a monograph 'acetylcysteinn'. "
        "Did you mean 'acetylcysteine'?\n",
    )


def test_recalls_a_lot_and_tells_of_what_has_none_on_record(folder: Path) -> None:
    run(folder, "attach", "D-2", *MAKE, "--lot", "A123", "--product", "GTIN|04012345678901")
    asked = ("--lot", "a 123", "--product", "GTIN|4012345678901")
    done = run(folder, "records", "recall", *asked)
    assert [row["dispense"] for row in rows(done)] == ["D-2"]
    assert done.err == (
        "1 attachment.\n2 more have no code of that system or no lot on record, and may be meant, "
        "too: see --or-unrecorded.\n"
    )
    more = run(folder, "records", "recall", *asked, "--or-unrecorded")
    assert [row["dispense"] for row in rows(more)] == ["D-1", "D-1", "D-2"]
    other = run(folder, "records", "recall", "--lot", "A124", "--monograph", "NAC")
    assert (other.code, other.text.count("\n")) == (0, 1)
    assert "Near that lot, the records hold: A123." in other.err
    late = run(folder, "records", "recall", "--lot", "A123", "--since", "2999-01-01")
    assert "The records hold that lot, but not with all else that was given." in late.err


def test_an_empty_answer_says_that_it_is_empty(folder: Path) -> None:
    done = run(folder, "records", "list", "--dispense", "D-7")
    assert (done.code, done.text.count("\n"), done.err) == (0, 1, "No attachment matches.\n")
    done = run(folder, "records", "export", "--dispense", "D-7", "--to", "folder:other")
    assert (done.code, done.out, done.err[:4]) == (4, b"", "R708")
    assert not (folder / "other").exists()


def test_verifies_and_remembers_the_end_of_the_log(folder: Path) -> None:
    done = run(folder, "records", "verify")
    assert (done.code, done.text[:8]) == (0, "noted 2:")
    noted = done.text.strip().removeprefix("noted ")
    run(folder, "attach", "D-9", *MAKE)
    assert run(folder, "records", "verify", "--noted", noted).code == 0
    wrong = run(folder, "records", "verify", "--noted", f"2:{'0' * 64}")
    assert (wrong.code, "not what it was when it was noted" in wrong.text) == (7, True)
    assert run(folder, "records", "verify", "--noted", "2").code == 2


def test_what_was_altered_is_told(folder: Path) -> None:
    with sqlite3.connect(folder / "records.db") as link:
        link.execute("UPDATE body SET bytes = x'00'")
    link.close()
    done = run(folder, "records", "verify")
    assert (done.code, done.text.count("altered: ")) == (7, 2)
    got = run(folder, "records", "get", "D-1")
    assert (got.code, got.err[:4], (folder / "out").exists()) == (7, "R703", False)


def test_exports_to_another_store(folder: Path) -> None:
    done = run(folder, "records", "export", "--to", "folder:copy")
    assert done.text == "2 copied, 0 were there already, 0 refused.\n"
    again = run(folder, "records", "export", "--to", "folder:copy", "--dispense", "D-1")
    assert again.text == "0 copied, 2 were there already, 0 refused.\n"
    assert len(list(folder.glob("copy/pdf/*/*.pdf"))) == 2
    copied = run(folder, "records", "list", "--store", "folder:copy")
    assert rows(copied) == rows(run(folder, "records", "list"))


def test_exports_later_handovers_once_and_shows_them(folder: Path) -> None:
    with open_store(f"sqlite:///{folder}/records.db") as store:
        [first, *_] = store.attachments(dispense="D-1")
        given = LaterHandover(
            dispense="D-1", sha256=first.sha256, how="declined", when=first.when, by="A. Noether"
        )
        assert store.hand_over(given)
        assert store.hand_over(replace(given, how="electronic"))
    for _ in range(2):
        assert run(folder, "records", "export", "--to", "folder:copy").code == 0
    with open_store(f"folder:{folder}/copy", create=False) as copy:
        assert [one.how for one in copy.handovers("D-1")] == ["declined", "electronic"]
    shown = run(folder, "records", "show", "D-1", "--store", "folder:copy").text
    assert [line.split()[1] for line in shown.splitlines() if line.startswith("later:")] == [
        "declined,",
        "electronic,",
    ]


def test_collects_what_a_crash_left(folder: Path) -> None:
    with sqlite3.connect(folder / "records.db") as link:
        link.execute("INSERT INTO body VALUES (x'aa', x'bb')")
    link.close()
    assert run(folder, "records", "verify").code == 0, "an orphan does no harm"
    assert run(folder, "records", "gc", "--dry-run").text == "aa 1\n"
    assert run(folder, "records", "gc").err == "1 removed.\n"
    assert run(folder, "records", "gc").err == "0 removed.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("attach", "D-1"), 2, "U201"),
        (("attach", "D-1", *MAKE, "--leaflet", "x.pdf"), 2, "U201"),
        (("attach", "D-1", "--leaflet", "x.pdf", "--layout", "letter"), 2, "U201"),
        (("attach", "D-1", "--leaflet", "x.pdf"), 4, "N403"),
        (("attach", "D-1", "--leaflet", "records.db"), 2, "I801"),
        (("attach", " ", *MAKE), 2, "U201"),
        (("attach", "D-1", *MAKE, "--when", "2026-11-30"), 2, "U201"),
        (("attach", "D-1", *MAKE, "--replaces", "ffff"), 4, "R708"),
        (("attach", "D-1", *MAKE, "--date", "2026-01-01"), 7, "R701"),
        (("attach", "D-1", *MAKE, "--store", "nowhere:x"), 2, "R705"),
        (("attach", "D-1", *MAKE, "--store", "sqlite:x"), 2, "R705"),
        (("attach", "D-1", *MAKE, "--store", "sqlite:///no/such/x.db"), 6, "F606"),
        (("records", "show", "D-7"), 4, "R708"),
        (("records", "get", "D-1", "ffff"), 4, "R708"),
        (("records", "list", "--store", "sqlite:///absent.db"), 4, "R708"),
        (("records", "list", "--store", "folder:absent"), 4, "R708"),
    ],
    ids=lambda value: " ".join(value[:4]) if isinstance(value, tuple) else str(value),
)
def test_what_is_wrong_is_told_and_nothing_changes(
    folder: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    before = rows(run(folder, "records", "list"))
    done = run(folder, *arguments)
    last = done.err.splitlines()[-1]
    assert (done.code, last[:4], done.out) == (code, says, b""), done.err
    assert rows(run(folder, "records", "list")) == before
    assert not (folder / "absent.db").exists()


def test_the_ways_to_hand_over_are_those_of_the_records() -> None:
    assert set(HANDOVERS) == set(get_args(Handover)) - {""}
