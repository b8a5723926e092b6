"""PNG and JPEG files are looked at whole, and embedded as they are seen."""

from __future__ import annotations

import io

import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.limits import PICTURE_PIXELS
from leaflets.content.pictures.model import InvalidPicture
from leaflets.pdf.images import check_raster, embedded_image
from tests.minimal import png_head

from .toy import png

GREEN = (0, 128, 0)


@pytest.mark.parametrize(
    ("mode", "colour", "samples"),
    [
        ("RGB", GREEN, bytes(GREEN)),
        ("RGBA", (*GREEN, 255), bytes(GREEN)),
        ("RGBA", (*GREEN, 0), b"\xff\xff\xff"),  # clear: white
        ("RGBA", (0, 0, 0, 128), b"\x7f\x7f\x7f"),
        ("L", 77, b"\x4d"),
        ("LA", (77, 0), b"\xff\xff\xff"),
        ("1", 1, b"\xff"),
        ("I;16", 65535, b"\xff"),
        ("I;16", 257 * 77, b"\x4d"),
        ("P", 0, None),
    ],
)
def test_every_mode_becomes_grey_or_rgb(mode: str, colour: object, samples: bytes | None) -> None:
    image = embedded_image(png(mode, (3, 2), colour))
    assert (image.width, image.height) == (3, 2)
    assert len(image.content) == 6 * (1 if image.is_grey else 3)
    if samples:
        assert image.content == samples * 6


def test_a_colour_that_stands_for_clear() -> None:
    out = io.BytesIO()
    PIL.Image.new("RGB", (1, 1), GREEN).save(out, "PNG", transparency=GREEN)
    assert embedded_image(out.getvalue()).content == b"\xff\xff\xff"


def test_what_is_said_of_it() -> None:
    pixels = check_raster(png("RGB", (30, 20)))
    assert (pixels.width, pixels.height) == (30, 20)


def jpeg(mode: str) -> bytes:
    out = io.BytesIO()
    PIL.Image.new(mode, (3, 2)).save(out, "JPEG")
    return out.getvalue()


def turned_jpeg() -> bytes:
    out, exif = io.BytesIO(), PIL.Image.Exif()
    exif[0x0112] = 6
    PIL.Image.new("RGB", (3, 2)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_stays_as_it_is(mode: str) -> None:
    image = embedded_image(jpeg(mode))
    assert (image.width, image.height, image.is_grey) == (3, 2, mode == "L")
    assert image.content == jpeg(mode)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x89PNG\r\n\x1a\n", png()[:40], png()[:-5], png("RGB", (40, 40))[:-20],
        png().replace(b"IDAT", b"IDAX"), jpeg("RGB")[:-30], jpeg("CMYK"), turned_jpeg(),
        png_head(0, 9), png_head(9, 9), png_head(30_000, 30_000),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn(content: bytes) -> None:
    with pytest.raises(InvalidPicture) as caught:
        check_raster(content)
    assert caught.value.says.endswith(".")
    assert caught.value.hint.endswith(".")


def test_too_many_pixels_are_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(PIL.Image, "open", never)
    side = int(PICTURE_PIXELS**0.5) + 1
    with pytest.raises(InvalidPicture, match="at most 4,000,000"):
        check_raster(png_head(side, side))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    whole = bytearray(png("RGBA", (9, 9), (1, 2, 3, 99)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    try:
        pixels = check_raster(bytes(whole))
    except InvalidPicture:
        return
    assert pixels.width * pixels.height <= PICTURE_PIXELS
