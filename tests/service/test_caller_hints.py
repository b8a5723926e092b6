"""Hints over HTTP name what a caller can do there, and no command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import leaflets
from leaflets.service.caller_hints import COMMAND, hint_for_callers

ROOT = Path(leaflets.__file__).parent
# whose errors a request can meet; other rooms speak to people at a terminal
ROOMS = (
    "source", "check", "content", "leaflet", "layout", "html", "pdf", "typesetting", "stamping",
    "records", "exchange", "batch", "service",
)  # fmt: skip


def texts() -> Iterator[str]:
    """Every text in the source of the rooms that names a command or an option."""
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and COMMAND.search(text) and "\n" not in text:
                    yield text


def test_no_hint_sends_a_caller_to_a_command() -> None:
    hints = [*texts()]
    assert len(hints) > 20
    assert [hint for hint in hints if COMMAND.search(hint_for_callers(hint))] == []


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("Did you mean 'ibuprofen'?", "Did you mean 'ibuprofen'?"),
        ("See 'leaflets records list'.", "POST /api/v1/attachments/search finds what is attached."),
        ("Choose another with --port. Stop it.", "Ask whoever runs the service. Stop it."),
    ],
)
def test_what_else_a_hint_says_stays(hint: str, expected: str) -> None:
    assert hint_for_callers(hint) == expected


def test_a_list_of_the_service_takes_the_place_of_that_of_the_command() -> None:
    assert hint_for_callers("See `leaflets list`.").startswith("GET /api/v1/monographs")
