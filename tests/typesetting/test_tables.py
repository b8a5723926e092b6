"""Tables: whole where they are low, and no column cramped while another has room."""

from __future__ import annotations

from msgspec.structs import replace

from leaflets.leaflet.model import Heading, Row, Table
from leaflets.leaflet.plain import words
from leaflets.typesetting.columns import distribute_width
from leaflets.typesetting.draw import draw
from tests.pdf.tagging import faults
from tests.readback import pages_of, text_of
from tests.shipped import families, shipped_layout
from tests.typesetting import toys


def test_a_low_table_is_not_torn() -> None:
    head, *rows = [Row(f"r{n}", ((toys.paragraph(f"r{n}a", "CELL"),),)) for n in range(5)]
    for filler in range(24, 46, 2):
        parts = [toys.paragraph(f"f{n}", "filler") for n in range(filler)]
        leaflet = toys.leaflet(*parts, Table("t", (head,), tuple(rows)))
        found = draw(leaflet, shipped_layout("standard"), families(), name="toy", version="0")
        assert {page.count("CELL") for page in pages_of(found.typeset.pdf)} <= {0, 5}


def test_all_columns_share_what_room_is_left() -> None:
    assert distribute_width([40, 40], [40, 40], 400) == [0.5, 0.5]
    assert distribute_width([30, 30], [60, 40], 400) == [0.6, 0.4]


def test_a_column_of_long_texts_leaves_the_others_what_they_need() -> None:
    long, short = distribute_width([60, 60], [600, 90], 400)
    assert long > short
    assert short * 400 >= 60


def test_no_row_is_torn_for_headings_that_fill_a_page() -> None:
    row = Row("r", ((toys.paragraph("a", "CELL " * 60),), (toys.paragraph("b", "CELL " * 60),)))
    head = Row("h", ((toys.paragraph("ha", "x"),), (toys.paragraph("hb", "y"),)))
    for long in range(150, 420, 4):
        heading = Heading("s", 2, toys.text("heading " * long))
        leaflet = toys.leaflet(heading, Table("t", (head,), (row,)))
        found = draw(leaflet, shipped_layout("standard"), families(), name="toy", version="0")
        assert {page.count("CELL") for page in pages_of(found.typeset.pdf)} <= {0, 120}


def test_a_table_that_is_too_wide_is_a_list_in_which_every_value_is_named() -> None:
    def row(path: str, *cells: str) -> Row:
        return Row(path, tuple((toys.paragraph(f"{path}/{n}", c),) for n, c in enumerate(cells)))

    groups = ("When", *("At rest" if n < 4 else "Walking" for n in range(8)))
    names = ("Patient", *(f"Underweight patients {n}" for n in range(8)))
    values = {n: [f"{n}{column} milligrams" for column in range(8)] for n in (1, 2)}
    rows = tuple(row(f"r{n}", f"Week {n}", *values[n]) for n in values)
    leaflet = toys.leaflet(Table("t", (row("g", *groups), row("h", *names)), rows))
    marked = replace(leaflet, furniture=replace(leaflet.furniture, lead_mark=":"))
    pdf = draw(marked, shipped_layout("standard"), families(), name="toy", version="0").typeset.pdf
    page = " ".join(pages_of(pdf)[0])
    for n in (1, 2):
        for column in range(8):
            group = "At rest" if column < 4 else "Walking"
            assert f"{group} Underweight patients {column}: {n}{column} milligrams" in page
    assert text_of(pdf, marked) == words(marked, identity=False)
    assert faults(pdf) == []
