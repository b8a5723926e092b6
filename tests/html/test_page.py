"""What a page promises besides its words: no requests, languages, headings, colours, tables."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from msgspec.structs import replace

import leaflets
from leaflets import in_two_languages
from leaflets.content.pictures.model import LibraryPicture, RasterPicture
from leaflets.html import render_html
from leaflets.layout.contrast import contrast
from leaflets.leaflet.model import Figure, Heading, Illustration, Row, Run, Table, Words
from leaflets.leaflet.plain import words

from ..leaflet.test_sample import specimen
from ..shipped import MONOGRAPHS, shipped_leaflet
from ..typesetting.toys import PICTURES, leaflet, paragraph, text
from .reader import Page

WORD_COLOURS = ("ink", "accent", "alert", "caution")
GROUNDS = {"paper": WORD_COLOURS, "accent-tint": ("ink", "accent"),
           "alert-tint": ("ink", "alert"), "caution-tint": ("ink", "caution")}  # fmt: skip


def test_a_page_loads_nothing_runs_nothing_and_says_so() -> None:
    for name, language in MONOGRAPHS:
        page = Page(leaflets.html_page(shipped_leaflet(name, language)))
        assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
        assert all(address.startswith("data:") for address in page.values("src"))
        assert not re.search(r"url\(|@import", page.style)
        assert not page.values("style")
        digest = b64encode(sha256(page.style.encode()).digest()).decode()
        [policy] = page.values("content", "meta")[:1]
        assert policy.startswith("default-src 'none'; ")
        assert f"style-src 'sha256-{digest}'" in policy


def test_the_same_leaflet_gives_the_same_page() -> None:
    composed = shipped_leaflet("acetylcysteine")
    assert leaflets.html_page(composed) == leaflets.html_page(composed)


def test_headings_skip_no_level_and_ids_are_there_once() -> None:
    for composed in (specimen(), *(shipped_leaflet(*shipped) for shipped in MONOGRAPHS)):
        page = Page(leaflets.html_page(composed))
        steps = zip([0, *page.levels], page.levels, strict=False)
        assert all(after <= before + 1 for before, after in steps)
        assert page.levels.count(1) == 1
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert set(page.values("aria-labelledby")) <= set(ids)


def test_words_of_another_language_are_marked() -> None:
    words = Words((Run("See "), Run("die Packung", language="de"), Run(".", language="en")))
    page = render_html(leaflet(Heading("h", 2, words)), {})
    assert 'See <span lang="de">die Packung</span>.' in page
    assert Page(page).values("lang", "html") == ["en"]


def test_a_line_does_not_end_between_a_number_and_its_unit() -> None:
    page = render_html(leaflet(paragraph("p", "Take 400 mg, 1 in 100 people, 3 interactions.")), {})
    assert "Take 400\u00a0mg, 1\u00a0in\u00a0100\u00a0people, 3 interactions." in page


def test_what_looks_like_markup_stays_words() -> None:
    page = render_html(leaflet(paragraph("p", "</style><script>a & b")), {})
    assert "&lt;/style&gt;&lt;script&gt;a &amp; b" in page
    assert "script" not in Page(page).tags


def test_a_value_of_a_table_knows_the_name_of_its_column() -> None:
    def row(path: str, *cells: str) -> Row:
        return Row(path, tuple((paragraph(f"{path}/{cell}", cell),) for cell in cells))

    head, group = row("h", "Sign", "How often?"), row("g", "Skin")
    empty = Row("e", ((paragraph("e/1", "itch"),), ()))
    table = Table("t", (head,), (row("r", "rash", "1 in 10"), group, empty))
    html = render_html(leaflet(table), {})
    page = Page(html)
    assert page.values("data-column") == ["Sign", "How often?"] * 2
    assert page.values("scope") == ["col", "col", "row", "rowgroup", "row"]
    assert page.tags.count("tbody") == 2
    assert '<td data-column="How often?"></td>' in html


def test_a_table_of_many_columns_is_not_set_in_columns() -> None:
    def table(columns: int) -> Table:
        cells = tuple((paragraph(f"t/{n}", "x"),) for n in range(columns))
        return Table("t", (), (Row("r", cells),))

    assert Page(render_html(leaflet(table(4)), {})).values("class", "table") == ["columns"]
    assert Page(render_html(leaflet(table(5)), {})).values("class", "table") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    style = Page(render_html(leaflet(paragraph("p", "x")), {})).style
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    values = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))

    def rgb(name: str) -> tuple[float, float, float]:
        red, green, blue = bytes.fromhex(values[name][1:])
        return red / 255, green / 255, blue / 255

    assert set(values) == {*GROUNDS, *WORD_COLOURS, "rule"}
    for ground, colours in GROUNDS.items():
        for colour in colours:
            assert contrast(rgb(ground), rgb(colour)) >= 7, (ground, colour)
    assert contrast(rgb("paper"), rgb("rule")) >= 3


def test_printed_pages_have_the_furniture_in_their_margins() -> None:
    composed = leaflet(paragraph("p", "x"))
    style = Page(render_html(composed, {})).style
    assert r'@top-right { content: "DRAFT\2e " }' in style
    assert '@bottom-right { content: counter(page) " of " counter(pages) }' in style


def test_drawings_and_codes_are_inside_the_page() -> None:
    shows = text("What it shows")
    blocks = (Illustration(f"i/{n}", Figure(f"f/{n}", p, shows)) for n, p in enumerate(PICTURES))
    page = Page(render_html(leaflet(*blocks), {}))
    assert page.values("aria-label", "svg") == ["What it shows"] * 2
    drawing, code = page.values("d", "path")
    assert drawing == "M1 0L2 4L0 4Z"
    assert code.startswith("M4 4h7v1h-7Z")


def test_a_picture_of_the_library_is_inside_the_page_with_what_it_shows() -> None:
    raster = RasterPicture(20, 10, b"\x89PNG and more")
    figure = Figure("f", LibraryPicture("pen.png"), text("A pen"))
    caption = paragraph("c", "How to hold it")
    composed = replace(leaflet(Illustration("i", figure, caption)), pictures={"pen.png": raster})
    page = Page(render_html(composed, {}))
    assert page.values("alt", "img") == ["A pen"]
    assert page.values("src", "img") == [
        f"data:image/png;base64,{b64encode(raster.encoded).decode()}"
    ]
    assert page.tags.count("figcaption") == 1
    assert page.words == words(composed)


def test_a_language_from_right_to_left_says_so() -> None:
    toy = leaflet(paragraph("toy", "x"))
    assert '<html lang="he" dir="rtl">' in render_html(replace(toy, language="he"), {})
    assert '<html lang="en">' in render_html(toy, {})


def test_a_number_and_its_unit_keep_their_order_from_right_to_left() -> None:
    toy = replace(leaflet(paragraph("toy", "הטלפון 01632 960 123, 5 mL.")), language="he")
    page = render_html(toy, {})
    assert '<bdi dir="ltr">01632\u00a0960\u00a0123</bdi>, <bdi dir="ltr">5\u00a0mL</bdi>.' in page
    assert "<bdi" not in render_html(replace(toy, language="en"), {})


def test_a_second_language_has_its_own_direction() -> None:
    english = leaflet(paragraph("toy", "Take it."))
    arabic = replace(leaflet(paragraph("toy", "تناوله.")), language="ar")
    page = render_html(in_two_languages(arabic, english), {})
    assert '<p>تناوله.</p>\n<div lang="en" dir="ltr"><p>Take it.</p></div>' in page
    assert '<p lang="en" dir="ltr">Ask your pharmacist.</p>' in page
    page = render_html(in_two_languages(english, arabic), {})
    assert '<p>Take it.</p>\n<div lang="ar" dir="rtl"><p>تناوله.</p></div>' in page


def test_words_in_a_second_language_are_one_piece_in_a_line_of_the_first() -> None:
    label, other = Run("خذ", strong=True), Run("Use", strong=True, language="en")
    line = replace(
        paragraph("toy", ""), words=Words((label, Run(" · "), other, Run(": 1.", language="en")))
    )
    arabic = replace(leaflet(line), language="ar", second_language="en")
    whole = '<span lang="en" dir="ltr"><strong>Use</strong>: 1.</span>'
    assert f"<strong>خذ</strong> · {whole}" in render_html(arabic, {})
