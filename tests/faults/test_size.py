"""Row 28: what is far too long is refused without being read to its end."""

from __future__ import annotations

import pytest

from .. import minimal
from ..minimal import monograph_faults, with_keys
from ..steps import steps

WORDS = "questions:\n  - asks: How?\n    says:\n" + '      - "{}"\n'.format("word " * 900_000)
PARAGRAPHS = "questions:\n  - asks: How?\n    says:\n" + "      - word word\n" * 300_000
ROWS = "questions:\n  - asks: How?\n    says:\n      - table:\n" + "          - [a, b]\n" * 5_000


@pytest.mark.parametrize(
    ("keys", "code"),
    [(WORDS, "M005"), (PARAGRAPHS, "M005"), (ROWS, "M211")],
    ids=["900,000 words", "300,000 paragraphs", "5,000 rows"],
)
def test_what_is_far_too_long_is_refused_at_once(keys: str, code: str) -> None:
    text = with_keys(keys + "    from: [book]\n")
    assert [fault.code for fault in monograph_faults(text)] == [code]
    assert steps(lambda: monograph_faults(text)) < 20 * len(text)


def test_what_is_only_long_is_not() -> None:
    rows = "          - [a, b]\n" * 400
    keys = f"questions:\n  - asks: How?\n    says:\n      - table:\n{rows}    from: [book]\n"
    assert not minimal.monograph_faults(with_keys(keys))
