"""No message names a path of the machine, and none loses a word over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.service.problems import without_paths

from .clients import settings_of

SETTINGS = settings_of(
    folder=Path("our"), state=Path("/srv/state"), store="sqlite:////srv/records.db"
)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Give it your hour.", "Give it your hour."),
        (
            "'our/monographs/a.yaml' is not in 'our'.",
            "'monographs/a.yaml' is not in 'the library'.",
        ),
        ("/srv/state/keys/66 could not be written.", "keys/66 could not be written."),
        ("/srv/state could not be written.", "the state folder could not be written."),
        ("sqlite:////srv/records.db is locked.", "the store is locked."),
        ("/srv/records.db could not be written.", "the store could not be written."),
    ],
)
def test_paths_are_taken_out_of_messages_and_words_are_not(message: str, expected: str) -> None:
    assert without_paths(message, SETTINGS) == expected
