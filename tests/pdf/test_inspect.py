"""A leaflet says what it is; a changed one is told from an unchanged one."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Pdf

from leaflets.base.errors import UsageError
from leaflets.leaflet.model import Leaflet
from leaflets.pdf.embed import embedded_files
from leaflets.pdf.inspect import extract, inspect
from leaflets.pdf.structure import structure_tree

from .mutations import elements, links, saved
from .toy import draw, leaflet

SOURCE = b"name: toyamine\n"


def made() -> Leaflet:
    """A leaflet made from SOURCE."""
    return replace(leaflet(), source=sha256(SOURCE).hexdigest())


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A leaflet with nothing embedded."""
    return draw()


@pytest.fixture(scope="module")
def full() -> bytes:
    """A leaflet with its source and words embedded."""
    return draw(made(), embed=embedded_files(made(), structure_tree(made()), SOURCE))


def changed(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file after a change by other software."""
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        return saved(file)


def verdict(pdf: bytes) -> str:
    """The verdict, or the code with which the file is refused."""
    try:
        return inspect(pdf).verdict
    except UsageError as refused:
        return refused.code


def test_what_it_says(plain: bytes) -> None:
    found = inspect(plain)
    assert found.ours
    assert found.verdict == "exact"
    assert (found.title, found.monograph, found.edition) == ("Toyamine & <co>", "toyamine", "3")
    assert (found.date, found.layout, found.language) == ("2026-11-22", "toy", "en")
    assert (found.status, found.identifier) == ("draft", "0123456789ab")
    assert found.source_sha256 == "ab" * 32
    assert found.producer == "leaflets 0.0"
    assert found.conformance == ("PDF/UA-1", "PDF/A-2a")
    assert found.pages == 3
    assert found.embedded == ()
    assert found.source_intact is found.data_intact is None


def test_what_it_carries(full: bytes) -> None:
    found = inspect(full)
    assert found.verdict == "exact"
    assert found.conformance == ("PDF/UA-1", "PDF/A-3a")
    assert found.source_intact is found.data_intact is True
    assert set(found.embedded) == {"toyamine.en.yaml", "toyamine.en.words.json"}
    files = {file.name: file for file in extract(full)}
    assert files["toyamine.en.yaml"].content == SOURCE
    assert files["toyamine.en.yaml"].relationship == "Source"
    assert files["toyamine.en.yaml"].mime == "application/yaml"
    assert b'"text": "Call 112 if you cannot breathe."' in files["toyamine.en.words.json"].content


def test_saved_again_is_changed_but_not_altered(plain: bytes, full: bytes) -> None:
    for pdf in (plain, full):
        found = inspect(changed(pdf, lambda _: None))
        assert found.verdict == "changed"
        assert found.source_intact is not False


@pytest.mark.parametrize("where", [15, 2000, -400, -30, -20, -3])
def test_any_byte_changed(plain: bytes, where: int) -> None:
    spoiled = bytearray(plain)
    spoiled[where] ^= 1
    assert verdict(bytes(spoiled)) != "exact"


def test_something_appended(plain: bytes) -> None:
    appended = plain + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    assert verdict(appended) != "exact"


def _other_words(pdf: Pdf) -> None:
    contents = pdf.pages[0].Contents
    page = contents.read_bytes()
    assert b"Call 112" in b"".join(re.findall(rb"\((.*?)\)Tj", page))
    contents.write(page.replace(b"(112 )", b"(911 )").replace(b"Call 112", b"Call 911"))


def _other_letters(pdf: Pdf) -> None:
    for font in dict(pdf.pages[0].resources.Font).values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<31> <0031>", b"<31> <0039>"))


def _words_taken_out(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K[1]


def _order_changed(pdf: Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    pdf.Root.StructTreeRoot.K.K = Array(reversed(list(kids)))


def _link_elsewhere(pdf: Pdf) -> None:
    next(links(pdf)).A.URI = pikepdf.String("https://evil.example/")


def _role_changed(pdf: Pdf) -> None:
    next(elements(pdf, "H2")).S = Name.P


def _role_read_as_another(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(H2=Name.P)


def _tree_removed(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def _said_instead(pdf: Pdf) -> None:
    next(elements(pdf, "H2")).ActualText = pikepdf.String("All is well")


def _described(pdf: Pdf) -> None:
    next(elements(pdf, "Sect")).Alt = pikepdf.String("All is well")


def _another_description(pdf: Pdf) -> None:
    next(elements(pdf, "Figure")).Alt = pikepdf.String("All is well")


def _no_description(pdf: Pdf) -> None:
    del next(elements(pdf, "Figure"))["/Alt"]


def _another_caption(pdf: Pdf) -> None:
    """Of a picture whose description stays as it was."""
    for page in pdf.pages:
        contents = page.Contents.read_bytes()
        if b"(us.)" in contents:
            page.Contents.write(contents.replace(b"(us.)", b"(me.)"))
            return
    raise AssertionError("no caption")


def _no_caption(pdf: Pdf) -> None:
    for page in pdf.pages:
        contents = page.Contents.read_bytes()
        page.Contents.write(contents.replace(b"(us.)", b"()"))


def _said_instead_in_the_page(pdf: Pdf) -> None:
    contents = pdf.pages[0].Contents
    page = contents.read_bytes()
    contents.write(page.replace(b"<</MCID 1>>", b"<</MCID 1/ActualText(All is well)>>"))


def _another_link_laid_over_the_page(pdf: Pdf) -> None:
    area = Dictionary(pdf.pages[0].Annots[0])
    area.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://evil.example/"))
    pdf.pages[0].Annots.append(pdf.make_indirect(area))


def _metadata(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert packet.count(old) == 1
        pdf.Root.Metadata.write(packet.replace(old, new))

    return change


@pytest.mark.parametrize(
    "change",
    [_other_words, _other_letters, _words_taken_out, _order_changed, _link_elsewhere,
     _role_changed, _role_read_as_another, _tree_removed, _said_instead, _described,
     _another_description, _no_description, _another_caption, _no_caption,
     _said_instead_in_the_page, _another_link_laid_over_the_page,
     _metadata(b":status>draft<", b":status>approved<"),
     _metadata(b":edition>3<", b":edition>4<"),
     _metadata(b"Toyamine &amp; &lt;co", b"Othermine &amp; &lt;co"),
     _metadata(b"CreateDate>2026", b"CreateDate>2036")],
)  # fmt: skip
def test_altered(plain: bytes, change: Callable[[Pdf], None]) -> None:
    found = inspect(changed(plain, change))
    assert found.verdict == "altered"
    assert "ALTERED" in found.sentence


def test_a_foreign_file() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    found = inspect(saved(pdf))
    assert found.verdict == "foreign"
    assert not found.ours
    with pytest.raises(UsageError) as raised:
        extract(saved(pdf))
    assert raised.value.code == "I803"


def test_nothing_embedded(plain: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        extract(plain)
    assert raised.value.code == "I804"
    assert "--embed" in raised.value.hint


def _source_changed(pdf: Pdf) -> None:
    spec = pdf.attachments["toyamine.en.yaml"]
    pdf.attachments["toyamine.en.yaml"] = pikepdf.AttachedFileSpec(
        pdf, b"name: other\n", filename="toyamine.en.yaml", relationship=spec.relationship
    )


def _source_damaged(pdf: Pdf) -> None:
    pdf.attachments["toyamine.en.yaml"].get_file().obj.write(b"name: damage\n")


def _words_file(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        spec = pdf.attachments["toyamine.en.words.json"]
        told = spec.get_file().read_bytes()
        assert old in told
        pdf.attachments["toyamine.en.words.json"] = pikepdf.AttachedFileSpec(
            pdf,
            told.replace(old, new),
            filename="toyamine.en.words.json",
            relationship=spec.relationship,
        )

    return change


def _words_no_json(pdf: Pdf) -> None:
    pdf.attachments["toyamine.en.words.json"] = pikepdf.AttachedFileSpec(
        pdf, b"[" * 9, filename="toyamine.en.words.json", relationship=Name.Alternative
    )


@pytest.mark.parametrize(
    "change",
    [_source_changed, _source_damaged, _words_no_json, _words_file(b"112", b"911"),
     _words_file(b'"draft"', b'"approved"'), _words_file(b'"edition": "3"', b'"edition": 3')],
)  # fmt: skip
def test_what_is_carried_was_changed(full: bytes, change: Callable[[Pdf], None]) -> None:
    spoiled = changed(full, change)
    found = inspect(spoiled)
    assert found.verdict == "changed"  # the printed words are not touched
    with pytest.raises(UsageError) as raised:
        extract(spoiled)
    assert raised.value.code == "I805"


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "a\\b", ".bashrc", "C:x", ""])
def test_an_unsafe_name(full: bytes, name: str) -> None:
    def add(pdf: Pdf) -> None:
        pdf.attachments["zzz"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="zzz")
        names = pdf.Root.Names.EmbeddedFiles.Names
        names[len(names) - 2] = pikepdf.String(name)

    with pytest.raises(UsageError) as raised:
        extract(changed(full, add))
    assert raised.value.code in ("I805", "I806")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, plain: bytes) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pikepdf":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError) as raised:
        inspect(plain)
    assert raised.value.code == "I802"
    assert "leaflets[inspect]" in raised.value.hint
