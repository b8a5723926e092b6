"""A leaflet in two languages: every block of one beside the same of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pytest
from msgspec.structs import replace

import leaflets
from leaflets import Leaflet, Particulars, UsageError, in_two_languages
from leaflets.leaflet.model import (
    Block,
    Box,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Words,
)
from leaflets.leaflet.pair_paths import first_path, is_partner, language_of
from leaflets.leaflet.plain import plain, words
from leaflets.leaflet.walk import walk
from tests.shipped import MONOGRAPHS, shipped_leaflet
from tests.typesetting.toys import leaflet, paragraph, text

NAME = "acetylcysteine"
# a leaflet has both in one direction
PAIRS = [(name, language, "en") for name, language in MONOGRAPHS if language not in ("ar", "en")]
PAIRS += [(NAME, "fr", "pl"), (NAME, "vi", "pt")]


def pair(name: str = NAME, first: str = "es", second: str = "en") -> Leaflet:
    return in_two_languages(shipped_leaflet(name, first), shipped_leaflet(name, second))


def personal(values: Mapping[str, str], first: str = "es", second: str = "en") -> Leaflet:
    """A leaflet in two languages with a patient's particulars."""
    composed = []
    for language, other in ((first, second), (second, first)):
        own = Particulars.from_mapping(values, language=language, second_language=other)
        reading = leaflets.read(NAME, language=language)
        composed.append(leaflets.compose(reading, particulars=own))
    return in_two_languages(*composed)


def toy(*blocks: Block, language: str = "en") -> Leaflet:
    return replace(leaflet(*blocks), language=language)


