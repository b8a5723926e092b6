"""What is wrong with the options of `leaflets serve` is told at once, and nothing is served."""

from __future__ import annotations

import socket
from pathlib import Path

from ..cli.program import leaflets


def start(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code and the error code."""
    done = leaflets("serve", "--state", "state", *options, cwd=folder)
    return done.code, done.err[:4]


def test_an_unsafe_start_is_refused(tmp_path: Path) -> None:
    assert start(tmp_path, "--host", "0.0.0.0") == (2, "Y961")


def test_an_address_that_is_taken_or_unknown_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert start(tmp_path, "--port", str(taken.getsockname()[1])) == (2, "Y966")


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/absent/records.db"
    assert start(tmp_path, "--store", store) == (6, "F606")


def test_tokens_are_added_listed_and_removed(tmp_path: Path) -> None:
    file = ("--tokens", "tokens.json")
    added = leaflets(
        "tokens", "add", "counter-1", "--rights", "attach, render", *file, cwd=tmp_path
    )
    assert (added.code, added.text[:9]) == (0, "leaflets_")
    assert added.text.strip() not in (tmp_path / "tokens.json").read_text()
    listed = leaflets("tokens", "list", *file, cwd=tmp_path)
    assert listed.text.split() == ["counter-1", "render,", "attach"]
    unknown = leaflets("tokens", "add", "x", "--rights", "all", *file, cwd=tmp_path)
    assert (unknown.code, unknown.err[:4]) == (2, "Y965")
    assert leaflets("tokens", "remove", "counter-1", *file, cwd=tmp_path).code == 0
    assert leaflets("tokens", "list", *file, cwd=tmp_path).text.split() == ["none"]
