"""`--json`: every key is named in the help, and the object says what people are shown."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .program import ROOT, Done, leaflets

STORE = {"LEAFLETS_STORE": "sqlite:///records.db", "LEAFLETS_BY": "J. Doe"}
PAGE = (ROOT / "leaflets/help/json.md").read_text("utf-8")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of two leaflets of D-1, a PDF, and a pharmacy's own folder."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "rx.yaml").write_text("directions: Take 1 tablet a day.\n")
    make = ("attach", "D-1", "--render", "acetylcysteine")
    first = leaflets(*make, "--lot", "A1", "--product", "PZN|7", cwd=folder, environ=STORE)
    leaflets(
        *make, "--particulars", "rx.yaml", "--replaces", first.text.split()[1],
        cwd=folder, environ=STORE,
    )  # fmt: skip
    leaflets("records", "get", "D-1", "--out", "a.pdf", cwd=folder, environ=STORE)
    own = folder / "our"
    for path, text in {
        "monographs/bad/en.yaml": "language: en\n",
        "layouts/bad.yaml": "extends: nothing\n",
        "layouts/pale.yaml": "extends: standard\nsays: Pale.\ncolours: {ink: '#999999'}\n",
        "profiles/bad.yaml": "extends: nothing\n",
        "pharmacies/corner.yaml": "name: Corner\naddress: [1 Street]\ntelephone: 01632 960 001\n",
        "pharmacies/bad.yaml": "name: Bad\n",
        "wording/da.yaml": "language: [\n",
    }.items():
        (own / path).parent.mkdir(parents=True, exist_ok=True)
        (own / path).write_text(text, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path, stored: Path) -> Path:
    return Path(shutil.copytree(stored, tmp_path / "copy"))


def run(folder: Path, *arguments: str) -> tuple[Done, dict[str, Any]]:
    """Run a command with --json, and return how it ended and its object."""
    done = leaflets(*arguments, "--json", cwd=folder, environ=STORE)
    return done, json.loads(done.out.decode("ascii"))


def text_of(folder: Path, *arguments: str) -> str:
    """Return what the command prints for people, with single spaces."""
    done = leaflets(*arguments, cwd=folder, environ=STORE)
    return "\n".join(" ".join(line.split()) for line in done.text.splitlines())


OWN = ("--data", "our")
COMMANDS = (
    ("list", *OWN),
    ("languages", *OWN),
    ("profiles", *OWN),
    ("profiles", "uk"),
    ("show", "NAC"),
    ("inspect", "a.pdf"),
    ("layout", "list", *OWN),
    ("layout", "show", "standard"),
    ("layout", "check", "receipt"),
    ("layout", "check", "pale", *OWN),
    ("records", "list"),
    ("records", "recall", "--lot", "A1"),
    ("records", "show", "D-1"),
    ("records", "get", "D-1"),
    ("records", "verify"),
    ("records", "export", "--to", "folder:copied"),
    ("records", "gc", "--dry-run"),
)


def keys_in(value: object) -> Iterator[str]:
    """Yield every key of an object and of all objects in it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for item in value:
            yield from keys_in(item)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_key_is_named_in_the_help_in_its_order(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    words = arguments[: 2 if arguments[0] in ("layout", "records") else 1]
    start = PAGE.index(f"- `leaflets {' '.join(words)}`")
    section = re.split(r"\n(?:- |## |$)", PAGE[start:], maxsplit=1)[0]
    _, found = run(folder, *arguments)
    positions = [section.find(f"`{key}`") for key in found]
    assert positions == sorted(positions)
    seriousness = found.pop("side_effects", {})
    assert all(isinstance(count, int) for count in seriousness.values())
    for key in keys_in(found):
        assert f"`{key}`" in PAGE, key
    if words != ("profiles",) or "rules" in found:
        assert -1 not in positions


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_exit_code_and_errors_are_those_without_it(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    plain = leaflets(*arguments, cwd=folder, environ=STORE)
    shutil.rmtree(folder / "copied", ignore_errors=True)
    done, _ = run(folder, *arguments)
    assert (done.code, done.err) == (plain.code, plain.err)


def test_list_says_what_it_prints(folder: Path) -> None:
    text = text_of(folder, "list", *OWN)
    _, found = run(folder, "list", *OWN)
    for monograph in found["monographs"]:
        assert f"\n{monograph['name']} {monograph['title']}".rstrip() in text
        for each in monograph["languages"]:
            state = f"edition {each['edition']}, {each['review']}"
            if each["error"]:
                state = f"cannot be read ({each['error']['code']})"
            assert re.search(rf"\b{each['language']}(?:, [a-z]+)*: {re.escape(state)}", text)
    for kind in ("layouts", "profiles", "pharmacies"):
        for each in found[kind]:
            code = each["error"] and each["error"]["code"]
            says = f"cannot be read ({code})" if code else each.get("says", each.get("title"))
            assert f"\n{each['name']} {says}" in text
    assert len(text.split("\n")) == sum(map(len, found.values())) + 4 + 3


def test_languages_say_what_they_print(folder: Path) -> None:
    text = text_of(folder, "languages", *OWN)
    _, found = run(folder, "languages", *OWN)
    for each in found["wordings"]:
        count = len(each["faults"])
        state = each["translation"] or "original" if each["complete"] else f"{count} to correct"
        assert re.sub(" +", " ", f"\n{each['language']} {each['name']} {state}") in text
        for fault in each["faults"]:
            assert f"{fault['file']}:{fault['line']}:{fault['column']}: {fault['code']}" in text
    for each in found["monographs"]:
        state = f"edition {each['edition']} {each['review']}"
        if each["error"]:
            state = f"cannot be read ({each['error']['code']})"
        assert f"\n{each['name']} {each['language']} {state}" in text


def test_rules_of_a_profile_are_those_that_are_printed(folder: Path) -> None:
    rules, languages = text_of(folder, "profiles", "uk").split("\n\n")
    _, found = run(folder, "profiles", "uk")
    assert [line.split()[0] for line in languages.splitlines()[1:]] == [
        each["language"] for each in found["languages"]
    ]
    assert rules == "\n".join(
        f"{rule['name']}: {' '.join(rule['asks'].split())}\n"
        f"{rule['evidence']}, {rule['source']} ({rule['file']}:{rule['line']})"
        for rule in found["rules"]
    )


def test_show_says_what_it_prints(folder: Path) -> None:
    text = text_of(folder, "show", "NAC")
    _, found = run(folder, "show", "NAC")
    codes = ", ".join(f"{code['system']} {code['value']}" for code in found["codes"])
    counts = ", ".join(f"{count} {level}" for level, count in found["side_effects"].items())
    uses = "; ".join(
        f"{id_} ({name})" for id_, name in zip(found["use_ids"], found["uses"], strict=True)
    )
    for line in (
        f"file: {found['file']}",
        f"sha256: {found['sha256']}",
        f"name: {found['title']}",
        f"generic name: {found['generic_name']}",
        f"also called: {', '.join(found['also_called'])}",
        f"routes: {', '.join(found['routes'])}",
        f"codes: {codes}",
        f"edition: {found['edition']} of {found['date']}, in {found['language']}",
        f"origin: {found['origin']}",
        f"uses: {len(found['uses'])}: {uses}",
        f"side effects: {sum(found['side_effects'].values())}: {counts}",
        f"questions: {found['questions']}",
    ):
        assert f"\n{line}\n" in f"\n{text}\n"
    assert f"\nreview: {found['review']['status']}" in text
    for section in found["sections"]:
        written = f"{section['blocks']} blocks"
        says = written if section["status"] == "written" else section["status"]
        assert f"\n{section['name']}: {says}" in text
    for source in found["sources"]:
        assert f"\nsource {source['id']}: {' '.join(source['title'].split())}" in text


def test_inspect_says_what_it_prints(folder: Path) -> None:
    text = text_of(folder, "inspect", "a.pdf")
    _, found = run(folder, "inspect", "a.pdf")
    for line in (
        f"{found['file']}: {found['says']}",
        f"title: {found['title']}",
        f"monograph: {found['monograph']}, edition {found['edition']}, dated {found['date']}",
        f"layout: {found['layout']}, {found['pages']} pages",
        f"claims: {', '.join(found['conformance'])}",
        f"made again: {found['made_again']}",
    ):
        assert f"\n{line}\n" in f"\n{text}\n"
    assert (found["verdict"], found["personal"], found["source_intact"]) == ("exact", True, None)


def test_layout_list_says_what_it_prints(folder: Path) -> None:
    text = text_of(folder, "layout", "list", *OWN)
    _, found = run(folder, "layout", "list", *OWN)
    for each in found["layouts"]:
        cells = f"{each['sheet']} {each['text_size']} {each['file']} {each['says']}"
        if each["error"]:
            cells = f"cannot be read ({each['error']['code']})"
        assert f"\n{each['name']} {cells}" in text
    assert len(text.split("\n")) == len(found["layouts"]) + 1


def test_layout_show_says_what_it_prints(folder: Path) -> None:
    text = text_of(folder, "layout", "show", "standard")
    _, found = run(folder, "layout", "show", "standard")
    assert text == "\n".join(
        " ".join(f"{each['path']} {each['value']} {each['file']}:{each['line']}".split())
        for each in found["values"]
    )


def test_layout_check_says_what_it_prints_and_what_it_refuses(folder: Path) -> None:
    text = text_of(folder, "layout", "check", "pale", *OWN)
    done, found = run(folder, "layout", "check", "pale", *OWN)
    assert f"Sheet: {found['sheet']}, type: {found['typeface']}, text: {found['text_size']}" in text
    for role in found["roles"]:
        spacing = f"{role['leading'] / role['size']:.2f} of the size"
        cells = f"{role['size']:g} pt {role['x_height']:.2f} mm {role['leading']:g} pt, {spacing}"
        characters = role["characters"]
        end = "" if characters is None else f" {characters} characters"
        assert f"\n{role['role']} {cells}{end}\n" in text
    contrast_rows = text[text.index("\nContrast") :].splitlines()
    for each in found["contrasts"]:
        row = next(line.split() for line in contrast_rows if line.startswith(f"{each['role']} "))
        assert any(abs(float(cell) - each["contrast"]) < 0.06 for cell in row[1:]), each
    assert done.code == 3
    assert found["refused"]
    for fault in found["refused"]:
        assert f": {fault['code']} {fault['says']}" in done.err


def test_records_say_what_they_print(folder: Path) -> None:
    _, listed = run(folder, "records", "list")
    first, late = listed["attachments"]
    assert (first["lots"], first["products"], late["particulars"]) == (
        ["A1"],
        ["PZN|7"],
        ["directions"],
    )
    _, recalled = run(folder, "records", "recall", "--lot", "A1")
    assert recalled["attachments"] == [first]
    assert (recalled["count"], recalled["unrecorded"]) == (1, 1)
    _, shown = run(folder, "records", "show", "D-1")
    assert shown["attachments"] == [
        first | {"replaced_by": late["sha256"]},
        late | {"replaced_by": ""},
    ]
    _, got = run(folder, "records", "get", "D-1")
    assert (got["path"], got["size"]) == (f"out/{late['sha256']}.pdf", late["size"])
    done, verified = run(folder, "records", "verify")
    assert text_of(folder, "records", "verify") == f"noted {verified['noted']}"
    assert (done.code, verified["sound"], verified["findings"]) == (0, True, [])
    _, copied = run(folder, "records", "export", "--to", "folder:copied")
    assert copied == {"copied": 2, "present": 0, "refused": []}
    assert text_of(folder, "records", "list").count("\n") == 2


def test_what_is_damaged_is_in_the_object_too(folder: Path) -> None:
    with sqlite3.connect(folder / "records.db") as link:
        link.execute("UPDATE body SET bytes = x'00'")
    link.close()
    done, found = run(folder, "records", "verify")
    printed = text_of(folder, "records", "verify").splitlines()
    assert [f"{each['kind']}: {each['says']}" for each in found["findings"]] == printed[:-1]
    assert (done.code, found["sound"]) == (7, False)


def test_a_wrong_command_prints_no_object(folder: Path) -> None:
    for arguments, code in (
        (("records", "show", "D-9"), 4),
        (("records", "get", "D-1", "--out", "-"), 2),
        (("show", "nothing"), 4),
        (("inspect", "records.db"), 2),
    ):
        done = leaflets(*arguments, "--json", cwd=folder, environ=STORE)
        assert (done.code, done.out) == (code, b"")
        assert done.err
