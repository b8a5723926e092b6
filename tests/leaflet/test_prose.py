"""What a monograph says becomes blocks; lists in lists hang from the items before them."""

from __future__ import annotations

from leaflets.content.library import Library
from leaflets.content.monograph.inline import Words
from leaflets.content.monograph.prose import Bullets, DayTimes, Steps
from leaflets.content.wording import read_wording
from leaflets.leaflet.model import ItemList, Paragraph, Table
from leaflets.leaflet.phrasebook import Phrasebook
from leaflets.leaflet.prose import prose
from leaflets.source.yaml import Text


def said(text: str) -> Words:
    return Words.from_text(Text(text))


def made(block: Bullets | Steps) -> ItemList:
    found = Library().wording("en")
    phrases = Phrasebook(read_wording(found.source, found.file))
    (only,) = prose(phrases, "p", (block,))
    assert isinstance(only, ItemList)
    return only


def test_a_list_among_the_steps_belongs_to_the_step_before_it() -> None:
    inner = Bullets(list=(said("salt"), said("sugar")))
    found = made(Steps(steps=(said("Take these:"), inner, said("Stir."))))
    assert [item.label for item in found.items] == ["1.", "2."]
    first, second = found.items
    words, below = first.blocks
    assert isinstance(words, Paragraph)
    assert isinstance(below, ItemList)
    assert [item.label for item in below.items] == ["•", "•"]
    assert [block.path for block in first.blocks] == ["p/1/1/1", "p/1/1/2"]
    assert second.path == "p/1/2"
    assert second.blocks[0].path == "p/1/2/1"


def test_a_list_that_comes_first_is_an_item_of_its_own() -> None:
    found = made(Bullets(list=(Steps(steps=(said("a"),)), said("b"))))
    assert [len(item.blocks) for item in found.items] == [1, 1]
    assert isinstance(found.items[0].blocks[0], ItemList)


def test_two_lists_hang_from_one_item() -> None:
    lists = [Bullets(list=(said(text),)) for text in "ab"]
    found = made(Bullets(list=(said("c"), *lists)))
    (only,) = found.items
    assert [type(block) for block in only.blocks] == [Paragraph, ItemList, ItemList]


def test_times_of_the_day_stand_in_their_order_and_only_those_that_are_given() -> None:
    found = Library().wording("en")
    amounts = {"bedtime": "2 tablets", "afternoon": "half a tablet", "morning": "**1** tablet"}
    grid = DayTimes(day_times={time: said(amount) for time, amount in amounts.items()})
    (table,) = prose(Phrasebook(read_wording(found.source, found.file)), "p", (grid,))
    assert isinstance(table, Table)
    cells = [
        [str(block.words) for cell in row.cells for block in cell if isinstance(block, Paragraph)]
        for row in table.all_rows
    ]
    assert cells == [
        ["When", "How much"],
        ["In the morning", "1 tablet"],
        ["In the afternoon", "half a tablet"],
        ["At bedtime", "2 tablets"],
    ]
