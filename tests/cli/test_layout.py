"""`leaflets layout`: what there is, a new one, its values, its measures, its specimen."""

from __future__ import annotations

from pathlib import Path

import pytest

from .program import ROOT, leaflets

SHIPPED = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml"))


def own(folder: Path, name: str, *lines: str) -> Path:
    """A layout in a pharmacy's own folder."""
    path = folder / "our/layouts" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["extends: standard", "says: Ours.", *lines, ""]), "utf-8")
    return path


def test_list_tells_sheet_type_file_and_purpose(tmp_path: Path) -> None:
    own(tmp_path, "green", "styles: {body: {size: 13 pt, leading: 17 pt}}")
    own(tmp_path, "letter", "page: {width: 148 mm, height: 210 mm}")
    own(tmp_path, "bad", "colours: {ink: red}")
    done = leaflets("layout", "list", "--data", "our", cwd=tmp_path)
    assert done.code == 0
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in done.text.splitlines()}
    assert set(rows) == {"NAME", "green", "bad", *SHIPPED}
    assert rows["green"] == "A4 13 pt our/layouts/green.yaml Ours."
    assert rows["letter"] == "A5 12 pt our/layouts/letter.yaml, instead of ours Ours."
    assert rows["large-print"].startswith("A4 18 pt layouts/large-print.yaml A4, 18 point")
    assert "cannot be read (L242): leaflets layout check bad" in rows["bad"]


def test_the_commands_on_layouts_look_where_new_has_written(tmp_path: Path) -> None:
    assert leaflets("layout", "new", "green", cwd=tmp_path).code == 0
    for command in (("check",), ("show",), ("sample", "--out", "s.pdf")):
        done = leaflets("layout", command[0], "green", *command[1:], cwd=tmp_path)
        assert done.code == 0, done.err
    assert " our/layouts/green.yaml" in leaflets("layout", "list", cwd=tmp_path).text