def is_in_order(found: Iterable[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in found)


def parts(made: Leaflet) -> Iterator[Block | Item | Row | Term]:
    return walk(made.blocks)


def said(made: Leaflet, path: str) -> list[str]:
    """The words of a block, in each language that it has."""
    return [
        str(block.words)
        for block in parts(made)
        if isinstance(block, Heading | Paragraph) and first_path(block.path) == path
    ]


@pytest.mark.parametrize(("name", "first", "second"), PAIRS)
def test_every_word_of_both_is_there_in_order(name: str, first: str, second: str) -> None:
    found = words(pair(name, first, second), identity=False)
    for language in (first, second):
        own = words(shipped_leaflet(name, language), identity=False)
        assert is_in_order(own, found)


def test_every_block_is_followed_by_its_translation() -> None:
    made = pair()
    found = [block for block in parts(made) if isinstance(block, Heading | Paragraph | Item)]
    paths = [block.path for block in found]
    headings = [path for path in paths if path.endswith("/heading")]
    assert len(headings) > 8
    for path in headings:
        assert is_partner(paths[paths.index(path) + 1], path)
    assert sum(language_of(path) == "en" for path in paths) > len(paths) * 0.45


def test_words_of_the_second_language_name_it() -> None:
    made = pair()
    for block in parts(made):
        if isinstance(block, Heading | Paragraph):
            languages = {run.language for run in block.words.runs}
            assert ("en" in languages) is (language_of(block.path) == "en")


def test_the_summary_has_as_many_compositions_as_each() -> None:
    composed = [
        leaflets.compose(leaflets.read(NAME, language=tag), summary=True) for tag in ("es", "en")
    ]
    made = in_two_languages(*composed)
    assert len(made.alternatives) == len(composed[0].alternatives) > 0
    identifiers = {each.identifier for each in made.compositions}
    assert len(identifiers) == len(made.compositions)


def test_its_identifier_stands_for_both_and_for_no_patient() -> None:
    made = pair()
    singles = {shipped_leaflet(NAME, tag).identifier for tag in ("es", "en")}
    assert made.identifier not in singles
    assert made.identifier != pair(NAME, "en", "es").identifier
    assert personal({"patient": "Ana Example"}).identifier == made.identifier
    digits = f"{made.identifier[:4]}-{made.identifier[4:8]}-{made.identifier[8:]}"
    assert plain(made).count(digits) == 2
    assert made.languages == ("es", "en")


def test_it_is_a_draft_if_one_of_them_is() -> None:
    sentence = paragraph("draft/1", "DRAFT.")
    box, body = Box("draft", "draft", None, (sentence,)), paragraph("body", "Drink water.")
    draft = toy(box, body)
    approved = replace(toy(body, language="es"), status="approved")
    for made in (in_two_languages(approved, draft), in_two_languages(draft, approved)):
        assert made.status == "draft"
        assert "".join(words(made)).count("DRAFT.") >= 1
        assert len(said(made, "body")) == 2
    other = replace(toy(body), status="approved")
    assert in_two_languages(approved, other).status == "approved"


def cells(amount: str, name: str) -> Table:
    row = Row("t/1", ((paragraph("t/1/0", name),), (paragraph("t/1/1", amount),)))
    return Table("t", (), (row,))


def test_an_amount_that_is_the_same_in_both_stands_once() -> None:
    made = in_two_languages(toy(cells("1", "Mañana"), language="es"), toy(cells("1", "Morning")))
    assert said(made, "t/1/0") == ["Mañana", "Morning"]
    assert said(made, "t/1/1") == ["1"]
    other = in_two_languages(toy(cells("1,5", "Mañana"), language="es"), toy(cells("1.5", "Noon")))
    assert said(other, "t/1/1") == ["1,5", "1.5"]


def test_particulars_have_labels_in_both_languages() -> None:
    made = personal({"patient": "Ana Example", "dispensed": "2026-11-27"})
    assert said(made, "dispensing/patient") == ["Para: Ana Example", "For: Ana Example"]
    assert said(made, "dispensing/dispensed")[1].endswith("27 November 2026")
    assert "27 de noviembre de 2026" in said(made, "dispensing/dispensed")[0]


@pytest.mark.parametrize(
    ("directions", "language"),
    [("Take 1 tablet twice a day with food", "en"), ("Tome 1 comprimido por la noche", None)],
)
def test_typed_directions_stand_once_behind_both_labels(
    directions: str, language: str | None
) -> None:
    made = personal({"directions": directions})
    assert said(made, "dispensing/directions") == [
        f"Cómo usarlo\u00a0· How to use it: {directions}"
    ]
    (field,) = (
        block
        for block in parts(made)
        if isinstance(block, Paragraph) and block.role == "directions"
    )
    assert field.words.runs[-1].language == language
    assert plain(made).count(directions) == 1


def test_directions_that_differ_stand_in_both_languages() -> None:
    own = []
    for language, directions in (("es", "Tome 1 comprimido."), ("en", "Take 1 tablet.")):
        particulars = Particulars.from_mapping({"directions": directions}, language=language)
        reading = leaflets.read(NAME, language=language)
        own.append(leaflets.compose(reading, particulars=particulars))
    made = in_two_languages(*own)
    assert len(said(made, "dispensing/directions")) == 2


def test_directions_in_a_third_language_are_refused() -> None:
    with pytest.raises(leaflets.ParticularsError, match=r"A207.*'es' and 'en'"):
        personal({"directions": "Prenez un comprimé par jour avant le repas"})


def refusal(first: Leaflet, second: Leaflet) -> str:
    with pytest.raises(UsageError) as caught:
        in_two_languages(first, second)
    return caught.value.code


def test_leaflets_of_another_language_edition_or_reader_only() -> None:
    english, spanish = toy(), toy(language="es")
    assert refusal(english, english) == "U231"
    for other in (
        replace(spanish, edition="2"),
        replace(spanish, monograph="other"),
        replace(spanish, route="oral"),
        replace(spanish, use="cough"),
        replace(spanish, profile="eu"),
        replace(spanish, extent="summary"),
    ):
        assert refusal(english, other) == "U231"
    assert refusal(in_two_languages(english, spanish), toy(language="fr")) == "U231"


def item_list(*texts: str) -> ItemList:
    items = (
        Item(f"list/{n}", "•", (paragraph(f"list/{n}/1", each),)) for n, each in enumerate(texts)
    )
    return ItemList("list", tuple(items))


def section(*blocks: Block) -> Section:
    return Section("s", "s", None, Heading("s/heading", 2, text("Use")), blocks)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((paragraph("a", "A"),), ()),
        ((), (paragraph("a", "A"),)),
        ((paragraph("a", "A"),), (paragraph("b", "B"),)),
        ((paragraph("a", "A"),), (Heading("a", 2, text("A")),)),
        ((item_list("A", "B"),), (item_list("A"),)),
        ((section(paragraph("a", "A")),), (section(),)),
        ((cells("1", "A"),), (Table("t", (), ()),)),
        ((cells("1", "A"),), (Table("t", (), (Row("t/1", ((),)),)),)),
        (
            (Box("box", "urgent", None, (paragraph("a", "A"),)),),
            (Box("box", "urgent", Heading("h", 2, text("H")), (paragraph("a", "A"),)),),
        ),
    ],
)
def test_blocks_that_cannot_be_paired_are_refused(
    one: tuple[Block, ...], other: tuple[Block, ...]
) -> None:
    assert refusal(toy(*one), toy(*other, language="es")) == "U232"


def test_foreign_words_keep_their_language() -> None:
    foreign = Words(tuple(replace(run, language="fr") for run in text("Bonjour").runs))
    made = in_two_languages(
        toy(paragraph("a", "Hola"), language="es"), toy(Paragraph("a", foreign))
    )
    (_, second) = (block for block in parts(made) if isinstance(block, Paragraph))
    assert second.words.runs[0].language == "fr"
