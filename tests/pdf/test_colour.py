"""The colour profile is what the sRGB standard says, and small."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageCms

from leaflets.pdf.colour_profile import srgb_profile


def test_small() -> None:
    assert len(srgb_profile()) < 700


def test_header() -> None:
    profile = srgb_profile()
    assert struct.unpack(">I", profile[:4])[0] == len(profile)
    assert profile[8:24] == b"\x02\x10\x00\x00mntrRGB XYZ "
    assert profile[36:40] == b"acsp"
    assert profile[24:36] == bytes(12)  # no date


def test_tags_are_aligned_and_inside() -> None:
    profile = srgb_profile()
    count = struct.unpack(">I", profile[128:132])[0]
    for n in range(count):
        _, offset, size = struct.unpack(">4sII", profile[132 + 12 * n : 144 + 12 * n])
        assert offset % 4 == 0
        assert offset >= 132 + 12 * count
        assert offset + size <= len(profile)


def test_little_cms_reads_it() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"


def test_it_changes_no_colour() -> None:
    """Through our profile and back through an independent sRGB: the same, to one step in 255."""
    values = [(r, g, b) for r in range(0, 256, 15) for g in range(0, 256, 15) for b in (0, 90, 255)]
    image = Image.new("RGB", (len(values), 1))
    image.putdata(values)
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    seen = ImageCms.profileToProfile(image, ours, theirs, renderingIntent=1)
    moved = [
        abs(new - old)
        for before, after in zip(values, seen.get_flattened_data(), strict=True)
        for old, new in zip(before, after, strict=True)
    ]
    assert max(moved) <= 2
    assert sum(moved) / len(moved) < 0.2
