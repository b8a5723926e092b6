"""Reading values of a declared shape, and all that can be wrong with them."""

from __future__ import annotations

import pytest

from leaflets.base.errors import Fault, LayoutError, MonographError, Place
from leaflets.source.schema import listed, nearest, read, suggestion
from leaflets.source.yaml import parse

from .shapes import Branch, Even, Leaf, Tree

SOUND = "name: Oak\nsort: leafy\ntwig: {leaf: green}\n"


def tree(source: str) -> Tree:
    return read(Tree, parse(source.encode(), "f", MonographError), MonographError)


def messages(source: str) -> list[str]:
    with pytest.raises(MonographError) as caught:
        tree(source)
    return [str(fault).removeprefix("f:") for fault in caught.value.faults]


def test_a_valid_value_is_read_with_its_defaults() -> None:
    oak = tree(SOUND)
    assert (oak.name, oak.kind, oak.twig, oak.height_m) == (
        "Oak",
        "leafy",
        Leaf(leaf=oak.twig.leaf),
        None,
    )  # type: ignore[union-attr]
    assert oak.name.place == Place("f", 1, 7)


def test_values_of_a_shape_are_given_by_name() -> None:
    branch = Branch(branch=("nest",))
    assert (branch.knots, branch) == (0, Branch(branch=("nest",), knots=0))
    with pytest.raises(TypeError):
        Branch(("nest",))  # type: ignore[misc]
    with pytest.raises(TypeError):
        Branch(knots=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        branch.knots = 2  # type: ignore[misc]


def test_keys_are_field_names_with_hyphens() -> None:
    assert tree(SOUND + "height-m: 12\n").height_m == 12
    assert messages(SOUND + "height_m: 12\n") == [
        "4:1: M101 'height_m' is not a key known here. Did you mean 'height-m'?"
    ]


def test_unions_are_told_apart_by_word_then_by_key() -> None:
    assert tree(SOUND.replace("{leaf: green}", "nest")).twig == "nest"
    branch = tree(SOUND.replace("{leaf: green}", "{knots: 1, branch: [nest, {leaf: red}]}")).twig
    assert isinstance(branch, Branch)
    assert isinstance(branch.branch[1], Leaf)
    assert messages(SOUND.replace("{leaf: green}", "nets")) == [
        "3:7: M105 'nets' is not a value that 'twig' can have. Did you mean 'nest'?"
    ]
    assert messages(SOUND.replace("leaf: green", "leav: green")) == [
        "3:8: M101 'leav' is not a key known here. Did you mean 'leaf'?"
    ]
    assert messages(SOUND.replace("{leaf: green}", "{}")) == [
        "3:7: M106 'twig' is empty. Fill it in."
    ]
    assert messages(SOUND.replace("{leaf: green}", "[a]"))[0].startswith("3:7: M103 'twig' must be")


def test_a_union_of_scalar_and_words_reads_both() -> None:
    assert tree(SOUND + "rings: 8\n").rings == Even(8)
    assert tree(SOUND + "rings: unknown\n").rings == "unknown"
    assert messages(SOUND + "rings: 7\n") == ["4:8: M107 '7' is not even. Add one."]
    assert messages(SOUND + "rings: 6000\n") == [
        "4:8: M108 'rings' is '6000'. It must be from 2 pieces to 5000 pieces."
    ]


@pytest.mark.parametrize("number", ["1.5", "0x10", "١٢", "1_000", "12a", "--1", "9" * 30, "+1"])
def test_whole_numbers_are_plain_digits(number: str) -> None:
    assert "M107" in messages(SOUND + f"height-m: {number}\n")[0]


@pytest.mark.parametrize(("number", "fits"), [(0, False), (1, True), (120, True), (121, False)])
def test_numbers_are_within_their_bounds(number: int, fits: bool) -> None:
    source = SOUND + f"height-m: {number}\n"
    assert tree(source).height_m == number if fits else "M108" in messages(source)[0]


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (3, True), (4, False)])
def test_lists_have_a_size_within_their_bounds(count: int, fits: bool) -> None:
    source = SOUND.replace("{leaf: green}", "{branch: [" + "nest, " * count + "]}")
    assert tree(source) if fits else "M108" in messages(source)[0]


def test_mappings_have_a_size_within_their_bounds() -> None:
    assert tree(SOUND + "near: {a: {leaf: x}}\n").near["a"].leaf == "x"
    assert "M108" in messages(SOUND + "near: {a: {leaf: x}, b: {leaf: x}, c: {leaf: x}}\n")[0]
    assert messages(SOUND + "near: {a: {leaf: }}\n")[0].startswith("4:18: M106 'leaf' is empty.")


