"""Ways to spoil a good file, each with the rule that a validator must then name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


class Mutation(NamedTuple):
    """spoil: makes one promise false. page, verapdf: the rule that says so, in each validator.

    page: without the profile before it and the number behind it.
    """

    name: str
    profile: str
    spoil: Callable[[Pdf], None]
    page: str
    verapdf: str


def elements(pdf: Pdf, role: str = "") -> Iterator[Any]:
    """Structure elements with a role, or all, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if not role or Name(f"/{role}") == element.S:
            yield element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K)


def links(pdf: Pdf) -> Iterator[Any]:
    """Link annotations."""
    return (link for page in pdf.pages for link in page.obj.get("/Annots", Array()))


def _replace(pdf: Pdf, old: bytes, new: bytes) -> None:
    contents = pdf.pages[0].Contents
    stream = contents.read_bytes()
    assert old in stream
    contents.write(stream.replace(old, new))


def _xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


def _figure_without_alt(pdf: Pdf) -> None:
    del next(elements(pdf, "Figure"))["/Alt"]


def _picture_in_cmyk(pdf: Pdf) -> None:
    (image,) = dict(pdf.pages[0].resources.XObject).values()
    image.ColorSpace = Name.DeviceCMYK
    image.write(bytes(4 * int(image.Width) * int(image.Height)))


def _no_scope(pdf: Pdf) -> None:
    for head in elements(pdf, "TH"):
        del head["/A"]


def _heading_skipped(pdf: Pdf) -> None:
    next(elements(pdf, "H3")).S = Name.H5


def _no_link_contents(pdf: Pdf) -> None:
    del next(links(pdf))["/Contents"]


def _no_tab_order(pdf: Pdf) -> None:
    del pdf.pages[0].obj["/Tabs"]


def _no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def _item_body_is_paragraph(pdf: Pdf) -> None:
    next(elements(pdf, "LBody")).S = Name.P


def _row_outside_table(pdf: Pdf) -> None:
    next(elements(pdf, "Table")).S = Name.Sect


def _artifact_unmarked(pdf: Pdf) -> None:
    _replace(pdf, b"/Artifact BMC", b"/Span BMC")


def _title_not_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _no_title(pdf: Pdf) -> None:
    _xmp(pdf, b"dc:title", b"dc:source")


def _not_marked(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def _no_ua_claim(pdf: Pdf) -> None:
    _xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")


def _no_unicode(pdf: Pdf) -> None:
    del _font(pdf)["/ToUnicode"]


def _wrong_width(pdf: Pdf) -> None:
    font = _font(pdf)
    font.Widths = Array([width + 40 for width in font.Widths])


def _font(pdf: Pdf) -> Any:
    return next(iter(dict(pdf.pages[0].resources.Font).values()))


def _font_not_embedded(pdf: Pdf) -> None:
    del _font(pdf).FontDescriptor["/FontFile2"]


def _link_outside_structure(pdf: Pdf) -> None:
    del next(links(pdf))["/StructParent"]


def _no_output_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _link_not_printed(pdf: Pdf) -> None:
    del next(links(pdf))["/F"]


def _undeclared_property(pdf: Pdf) -> None:
    _xmp(pdf, b"leaflets:edition>", b"leaflets:editions>")


def _wrong_level_claimed(pdf: Pdf) -> None:
    _xmp(pdf, b"<pdfaid:part>2<", b"<pdfaid:part>1<")


MUTATIONS = (
    Mutation(
        "figure without alternative text",
        "ua1",
        _figure_without_alt,
        "FIGURE-ALTERNATIVE-TEXT",
        "7.3-1",
    ),
    Mutation("table headings without scope", "ua1", _no_scope, "TABLE-HEADERS-SCOPE", "7.5-1"),
    Mutation("heading level skipped", "ua1", _heading_skipped, "HEADING-NESTING", "7.4.2-1"),
    Mutation("link without contents", "ua1", _no_link_contents, "LINK-CONTENTS", "7.18.5-2"),
    Mutation("no tab order", "ua1", _no_tab_order, "PAGE-TABS", "7.18.3-1"),
    Mutation("no language", "ua1", _no_language, "TEXT-LANGUAGE", "7.2-34"),
    Mutation("paragraph as list item body", "ua1", _item_body_is_paragraph, "LI-KIDS", "7.2-20"),
    Mutation("rows outside a table", "ua1", _row_outside_table, "TBODY-PARENT", "7.2-5"),
    Mutation("painting that is no artifact", "ua1", _artifact_unmarked, "CONTENT-TAGGING", "7.1-3"),
    Mutation("title not displayed", "ua1", _title_not_shown, "VIEWER-PREFERENCES", "7.1-10"),
    Mutation("no title", "ua1", _no_title, "METADATA-TITLE", "7.1-9"),
    Mutation("not marked as tagged", "ua1", _not_marked, "TAGGED-DOCUMENT", "6.2-1"),
    Mutation("no claim of PDF-UA", "ua1", _no_ua_claim, "ID-PART", "5-1"),
    Mutation("no Unicode map", "ua1", _no_unicode, "FONT-UNICODE-MAPPING", "7.21.7-1"),
    Mutation("wrong widths", "ua1", _wrong_width, "FONT-GLYPH-WIDTH", "7.21.5-1"),
    Mutation("font not embedded", "ua1", _font_not_embedded, "FONT-EMBEDDING", "7.21.4.1-1"),
    Mutation(
        "link outside the structure", "ua1", _link_outside_structure, "LINK-LINK-TAG", "7.18.5-1"
    ),
    Mutation("picture in CMYK", "2a", _picture_in_cmyk, "DEVICE-CMYK", "6.2.4.3-3"),
    Mutation("no output intent", "2a", _no_output_intent, "DEVICE-RGB", "6.2.4.3-2"),
    Mutation(
        "link that is not printed", "2a", _link_not_printed, "ANNOTATION-FLAGS-PRESENT", "6.3.2-1"
    ),
    Mutation(
        "undeclared metadata", "2a", _undeclared_property, "XMP-PROPERTY-DEFINITION", "6.6.2.3.1-1"
    ),
    Mutation("another level claimed", "2a", _wrong_level_claimed, "ID-PART", "6.6.4-2"),
)


def saved(pdf: Pdf) -> bytes:
    """The file as pikepdf writes it."""
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def spoiled(good: bytes, mutation: Mutation) -> bytes:
    """A good file with one promise broken."""
    with pikepdf.open(BytesIO(good)) as pdf:
        mutation.spoil(pdf)
        return saved(pdf)
