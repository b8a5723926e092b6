"""What a leaflet says of itself is read aloud in the right language."""

from __future__ import annotations

from msgspec.structs import replace

import leaflets
from leaflets.content.monograph.scalars import Language, WebAddress
from leaflets.leaflet.model import Paragraph
from leaflets.leaflet.walk import walk
from leaflets.pdf.reading import open_pdf, own_words
from leaflets.source.yaml import Text
from tests.minimal import read_monograph, with_keys

from .facts import acetylcysteine, leaflet


def test_a_source_in_another_language_is_read_aloud_in_it() -> None:
    made = acetylcysteine()
    (first,) = made.sources
    german = replace(first, title=Text("Gebrauchsinformation"), language=Language("de"))
    linked = replace(german, link=WebAddress("https://example.org/"))
    for source, role in ((german, "Span"), (linked, "Link")):
        pdf = leaflets.typeset(leaflet(replace(made, sources=(source,)))).pdf
        with open_pdf(pdf) as file:
            (foreign,) = (text for text in own_words(file) if text.language != "en")
        assert (foreign.role, foreign.language) == (role, "de")
        assert foreign.text == "Gebrauchsinformation"


def test_a_source_in_the_same_language_needs_no_mark() -> None:
    pdf = leaflets.typeset(leaflet(acetylcysteine())).pdf
    with open_pdf(pdf) as file:
        assert {text.language for text in own_words(file)} == {"en"}


def test_a_note_of_several_paragraphs_keeps_them_apart() -> None:
    source = with_keys("provenance:\n  origin: official-label\n  note: [We wrote it., Ask us.]\n")
    paragraphs = [str(b.words) for b in walk(leaflet(read_monograph(source)).blocks)
                  if isinstance(b, Paragraph)]  # fmt: skip
    assert paragraphs[-1] == "Ask us."
    assert paragraphs[-2].endswith("We wrote it.")
