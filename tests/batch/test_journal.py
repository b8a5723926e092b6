"""A line of the manifest is JSON, whatever stands in it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import DoesNotFit
from leaflets.batch.journal import line_of
from leaflets.batch.model import Key, Made, Request

WORDS = st.text(max_size=20)
KEYS = st.builds(Key, WORDS, WORDS, WORDS, WORDS)
REQUESTS = st.builds(Request, st.integers(1, 10**7), WORDS, KEYS, st.none())


@given(REQUESTS, WORDS, WORDS, st.integers(0, 99), st.integers(0, 99))
def test_what_was_made(request: Request, file: str, edition: str, pages: int, page: int) -> None:
    key = request.key
    told = {
        "identifier": request.identifier, "file": file, "sha256": "0a" * 32, "size": 7,
        "edition": edition, "layout": key.layout, "language": key.language,
        "profile": key.profile, "pages": pages, **({"page": page} if page else {}),
        "status": "made",
    }  # fmt: skip
    line = line_of(Made(request, file, "0a" * 32, 7, pages, edition, page=page))
    assert line == json.dumps(told).encode() + b"\n"


@given(REQUESTS)
def test_what_failed(request: Request) -> None:
    key = request.key
    told = {
        "identifier": request.identifier, "layout": key.layout, "language": key.language,
        "profile": key.profile, "status": "failed", "code": "T501", "line": request.line,
    }  # fmt: skip
    line = line_of(Made(request, "", error=DoesNotFit("Too wide.", "Shorten it.")))
    assert line == json.dumps(told).encode() + b"\n"
