"""Looking up by name, title and synonym; a pharmacy's own folder comes first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import NotFoundError
from leaflets.content.library import Library
from leaflets.content.library.titles import titles_of
from tests import minimal
from tests.shipped import LAYOUTS

from .test_names import HOSTILE

OURS = "acetylcysteine"


def put(root: Path, name: str, title: str, also: str = "[]", language: str = "en") -> Path:
    """A monograph in a pharmacy's folder."""
    path = root / "monographs" / name / f"{language}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = minimal.MONOGRAPH.replace("Testine 10 mg", title).replace("[TST]", also)
    path.write_text(text.replace("generic-name: testine", f"generic-name: {name}"), "utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    put(tmp_path, "testine", "Testine 10 mg", "[TST, Vitamin T]")
    put(tmp_path, "testine-forte", "Testine Forte", "[Vitamin T]")
    put(tmp_path, "testine", "Testyna 10 mg", language="pl")
    return tmp_path


def refused(library: Library, name: str, language: str = "en") -> NotFoundError:
    with pytest.raises(NotFoundError) as caught:
        library.monograph(name, language)
    return caught.value


@pytest.mark.parametrize(
    "name", [OURS, "Acetylcysteine", "NAC", "nac", "N-acetylcysteine", "Acetylcysteine 400mg",
             "ACETYLCYSTEINE 400 MG", "  n-acetyl cysteine "],
)  # fmt: skip
def test_a_shipped_monograph_is_found_by_every_name(name: str) -> None:
    found = Library().monograph(name)
    assert (found.name, found.shadows) == (OURS, False)
    assert found.file == os.path.join("data", "monographs", OURS, "en.yaml")  # noqa: PTH118


def test_a_misspelt_name_offers_the_near_name() -> None:
    error = refused(Library(), "acetylcystine")
    assert (error.code, error.exit_code) == ("N401", 4)
    assert error.hint == "Did you mean 'acetylcysteine'?"
    assert refused(Library(), "zzz").hint == "See `leaflets list`."


def test_a_near_title_offers_the_name(own: Path) -> None:
    assert "'testine-forte'" in refused(Library(own), "testine fort").hint


@pytest.mark.parametrize("name", ["Testyna 10 mg", "Tęstyna", "testyna", "Té-Es"])
def test_a_name_in_another_language_is_understood_with_and_without_accents(
    name: str, tmp_path: Path
) -> None:
    put(tmp_path, "testine", "Testine 10 mg")
    put(tmp_path, "testine", "Testyna 10 mg", "[Tęstyna, Té-Es]", language="pl")
    library = Library(tmp_path)
    for language in ("en", "pl"):
        assert library.monograph(name, language).name == "testine"
    assert library.monograph("te-es", "en").file.endswith("en.yaml")


def test_a_name_that_means_two_medicines_in_other_languages_is_not_guessed(tmp_path: Path) -> None:
    put(tmp_path, "testine", "Testine 10 mg")
    put(tmp_path, "testine", "Testyna", language="pl")
    put(tmp_path, "other", "Other", "[OTH]")
    put(tmp_path, "other", "Testyna", "[OTH]", language="de")
    assert refused(Library(tmp_path), "testyna").code == "N402"


def test_ambiguous_names_are_listed(own: Path) -> None:
    error = refused(Library(own), "vitamin t")
    assert error.code == "N402"
    assert error.hint == "Choose one: testine (Testine 10 mg), testine-forte (Testine Forte)."


def test_the_exact_name_reads_no_other_monograph(own: Path) -> None:
    bad = own / "monographs" / "broken" / "en.yaml"
    bad.parent.mkdir()
    os.mkfifo(bad)
    assert Library(own).monograph("testine").name == "testine"
    assert Library(own).monograph("TST").name == "testine"
    assert refused(Library(own), "broken").code == "N403"


def test_a_pharmacys_own_monograph_shadows_the_shipped_one(own: Path) -> None:
    path = put(own, OURS, "Ours no more")
    found = Library(own).monograph(OURS)
    assert (found.shadows, found.file, b"Ours no more" in found.source) == (True, str(path), True)
    assert not Library(own).monograph("testine").shadows


def test_languages_of_a_monograph_are_listed_and_checked(own: Path) -> None:
    library = Library(own)
    assert library.languages("testine") == ("en", "pl")
    assert library.languages("nothing") == library.languages("../x") == ()
    assert b"Testyna" in library.monograph("testyna 10mg", "pl").source
    error = refused(library, "testine-forte", "pl")
    assert (error.code, error.hint) == ("N404", "It is there in: en.")
    assert refused(library, "testine", "../en").code == "N404"


def test_a_synonym_without_the_language_is_told_in_which_it_is_there(own: Path) -> None:
    library = Library(own)
    for language in ("fr", "french"):
        error = refused(library, "TST", language)
        assert (error.code, error.hint) == ("N404", "It is there in: en, pl.")
    assert refused(library, "nothing at all", "fr").code == "N401"


def test_only_valid_names_with_files_are_listed(own: Path) -> None:
    (own / "monographs" / "Not A Name").mkdir()
    (own / "monographs" / "empty").mkdir()
    (own / "monographs" / "stray.yaml").write_text("", "utf-8")
    assert set(Library(own).names()) - set(Library().names()) == {"testine", "testine-forte"}
    titles = {each.name: each.title for each in Library(own).titles()}
    assert titles["testine"] == "Testine 10 mg"
    assert {each.name for each in Library(own).titles("pl")} - {"acetylcysteine"} == {"testine"}


def test_layouts_wording_and_lists_are_found_or_refused(own: Path) -> None:
    library = Library(own)
    assert sorted(library.layouts()) == LAYOUTS
    assert b"says:" in library.layout("standard").source
    assert "en" in library.wordings()
    assert library.wording("en").source
    assert b"routes:" in library.sections().source
    assert library.fonts().file == os.path.join("data", "fonts.yaml")  # noqa: PTH118
    for look, code in ((library.layout, "N405"), (library.wording, "N406")):
        with pytest.raises(NotFoundError) as caught:
            look("nothing")
        assert caught.value.code == code
    with pytest.raises(NotFoundError) as caught:
        library.layout("standrd")
    assert caught.value.hint == "Did you mean 'standard'?"


def test_a_pharmacys_layout_and_wording_come_first(own: Path) -> None:
    for folder, name in (("layouts", "standard"), ("wording", "en")):
        (own / folder).mkdir()
        (own / folder / f"{name}.yaml").write_text("x: 1\n", "utf-8")
    library = Library(own)
    assert (library.layout("standard").source, library.layout("standard").shadows) == (
        b"x: 1\n",
        True,
    )
    assert library.wording("en").source == b"x: 1\n"


def test_the_agreed_list_cannot_be_shadowed(own: Path) -> None:
    (own / "sections.yaml").write_text("sections: []\n", "utf-8")
    assert Library(own).sections() == Library().sections()


def test_an_absent_folder_is_refused() -> None:
    with pytest.raises(NotFoundError) as caught:
        Library(Path("nowhere"))
    assert caught.value.code == "N407"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_not_found(name: str, own: Path) -> None:
    error = refused(Library(own), name)
    assert error.code == "N401"
    assert str(error).isprintable()
    with pytest.raises(NotFoundError):
        Library(own).layout(name)
    with pytest.raises(NotFoundError):
        Library(own).wording(name)


@given(st.text(max_size=80))
def test_any_text_is_a_name_or_not_found(name: str) -> None:
    try:
        assert Library().monograph(name).name == OURS
    except NotFoundError as error:
        assert error.exit_code == 4  # noqa: PT017 - most names are not found, a few may be


def test_titles_are_read_from_the_identity_alone() -> None:
    begin = b"# c\nlanguage: en\nidentity:\n  name: A\n\n  # c\n# c\n  also-called:\n    - B\n"
    assert titles_of("a", begin + b"other: [broken\n", "f").all == ("a", "A", "B")
    assert titles_of("a", b"{identity: {name: A, generic-name: G}}", "f").all == ("a", "A", "G")
    for broken in (b"identity: [x", b"identity: x\n", b"", b"identity:\n  name: [x]\n", b"\xff"):
        assert titles_of("a", broken, "f").all == ("a",)