def test_all_faults_of_a_value_are_raised_together() -> None:
    source = "nmae: Oak\nheight-m: [1]\ntwig: {branch: [{leaf: [x]}, {colour: y}], knots: x}\n"
    assert [line.split(" ")[1] for line in messages(source)] == [
        "M101", "M102", "M103", "M103", "M101", "M107",
    ]  # fmt: skip


def test_a_misspelt_key_is_not_also_missing() -> None:
    assert messages("nmae: Oak\nsort: leafy\ntwig: nest\n") == [
        "1:1: M101 'nmae' is not a key known here. Did you mean 'name'?"
    ]


def test_missing_keys_are_reported_in_one_sentence() -> None:
    assert messages("rings: 2\n") == ["1:1: M102 'name', 'twig' and 'sort' are missing. Add them."]
    assert messages("name: x\ntwig: nest\n") == ["1:1: M102 'sort' is missing. Add it: Its kind."]


def test_a_text_in_the_place_of_a_list_gets_the_hint_of_the_hyphen() -> None:
    def hint(branch: str) -> str:
        (line,) = messages(SOUND.replace("{leaf: green}", "{branch: NEST}".replace("NEST", branch)))
        return line.partition("'branch' must be a list, not a text. ")[2]

    assert hint("nest") == "Write [nest]."
    assert hint("two nests") == 'Move it to the next line, and put "- " before it.'
    assert hint("\n  two nests") == 'Put "- " before it.'
    assert hint("\n  -nest") == 'Put a space after each "-".'


def test_a_sentence_with_a_colon_is_told_from_an_unknown_key() -> None:
    in_quotes = "Put the whole text in double quotes."
    for twig in ("{branch: [Birds nest: here]}", "{branch: [Nests: two]}", "{leaf: {so: green}}"):
        (line,) = messages(SOUND.replace("{leaf: green}", twig))
        assert "M103" in line
        assert line.endswith(
            f"and the colon behind it are read as a key, not as words. {in_quotes}"
        )
    (line,) = messages(SOUND.replace("{leaf: green}", "{branch: [nests: two]}"))
    assert line.endswith("'nests' is not a key known here. Known: leaf, branch, knots.")
    (line,) = messages(SOUND.replace("{leaf: green}", "{branch: [Branch: two]}"))
    assert line.endswith("Did you mean 'branch'?")


def test_a_wrong_word_gets_the_hint_of_its_field() -> None:
    assert messages(SOUND + "age: old\n") == [
        "4:6: M105 'old' is not a value that 'age' can have. Write unknown, or {years: 8}."
    ]
    assert messages(SOUND + "age:\n") == ["4:5: M106 'age' is empty. Write unknown, or {years: 8}."]
    assert messages(SOUND + "age: unknow\n")[0].endswith("Did you mean 'unknown'?")


def test_an_unknown_key_is_sent_to_where_it_belongs() -> None:
    assert messages(SOUND + "years: 8\n")[0].endswith("It belongs under 'age'.")
    assert messages(SOUND + "roots: deep\n")[0].endswith("Dig for them.")


def test_a_word_that_a_check_has_refused_is_not_refused_again() -> None:
    node = parse(b"name: a\nsort: x\ntwig: nest\n", "f", LayoutError, [])
    earlier = [Fault("L256", Place("f", 2, 7), "There is no sort 'x'.", "")]
    with pytest.raises(LayoutError) as caught:
        read(Tree, node, LayoutError, earlier)
    assert list(caught.value.faults) == earlier


def test_earlier_faults_are_raised_with_those_of_the_shape() -> None:
    found: list = []
    node = parse(b"name: a\nname: b\nsort: x\ntwig: nest\n", "f", LayoutError, found)
    with pytest.raises(LayoutError) as caught:
        read(Tree, node, LayoutError, found)
    assert [fault.code for fault in caught.value.faults] == ["L104", "L105"]


def test_long_wrong_values_are_cut_in_messages() -> None:
    (line,) = messages(SOUND.replace("leafy", "x" * 5000))
    assert len(line) < 200


def test_names_are_matched_and_listed() -> None:
    assert nearest("Nmae", ["name", "other"]) == ["name"]
    assert nearest("x" * 1000, ["name"]) == []
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert (listed(["a"]), listed([])) == ("a", "")
    assert suggestion([], [str(n) for n in range(30)]).endswith("19, …")
