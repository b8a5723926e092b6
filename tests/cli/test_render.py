"""`leaflets render`, from its arguments to its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import leaflets as api
from leaflets.leaflet.plain import plain

from ..braille.reader import needs_liblouis
from ..leaflet.test_frame import DANISH
from .program import ROOT, Done, leaflets

MONOGRAPH = ROOT / "data/monographs/acetylcysteine/en.yaml"
NAME = "acetylcysteine"
STALE = "This translation may be of an older edition."
DRAFT = "Note: this is a draft; no health professional has reviewed it.\n"


def good(done: Done) -> Done:
    assert done.code == 0, done.err
    return done


def test_leaves_the_leaflet_in_out_and_prints_its_path(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, cwd=tmp_path))
    assert (done.text, done.err) == ("out/acetylcysteine.pdf\n", DRAFT)
    assert (tmp_path / "out/acetylcysteine.pdf").read_bytes().startswith(b"%PDF-")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["acetylcysteine.pdf"]


def test_the_command_and_the_api_make_the_same_bytes(tmp_path: Path) -> None:
    good(leaflets("render", NAME, "--out", "a.pdf", cwd=tmp_path))
    made = api.typeset(api.compose(api.read(NAME)))
    assert (tmp_path / "a.pdf").read_bytes() == made.pdf
    assert api.write(made, tmp_path / "b.pdf").read_bytes() == made.pdf


def test_a_web_page_is_a_file_named_after_its_leaflet(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--as", "html", "--summary", cwd=tmp_path))
    assert done.text == "out/acetylcysteine.summary.html\n"
    composed = api.compose(api.read(NAME), summary=True)
    assert (tmp_path / done.text.strip()).read_text("utf-8") == api.html_page(composed)
    refused = leaflets("render", NAME, "--as", "html", "--out", "a.pdf", cwd=tmp_path)
    assert (refused.code, "web page" in refused.err) == (2, True)
    assert leaflets("render", NAME, "--as", "html", "--embed").code == 2


def test_speech_is_a_file_named_after_its_leaflet(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--as", "speech", "--language", "es", cwd=tmp_path))
    assert done.text == "out/acetylcysteine.es.ssml\n"
    composed = api.compose(api.read(NAME, language="es"))
    assert (tmp_path / done.text.strip()).read_text("utf-8") == api.ssml(composed)
    refused = leaflets("render", NAME, "--as", "speech", "--out", "a.html", cwd=tmp_path)
    assert (refused.code, "web page" in refused.err) == (2, True)


@pytest.mark.parametrize("name", ["NAC", "nac", "N-acetylcysteine", "Acetylcysteine 400 mg"])
def test_titles_and_synonyms_name_it_too(tmp_path: Path, name: str) -> None:
    done = good(leaflets("render", name, cwd=tmp_path))
    assert done.text == "out/acetylcysteine.pdf\n"


def test_a_file_of_yours(tmp_path: Path) -> None:
    shutil.copy(MONOGRAPH, tmp_path / "mine.yaml")
    assert good(leaflets("render", "mine.yaml", cwd=tmp_path)).text == "out/mine.pdf\n"


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    done = leaflets("render", "mine.yaml", cwd=tmp_path)
    assert (done.code, done.err[:5]) == (4, "N403 ")


def test_every_fault_of_a_file_is_told_in_file_order(tmp_path: Path) -> None:
    text = MONOGRAPH.read_text("utf-8")
    text = text.replace("identity:", "identitty:", 1).replace("edition:", "editon:", 1)
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    done = leaflets("render", "mine.yaml", cwd=tmp_path)
    lines = [line for line in done.err.splitlines() if line.startswith("mine.yaml:")]
    numbers = [int(line.split(":")[1]) for line in lines]
    assert done.code == 3
    assert len(lines) >= 2
    assert numbers == sorted(numbers)
    assert not (tmp_path / "out").exists()


def test_text_goes_to_standard_output() -> None:
    done = good(leaflets("render", NAME, "--as", "text"))
    assert done.text == plain(api.compose(api.read(NAME)))
    assert done.err == DRAFT


def test_text_to_a_file(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--as", "text", "--out", "texts/", cwd=tmp_path))
    assert done.text == "texts/acetylcysteine.txt\n"
    assert (tmp_path / "texts/acetylcysteine.txt").read_text("utf-8").startswith("  DRAFT")


def test_the_pdf_on_standard_output_is_only_the_pdf() -> None:
    done = good(leaflets("render", NAME, "--out", "-"))
    assert done.out == api.typeset(api.compose(api.read(NAME))).pdf
    assert done.err == DRAFT


def test_layouts_have_their_own_file(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--layout", "large-print", cwd=tmp_path))
    assert done.text == "out/acetylcysteine.large-print.pdf\n"


def test_a_layout_that_is_near_is_offered(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--layout", "larg-print", cwd=tmp_path)
    assert (done.code, "'large-print'" in done.err) == (4, True)
    assert not (tmp_path / "out").exists()


def test_the_date_is_the_one_asked_for() -> None:
    for arguments, environ in (
        (("--date", "2031-02-03"), {}),
        ((), {"SOURCE_DATE_EPOCH": "1927843200"}),
        (("--date", "2031-02-03"), {"SOURCE_DATE_EPOCH": "0"}),
    ):
        done = good(leaflets("render", NAME, "--out", "-", *arguments, environ=environ))
        assert b"<xmp:CreateDate>2031-02-03T00:00:00Z" in done.out


@pytest.mark.parametrize("date", ["2026-02-30", "20261122", "today", "2026-W01-1", ""])
def test_a_day_that_is_none_is_refused(date: str) -> None:
    done = leaflets("render", NAME, "--date", date, "--as", "text")
    assert (done.code, done.out) == (2, b"")


@pytest.mark.parametrize("seconds", ["soon", "1e9", "9" * 30])
def test_an_epoch_that_is_none_is_refused(seconds: str) -> None:
    done = leaflets("render", NAME, "--as", "text", environ={"SOURCE_DATE_EPOCH": seconds})
    assert (done.code, "SOURCE_DATE_EPOCH" in done.err) == (2, True)


def test_verbose_tells_the_five_verbs(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--verbose", cwd=tmp_path))
    verbs = [line.split()[0] for line in done.err.splitlines()][:5]
    assert verbs == ["read", "compose", "typeset", "write", "attach"]


def own(tmp_path: Path, name: str = NAME) -> Path:
    folder = tmp_path / "our" / "monographs" / name
    folder.mkdir(parents=True)
    text = MONOGRAPH.read_text("utf-8")
    (folder / "en.yaml").write_text(text.replace("  number: 2", "  number: 7"), "utf-8")
    return tmp_path / "our"


def test_a_pharmacys_own_folder_comes_first_and_says_so(tmp_path: Path) -> None:
    folder = own(tmp_path)
    for arguments, environ in (
        (("--data", "our"), {}),
        ((), {"LEAFLETS_DATA": "our"}),
        (("--data", "our"), {"LEAFLETS_DATA": "nowhere"}),
    ):
        done = good(
            leaflets("render", NAME, "--as", "text", *arguments, cwd=tmp_path, environ=environ)
        )
        assert f"Note: {folder.name}/monographs/acetylcysteine/en.yaml stands in for" in done.err
        assert "edition 7" in done.text.lower()


def test_ours_says_nothing_about_folders(tmp_path: Path) -> None:
    own(tmp_path, "another")
    done = good(leaflets("render", NAME, "--as", "text", "--data", "our", cwd=tmp_path))
    assert done.err == DRAFT


def test_a_layout_of_the_pharmacy(tmp_path: Path) -> None:
    (tmp_path / "our/layouts").mkdir(parents=True)
    (tmp_path / "our/layouts/ours.yaml").write_text("extends: standard\nsays: Ours.\n", "utf-8")
    done = good(leaflets("render", NAME, "--layout", "ours", "--data", "our", cwd=tmp_path))
    assert done.text == "out/acetylcysteine.ours.pdf\n"


def test_layouts_and_wording_that_take_the_place_of_ours_say_so(tmp_path: Path) -> None:
    for folder, name in (("layouts", "standard"), ("wording", "en")):
        (tmp_path / "our" / folder).mkdir(parents=True)
        ours = ROOT / ("layouts" if folder == "layouts" else "data/wording") / f"{name}.yaml"
        shutil.copy(ours, tmp_path / "our" / folder)
    done = good(leaflets("render", NAME, "--data", "our", cwd=tmp_path))
    assert "Note: our/layouts/standard.yaml stands in for our layout 'standard'." in done.err
    assert "Note: our/wording/en.yaml stands in for our wording 'en'." in done.err


def translation(tmp_path: Path, of: str) -> Path:
    folder = tmp_path / "our" / "monographs" / "other"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(MONOGRAPH, folder / "en.yaml")
    text = MONOGRAPH.read_text("utf-8")
    text = text.replace("  number: 2", f"  number: 2\n  translation-of: {of}", 1)
    path = tmp_path / "other.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_stale_translation_is_told_and_refused_if_strict(tmp_path: Path) -> None:
    translation(tmp_path, "0" * 64)
    arguments = ("render", "other.yaml", "--as", "text", "--data", "our")
    done = good(leaflets(*arguments, cwd=tmp_path))
    assert "Warning: other.yaml:" in done.err
    assert "M291" in done.err
    assert STALE in " ".join(done.text.split())
    done = leaflets(*arguments, "--strict", cwd=tmp_path)
    assert (done.code, done.out, "M291" in done.err) == (3, b"", True)


def test_a_fresh_translation_is_no_warning(tmp_path: Path) -> None:
    translation(tmp_path, api.read(MONOGRAPH).sha256)
    arguments = ("render", "other.yaml", "--as", "text", "--data", "our", "--strict")
    done = good(leaflets(*arguments, cwd=tmp_path))
    assert done.err == DRAFT
    assert STALE not in " ".join(done.text.split())


def test_a_leaflet_in_another_language_has_its_own_file(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--language", "es", "--strict", cwd=tmp_path))
    assert (done.text, done.err) == ("out/acetylcysteine.es.pdf\n", DRAFT)


def test_words_that_are_missing_refuse_the_leaflet(tmp_path: Path) -> None:
    (tmp_path / "our/wording").mkdir(parents=True)
    text = (ROOT / "data/wording/es.yaml").read_text("utf-8")
    (tmp_path / "our/wording/es.yaml").write_text(text.replace("  oral: por la boca\n", ""))
    for form in ("pdf", "text"):
        arguments = ("render", NAME, "--language", "es", "--data", "our", "--as", form)
        done = leaflets(*arguments, cwd=tmp_path)
        assert (done.code, done.out) == (3, b"")
        assert "W102 'routes' has no words for 'oral'. Add it." in done.err
    assert not (tmp_path / "out").exists()


def test_a_file_in_another_language_than_asked_for_is_refused() -> None:
    done = leaflets("render", str(MONOGRAPH), "--language", "sv")
    assert (done.code, "M290" in done.err) == (3, True)
    done = leaflets("render", NAME, "--language", "sv")
    assert (done.code, "It is there in: ar, en, es" in done.err) == (4, True)


def test_what_is_embedded_comes_out_again(tmp_path: Path) -> None:
    good(leaflets("render", NAME, "--embed", cwd=tmp_path))
    pdf = "out/acetylcysteine.pdf"
    done = good(leaflets("inspect", pdf, cwd=tmp_path))
    assert "PDF/A-3a" in done.text
    done = good(leaflets("extract", pdf, "--out", "inside", cwd=tmp_path))
    assert sorted(done.text.splitlines()) == [
        "inside/acetylcysteine.en.words.json",
        "inside/acetylcysteine.en.yaml",
    ]
    assert (tmp_path / "inside/acetylcysteine.en.yaml").read_bytes() == MONOGRAPH.read_bytes()
    done = leaflets("extract", pdf, "--out", "inside", cwd=tmp_path)
    assert (done.code, "exists already" in done.err) == (2, True)


def test_a_text_embeds_nothing() -> None:
    assert leaflets("render", NAME, "--as", "text", "--embed").code == 2


def test_open_needs_a_file() -> None:
    assert leaflets("render", NAME, "--out", "-", "--open").code == 2


def test_open_opens_the_file(tmp_path: Path) -> None:
    viewer = tmp_path / "xdg-open"
    viewer.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    viewer.chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    good(leaflets("render", NAME, "--open", cwd=tmp_path, environ={"PATH": path}))
    for _ in range(200):
        if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text():
            break
        import time

        time.sleep(0.02)
    assert (tmp_path / "opened").read_text().strip().endswith("out/acetylcysteine.pdf")


def test_open_without_a_viewer_says_so(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--open", cwd=tmp_path, environ={"PATH": str(tmp_path)}))
    assert "Note: no program was found that opens it." in done.err


RX = "patient: Ada Exempel\ndirections: Take 1 tablet once a day.\n"


def test_adds_particulars_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text(RX, "utf-8")
    asked = ("render", NAME, "--particulars", "rx.yaml")
    text = good(leaflets(*asked, "--as", "text", cwd=tmp_path)).text
    assert "For: Ada Exempel\n" in text
    done = good(leaflets(*asked, cwd=tmp_path))
    assert (done.text, done.err) == ("out/acetylcysteine.pdf\n", DRAFT)
    inspected = good(leaflets("inspect", "out/acetylcysteine.pdf", cwd=tmp_path)).text
    assert "exact" not in inspected
    assert "personal:       yes" in inspected
    assert "made again:     the same words" in inspected
    assert "Ada" not in inspected


def test_particulars_that_cannot_be_read_are_told_without_them(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text(RX + "born: Ada\n", "utf-8")
    done = leaflets("render", NAME, "--particulars", "rx.yaml", cwd=tmp_path)
    assert (done.code, done.err[:17]) == (3, "rx.yaml:3:7: A107")
    assert "Ada" not in done.err
    assert not (tmp_path / "out").exists()


def test_dangerous_notation_is_refused_with_the_repair(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text("directions: Take 1.0 mg once a day.\n", "utf-8")
    done = leaflets("render", NAME, "--particulars", "rx.yaml", cwd=tmp_path)
    assert done.code == 3
    assert done.err.startswith("rx.yaml:1:13: C301 '1.0' in 'directions'")


def test_particulars_as_options_give_the_bytes_of_those_in_a_file(tmp_path: Path) -> None:
    values = {"patient": "Ada Exempel", "directions": "Take 1 tablet.", "route": "inhaled"}
    (tmp_path / "rx.yaml").write_text("".join(f"{k}: {v}\n" for k, v in values.items()), "utf-8")
    options = [part for name, value in values.items() for part in (f"--{name}", value)]
    by_option = leaflets("render", NAME, *options, "--out", "-", cwd=tmp_path)
    by_file = leaflets("render", NAME, "--particulars", "rx.yaml", "--out", "-", cwd=tmp_path)
    assert by_option.code == 0, by_option.err
    assert by_option.out == by_file.out
    text = leaflets("render", NAME, *options, "--as", "text", cwd=tmp_path).text
    assert "Way of using it: breathed in\n" in text
    spanish = leaflets("render", NAME, *options[4:], "--as", "text", "--language", "es")
    assert "Vía de uso: respirándolo\n" in spanish.text


def test_what_was_typed_for_a_patient_is_left_nowhere_else(tmp_path: Path) -> None:
    done = leaflets("render", NAME, "--patient", "Zzyzx", "--verbose", cwd=tmp_path)
    assert (done.code, "Zzyzx" in done.err + done.text) == (0, False)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "acetylcysteine.pdf"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--route", "eye"], 3, "--route: A290 'route' is not a way"),
        (["--directions", "Take 1.0 mg."], 3, "--directions: C301 "),
        (["--patient", "Kim\u200bLee"], 3, "--patient: A010 "),
        (["--patient", " "], 2, "U201 --patient is empty."),
        (["--patient", "Eve", "--particulars", "rx.yaml"], 3, "rx.yaml:1:1: A291 'patient'"),
    ],
)
def test_particulars_as_options_are_checked_like_a_file(
    tmp_path: Path, options: list[str], code: int, says: str
) -> None:
    (tmp_path / "rx.yaml").write_text("patient: Ada\n", "utf-8")
    done = leaflets("render", NAME, *options, cwd=tmp_path)
    assert (done.code, done.err[: len(says)]) == (code, says)
    assert not (tmp_path / "out").exists()


def test_directions_in_another_language_need_as_typed() -> None:
    typed = (
        "render",
        NAME,
        "--language",
        "es",
        "--as",
        "text",
        "--directions",
        "Take 1 tablet daily",
    )
    refused = leaflets(*typed)
    assert (refused.code, refused.out, "A207" in refused.err) == (3, b"", True)
    assert "tablet daily" not in refused.err
    assert "Take 1 tablet daily" in leaflets(*typed, "--as-typed").text
    numbered = leaflets(
        "render", NAME, "--language", "es", "--as", "text", "--directions-number", "103"
    )
    assert "Tome 1 comprimido por la boca 3 veces al día." in " ".join(numbered.text.split())


def test_a_file_of_particulars_may_number_its_directions(tmp_path: Path) -> None:
    (tmp_path / "rx.yaml").write_text("patient: Ada Exempel\ndirections-number: 103\n", "utf-8")
    command = ("render", NAME, "--language", "es", "--as", "text", "--particulars", "rx.yaml")
    done = good(leaflets(*command, cwd=tmp_path))
    assert "Tome 1 comprimido por la boca 3 veces al día." in " ".join(done.text.split())
    twice = leaflets(*command, "--directions", "Tome uno.", cwd=tmp_path)
    assert (twice.code, "rx.yaml:2:20: A289" in twice.err) == (3, True), twice.err
    (tmp_path / "rx.yaml").write_text("directions-number: 9\n", "utf-8")
    unknown = leaflets(*command, cwd=tmp_path)
    assert (unknown.code, "N412" in unknown.err) == (4, True)


@needs_liblouis
def test_braille_is_a_file_named_after_its_leaflet(tmp_path: Path) -> None:
    done = good(leaflets("render", NAME, "--as", "braille", cwd=tmp_path))
    assert done.text == "out/acetylcysteine.brf\n"
    made = (tmp_path / done.text.strip()).read_bytes()
    assert made == api.brf(api.compose(api.read(NAME))).encode("ascii")


def test_a_frame_in_another_language_is_the_next_step_without_wording(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(DANISH, "utf-8")
    refused = leaflets("render", "mine.yaml", cwd=tmp_path)
    assert (refused.code, "--frame-language en" in refused.err) == (4, True)
    framed = ("render", "mine.yaml", "--frame-language", "en")
    done = good(leaflets(*framed, "--as", "text", cwd=tmp_path))
    assert "Tag 1 tablet på 20 mg" in done.text
    assert "In an emergency, get help first." in " ".join(done.text.split())
    assert good(leaflets(*framed, "--data", ".", cwd=tmp_path)).text.endswith(".da.pdf\n")
    personal = leaflets(*framed, "--patient", "Ada Exempel", cwd=tmp_path)
    assert (personal.code, "no particulars" in personal.err) == (2, True)
