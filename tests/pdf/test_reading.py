"""Whatever is in a file, reading it ends soon and with an answer."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leaflets.base.errors import UsageError
from leaflets.pdf.inspect import inspect
from leaflets.pdf.text import PlacedLine

from .mutations import elements
from .test_canvas import Run, canvas, finished, line, one
from .test_inspect import changed, full, plain, verdict

__all__ = ["full", "plain"]


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7", b"hello", b"\0" * 99, b"%PDF-1.7\n" + b"[" * 9999]
)
def test_no_pdf(pdf: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        inspect(pdf)
    assert raised.value.code == "I801"


def test_truncated_anywhere(plain: bytes) -> None:
    for share in (0.1, 0.5, 0.9, 0.99):
        assert verdict(plain[: int(len(plain) * share)]) != "exact"


def test_locked(plain: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(plain)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UsageError, match="password") as raised:
        inspect(out.getvalue())
    assert raised.value.code == "I801"


def _words_put_in(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K.append(next(elements(pdf, "P")))


def _circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K.K.append(pdf.Root.StructTreeRoot.K)


def _depth(pdf: Pdf) -> None:
    inner = pdf.make_indirect(Dictionary(S=Name.P, K=0))
    for _ in range(2000):
        inner = pdf.make_indirect(Dictionary(S=Name.Sect, K=inner))
    pdf.Root.StructTreeRoot.K = inner


def _nonsense(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K = Array([5, pikepdf.String("x"), Dictionary(K=Name.X)])


def _bomb(pdf: Pdf) -> None:
    stream = pdf.pages[0].Contents
    packed = zlib.compress(b" " * 200_000_000, 9)
    stream.write(packed, filter=Name.FlateDecode, type_check=False)


@pytest.mark.parametrize("change", [_circle, _depth, _nonsense, _words_put_in, _bomb])
def test_made_to_harm(plain: bytes, change: Callable[[Pdf], None]) -> None:
    with pytest.raises(UsageError) as raised:
        inspect(changed(plain, change))
    assert raised.value.code == "I801"


def _spoiled(pdf: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost or doubled."""
    spoiled = bytearray(pdf)
    for _ in range(chance.choice((1, 2, 20))):
        at = chance.randrange(len(spoiled))
        match chance.randrange(4):
            case 0:
                spoiled[at] = chance.randrange(256)
            case 1:
                del spoiled[at : at + 30]
            case 2:
                spoiled[at:at] = spoiled[chance.randrange(len(spoiled)) :][:30]
            case 3:
                spoiled[spoiled.find(b"/", at) + 1] = chance.choice(b"KPSXMLA")
    return bytes(spoiled)


def test_whatever_happens_to_a_file(full: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(full)) as pdf:
        pdf.save(out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    chance = random.Random(7)
    answers = Counter(
        verdict(_spoiled(chance.choice((full, out.getvalue())), chance)) for _ in range(200)
    )
    assert set(answers) <= {"exact", "changed", "altered", "foreign", "I801"}
    assert {"changed", "altered", "I801"} <= set(answers)
    assert answers["exact"] < 3  # a byte may be changed to itself


def test_every_area_of_a_link_counts() -> None:
    drawn = canvas(one("see ", Run("two words", link="https://example.org/")))
    first = PlacedLine(50, 500, (line("see ").pieces[0], line("two", 1).pieces[0]))
    drawn.show("p", [first, line("words", 1)])
    pdf = finished(drawn)

    def elsewhere(area: int) -> Callable[[Pdf], None]:
        def change(file: Pdf) -> None:
            file.pages[0].Annots[area].A.URI = pikepdf.String("https://evil.example/")

        return change

    assert verdict(changed(pdf, lambda _: None)) == "changed"
    assert verdict(changed(pdf, elsewhere(0))) == verdict(changed(pdf, elsewhere(1))) == "altered"


def test_too_large(monkeypatch: pytest.MonkeyPatch, plain: bytes) -> None:
    monkeypatch.setattr("leaflets.pdf.reading.INSPECTED_BYTES", 1000)
    with pytest.raises(UsageError, match="larger"):
        inspect(plain)
