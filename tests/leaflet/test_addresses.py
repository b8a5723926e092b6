"""What a link leads to is printed beside it: paper has nothing to click on."""

from __future__ import annotations

from leaflets.content.library import Library
from leaflets.content.monograph.inline import Words
from leaflets.content.wording import read_wording
from leaflets.leaflet.addresses import with_addresses
from leaflets.leaflet.model import (
    Block,
    Box,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Question,
    Row,
    Section,
    Table,
)
from leaflets.leaflet.phrasebook import Phrasebook
from leaflets.leaflet.walk import walk
from leaflets.source.yaml import Text


def said(text: str) -> Paragraph:
    return Paragraph("p", Words.from_text(Text(text)))


def printed(*blocks: Block) -> list[str]:
    found = Library().wording("en")
    phrases = Phrasebook(read_wording(found.source, found.file))
    made = walk(with_addresses(phrases, blocks))
    return [str(block.words) for block in made if isinstance(block, Paragraph)]


def test_the_address_stands_behind_the_words_of_the_link() -> None:
    assert printed(said("See [our page](https://example.org/a/), or call.")) == [
        "See our page (example.org/a), or call."
    ]
    assert printed(said("[Call](tel:+441632960000) or [write](mailto:a@example.org).")) == [
        "Call (+441632960000) or write (a@example.org)."
    ]


def test_an_address_that_is_printed_already_is_not_repeated() -> None:
    assert printed(said("[example.org/a](https://example.org/a)")) == ["example.org/a"]
    assert printed(said("no link")) == ["no link"]


def test_a_link_of_two_weights_has_one_address() -> None:
    assert printed(said("[our **new** page](https://example.org)")) == [
        "our new page (example.org)"
    ]


def test_links_are_found_in_every_kind_of_block() -> None:
    link = said("[here](https://example.org)")
    heading = Heading("h", 2, link.words)
    row = Row("r", ((link,),))
    blocks = (
        ItemList("l", (Item("i", "•", (link,)),)),
        Question("q", heading, (link,)),
        Table("t", (row,), (row,)),
        Box("b", "urgent", heading, (link,)),
        Section("s", "s", None, heading, (link,)),
    )
    assert printed(*blocks) == ["here (example.org)"] * 6
