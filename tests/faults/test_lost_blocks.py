"""A part of the program that loses, moves or changes a block: nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leaflets import Bug, compose, read, typeset
from leaflets.leaflet.model import (
    Block,
    Box,
    Heading,
    ItemList,
    Leaflet,
    Paragraph,
    Question,
    Row,
    Section,
    Table,
)
from leaflets.typesetting import story
from leaflets.typesetting.draw import draw
from leaflets.typesetting.flowables import LeafletFlowable
from leaflets.typesetting.stack import Stack
from leaflets.typesetting.tables import TableFlowable

from ..cli.program import leaflets
from ..shipped import families, shipped_layout
from ..typesetting import toys

KINDS = [Heading, Paragraph, ItemList, Question, Box, Section]
drawn = story._block_flowables


def acetylcysteine() -> Leaflet:
    return compose(read("acetylcysteine"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_block_that_is_not_drawn(
    kind: type[Block], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def without(block: Block, *rest: Any) -> Iterator[LeafletFlowable]:
        return iter(()) if isinstance(block, kind) else drawn(block, *rest)

    monkeypatch.setattr(story, "_block_flowables", without)
    done = leaflets("render", "acetylcysteine", cwd=tmp_path)
    assert done.code == 70, done.err
    assert done.err.startswith("X721 ")
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_table_that_loses_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    head, *rows = [Row(f"r{n}", ((toys.paragraph(f"r{n}a", f"cell {n}"),),)) for n in range(4)]
    leaflet = toys.leaflet(Table("t", (head,), tuple(rows)))
    whole = TableFlowable.__init__

    def shorter(
        self: TableFlowable, context: Any, path: str, head: Any, rows: Any, **more: Any
    ) -> None:
        whole(self, context, path, head, rows[:-1], **more)

    monkeypatch.setattr(TableFlowable, "__init__", shorter)
    with pytest.raises(Bug) as caught:
        draw(leaflet, shipped_layout("standard"), families(), name="toy", version="0")
    assert caught.value.code == "X721"


def test_blocks_in_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(self: Stack, context: Any, path: str, parts: Any) -> None:
        parts = list(parts)
        if path == "leaflet" and len(parts) > 4:
            parts[2], parts[3] = parts[3], parts[2]
        made(self, context, path, parts)

    made = Stack.__init__
    monkeypatch.setattr(Stack, "__init__", moved)
    with pytest.raises(Bug) as caught:
        typeset(acetylcysteine())
    assert caught.value.code == "X724"