def test_new_writes_a_layout_that_can_be_used_at_once(tmp_path: Path) -> None:
    done = leaflets("layout", "new", "green", "--from", "large-print", cwd=tmp_path)
    assert (done.code, done.text) == (0, "our/layouts/green.yaml\n")
    assert "leaflets layout check green --data our" in done.err
    text = (tmp_path / "our/layouts/green.yaml").read_text("utf-8")
    assert "\nextends: large-print\n" in text
    assert leaflets("layout", "check", "green", "--data", "our", cwd=tmp_path).code == 0
    done = leaflets("render", "NAC", "--layout", "green", "--data", "our", cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/acetylcysteine.green.pdf\n")


def test_new_goes_where_it_is_told(tmp_path: Path) -> None:
    done = leaflets("layout", "new", "a", "--data", "there", cwd=tmp_path)
    assert (done.code, done.text) == (0, "there/layouts/a.yaml\n")
    environ = {"LEAFLETS_DATA": "there"}
    done = leaflets("layout", "new", "b", "--from", "a", cwd=tmp_path, environ=environ)
    assert (done.code, done.text) == (0, "there/layouts/b.yaml\n")
    assert "extends: a" in (tmp_path / "there/layouts/b.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("green",), 2, "exists already"),
        (("standard",), 2, "cannot extend it"),
        (("standard", "--from", "large-print"), 2, "'large-print' begins from 'standard'"),
        (("Green",), 2, "cannot be the name"),
        (("../green",), 2, "cannot be the name"),
        (("blue", "--from", "standart"), 4, "Did you mean 'standard'?"),
        (("blue", "--from", "bad"), 3, "L250"),
    ],
)
def test_new_refuses(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    path = own(tmp_path, "green")
    own(tmp_path, "bad").write_text("extends: bad\n", "utf-8")
    before = path.read_bytes()
    done = leaflets("layout", "new", *arguments, "--data", "our", cwd=tmp_path)
    assert (done.code, says in done.err) == (code, True), done.err
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["bad.yaml", "green.yaml"]


def test_new_may_stand_in_for_ours_and_says_so(tmp_path: Path) -> None:
    done = leaflets("layout", "new", "letter", cwd=tmp_path)
    assert done.code == 0
    assert "Note: this stands in for our layout 'letter'." in done.err
    assert leaflets("layout", "check", "letter", "--data", "our", cwd=tmp_path).code == 0


def test_show_gives_every_value_with_its_line(tmp_path: Path) -> None:
    own(tmp_path, "green", "colours: {accent: '#0B5D3B'}")
    done = leaflets("layout", "show", "green", "--data", "our", cwd=tmp_path)
    assert done.code == 0
    rows = [line.split("  ") for line in done.text.splitlines()]
    found = {row[1]: [cell.strip() for cell in row[2:] if cell.strip()] for row in rows}
    assert found["colours.accent"] == ["#0B5D3B", "our/layouts/green.yaml:3"]
    value, place = found["styles.body.size"]
    file, line = place.split(":")
    assert (value, file) == ("12 pt", "layouts/standard.yaml")
    assert "body:" in (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize("name", SHIPPED)
def test_check_finds_our_layouts_good(name: str) -> None:
    done = leaflets("layout", "check", name)
    assert (done.code, done.err) == (0, "")
    assert done.text.endswith("People can read it.\n")
    assert "which is long" not in done.text
    for role in ("body", "item", "action"):
        assert any(f"  {role} " in line and "characters" in line for line in done.text.splitlines())


def test_check_measures(tmp_path: Path) -> None:
    change = "styles: {body: {size: 20 pt, leading: 30 pt}}"
    path = own(tmp_path, "big", change, "colours: {ink: '#000000'}")
    done = leaflets("layout", "check", str(path), cwd=tmp_path)
    assert done.code == 0, done.err
    (body,) = (
        line.split() for line in done.text.splitlines() if "characters" in line and "bo" in line
    )
    assert body[:5] == ["body", "20", "pt", "3.50", "mm"]
    assert body[5:7] == ["30", "pt,"]
    assert body[7] == "1.50"
    assert 35 < int(body[-2]) < 55
    assert any(line.split()[:3] == ["body", "21.0", "21.0"] for line in done.text.splitlines())


def test_check_tells_what_is_refused_and_measures_it(tmp_path: Path) -> None:
    path = own(tmp_path, "pale", "colours: {ink: '#999999'}", "styles: {note: {size: 7 pt}}")
    for name in ("our/layouts/pale.yaml", "pale"):
        done = leaflets("layout", "check", name, "--data", "our", cwd=tmp_path)
        assert done.code == 3
        assert "2.8" in done.text
        assert "People can read it" not in done.text
        lines = done.err.splitlines()
        assert {line.split()[1] for line in lines} == {"L263", "L265", "L267"}
        assert all(line.startswith("our/layouts/pale.yaml:") for line in lines)
    assert path.exists()


def test_check_tells_what_is_accepted(tmp_path: Path) -> None:
    accepts = "accepts: [{code: L264, reason: Small.}]"
    path = own(tmp_path, "small", "styles: {item: {size: 11 pt}}", accepts)
    done = leaflets("layout", "check", str(path))
    assert done.code == 0
    assert "Accepted by the layout: " in done.text
    assert "small.yaml:3:" in done.text
    assert " L264 " in done.text


def test_check_of_a_file_finds_what_it_extends_beside_it(tmp_path: Path) -> None:
    own(tmp_path, "green", "colours: {accent: '#0B5D3B'}")
    path = own(tmp_path, "greener")
    path.write_text("extends: green\nsays: Greener.\n", "utf-8")
    assert leaflets("layout", "check", str(path)).code == 0
    assert leaflets("layout", "check", "our/layouts/greener.yaml", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    "line",
    [
        "page: {margins: {left: 70 mm, right: 70 mm}, width: 150 mm}",
        "page: {height: 140 mm, margins: {top: 70 mm, bottom: 70 mm}}",
        "colours: {ink: red}",
        "fonts: {fallback: [nothing]}",
    ],
)
def test_check_ends_with_3_where_there_is_nothing_to_measure(tmp_path: Path, line: str) -> None:
    done = leaflets("layout", "check", str(own(tmp_path, "bad", line)))
    assert (done.code, "bad.yaml:3:" in done.err) == (3, True)
    assert "Traceback" not in done.err


def test_check_needs_no_fallback(tmp_path: Path) -> None:
    path = own(tmp_path, "plain", "fonts: {fallback: []}")
    assert leaflets("layout", "check", str(path)).code == 0


def test_sample_makes_a_specimen(tmp_path: Path) -> None:
    done = leaflets("layout", "sample", "large-print", cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/sample.large-print.pdf\n")
    assert (tmp_path / "out/sample.large-print.pdf").read_bytes().startswith(b"%PDF-")
    done = leaflets("layout", "sample", "standard", "--out", "a.pdf", cwd=tmp_path)
    assert (done.code, done.text) == (0, "a.pdf\n")
    again = leaflets("layout", "sample", "standard", "--out", "-", cwd=tmp_path)
    assert again.out == (tmp_path / "a.pdf").read_bytes()


def test_sample_of_a_layout_of_ones_own(tmp_path: Path) -> None:
    own(tmp_path, "green", "colours: {accent: '#0B5D3B'}")
    done = leaflets("layout", "sample", "green", "--data", "our", cwd=tmp_path)
    assert (done.code, done.text) == (0, "out/sample.green.pdf\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("chekc",), 2, "Did you mean 'check'?"),
        (("xyzzy",), 2, "See 'leaflets layout --help'."),
        (("check", "standart"), 4, "Did you mean 'standard'?"),
        (("show", "no.yaml"), 4, "no.yaml"),
        (("sample", "standart"), 4, "Did you mean 'standard'?"),
        (("sample", "standard", "--language", "tlh"), 4, "It is there in: en"),
        (("new",), 2, "NAME"),
    ],
)
def test_what_was_perhaps_meant(arguments: tuple[str, ...], code: int, says: str) -> None:
    done = leaflets("layout", *arguments)
    assert (done.code, says in done.err) == (code, True), done.err
    assert done.err.count("\n") == 1


def test_without_a_command_it_says_what_there_is() -> None:
    done = leaflets("layout")
    assert done.code == 0
    assert all(f"\n  {name} " in done.text for name in ("list", "new", "check", "show", "sample"))


def test_each_takes_debug() -> None:
    for name in ("list", "new", "check", "show", "sample"):
        assert "--debug" in leaflets("layout", name, "--help").text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("leaflets lay", "layout"),
        ("leaflets layout sam", "sample"),
        ("leaflets layout check larg", "large-print"),
        ("leaflets layout show larg", "large-print"),
        ("leaflets layout sample clear", "clear-print"),
        ("leaflets layout new x --from lett", "letter"),
    ],
)
def test_the_shell_completes(words: str, expected: str) -> None:
    environ = {
        "_LEAFLETS_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert f"plain,{expected}" in leaflets(environ=environ).text.splitlines()
