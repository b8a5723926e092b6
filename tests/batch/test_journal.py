"""A line of the manifest is JSON whose keys have a fixed order, whatever the values hold."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from leaflets.base.errors import DoesNotFit
from leaflets.batch.journal import is_draft, manifest_line
from leaflets.batch.model import LeafletKey, Outcome, RecordFields, Request

WORDS = st.text(max_size=20)
KEYS = st.builds(LeafletKey, WORDS, WORDS, WORDS, WORDS)
RECORDS = st.builds(RecordFields, st.just("") | WORDS)
REQUESTS = st.builds(Request, st.integers(1, 10**7), WORDS, KEYS, st.none(), RECORDS)


def named(request: Request) -> dict[str, str]:
    """The first fields: the dispense is there if it has another name than the request."""
    dispense = request.record.dispense
    return {"identifier": request.identifier, **({"dispense": dispense} if dispense else {})}


@given(REQUESTS, WORDS, WORDS, WORDS | st.just("draft"), st.integers(0, 99), st.integers(0, 99))
def test_the_line_of_a_leaflet(
    request: Request, file: str, edition: str, review: str, pages: int, page: int
) -> None:
    key = request.key
    fields = {
        **named(request), "file": file, "sha256": "0a" * 32, "size": 7,
        "edition": edition, "review": review, "layout": key.layout, "language": key.language,
        "profile": key.profile, "pages": pages, **({"page": page} if page else {}),
        "status": "made",
    }  # fmt: skip
    line = manifest_line(Outcome(request, file, "0a" * 32, 7, pages, edition, review, page=page))
    assert line == json.dumps(fields).encode() + b"\n"
    assert is_draft(line) is (review == "draft")


@given(REQUESTS)
def test_the_line_of_a_failure(request: Request) -> None:
    key = request.key
    fields = {
        **named(request), "layout": key.layout, "language": key.language,
        "profile": key.profile, "status": "failed", "code": "T501", "line": request.line,
    }  # fmt: skip
    line = manifest_line(Outcome(request, "", error=DoesNotFit("Too wide.", "Shorten it.")))
    assert line == json.dumps(fields).encode() + b"\n"
