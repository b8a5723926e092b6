"""The sRGB colour profile that every file names as its output intent, built from the standard.

IEC 61966-2-1 gives the primaries, the white point and the tone curve. The primaries are adapted to
D50, the white of the ICC's connection space; the curve is sampled. The form is version 2 of the
ICC's (ICC.1:2001-04), which every reader of PDF/A knows.
"""

from __future__ import annotations

import struct
from functools import cache

from .writer import compress

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {  # columns of the sRGB to XYZ matrix, adapted to D50 by Bradford's method
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_SAMPLES = 33  # of the tone curve; linear interpolation errs by less than one step in 255
_NOTICE = b"No copyright, use freely\0"
_TITLE = b"sRGB\0"


@cache
def compressed_srgb() -> bytes:
    """Return the profile as the content of a deflated stream."""
    return compress(srgb_profile())


def srgb_profile() -> bytes:
    """Build the profile: a matrix, and one tone curve for all three channels."""
    curve = struct.pack(f">4s4xI{_SAMPLES}H", b"curv", _SAMPLES, *map(_linear, range(_SAMPLES)))
    tags = {
        b"cprt": b"text\0\0\0\0" + _NOTICE,
        b"desc": struct.pack(">4s4xI", b"desc", len(_TITLE)) + _TITLE + bytes(78),
        b"wtpt": _xyz(_D50),
        **{tag: _xyz(column) for tag, column in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _with_header(tags)


def _linear(sample: int) -> int:
    """Return the light of a sample of the tone curve, from 0 to 65535."""
    value = sample / (_SAMPLES - 1)
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(light * 65535)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *(round(value * 65536) for value in values))


def _with_header(tags: dict[bytes, bytes]) -> bytes:
    """Put the header and the table of tags before them; tags of equal content share it."""
    table, body, offsets = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        if content not in offsets:
            offsets[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", tag, offsets[content], len(content))
    size = start + len(body)
    header = struct.pack(
        ">I4xI4s4s4s12x4s28x3i48x",
        size, 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp",
        *(round(value * 65536) for value in _D50),
    )  # fmt: skip
    return header + struct.pack(">I", len(tags)) + table + body
