"""The shape of wording: every phrase is used, and every class of phrases names its gaps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflets.content.monograph.model import Review
from leaflets.content.particulars import FIELDS
from leaflets.content.wording import Wording, model, patterns
from leaflets.content.wording.patterns import Phrase
from leaflets.source.schema import FileShape
from leaflets.source.schema.json_schema import json_schema
from leaflets.source.yaml import Text

ROOM = Path(__file__).parents[3] / "leaflets" / "leaflet"
CLASSES = [
    one for one in vars(patterns).values() if isinstance(one, type) and issubclass(one, Phrase)
]
SHAPES = [
    item
    for item in vars(model).values()
    if isinstance(item, type) and issubclass(item, FileShape) and item is not Review
]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_phrase_with_its_gaps_is_read(kind: type[Phrase]) -> None:
    said = " and ".join(f"{{{gap}}}" for gap in kind.gaps) or "words"
    assert kind.from_text(Text(said)) == said
    assert len(kind.json_schema().get("allOf", ())) == len(kind.gaps)


def test_every_phrase_is_used() -> None:
    """Nobody should translate words that are never printed."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
    names = {name for shape in SHAPES for name in shape.__struct_fields__}
    # the kinds of sources are looked up by the monograph's word
    names -= {"generated_or_crowd_sourced", "official_label", "written_by_professionals"}
    names -= set(FIELDS)  # so are the labels of particulars
    names.discard("english_name")  # for whoever names the language on the command line
    assert not [name for name in names if not re.search(rf"\.{name}\b", source)]


def test_every_field_has_a_description() -> None:
    schema = json_schema(Wording, "wording")
    every = [schema, *schema["$defs"].values()]
    assert all(one["description"] for part in every for one in part.get("properties", {}).values())
