"""A PDF may come from a file or through a pipe."""

from __future__ import annotations

import os
from pathlib import Path

from .program import leaflets


def test_a_pipe_with_a_name(tmp_path: Path) -> None:
    leaflets("render", "acetylcysteine", "--out", "a.pdf", cwd=tmp_path)
    pdf = (tmp_path / "a.pdf").read_bytes()

    def piped() -> None:
        end, start = os.pipe()
        os.write(start, pdf)  # small enough for the pipe to hold
        os.close(start)
        os.dup2(end, 0)

    done = leaflets("inspect", "/dev/stdin", cwd=tmp_path, before=piped)
    assert done.text.startswith("/dev/stdin: It is, byte for byte")


def test_a_folder(tmp_path: Path) -> None:
    done = leaflets("inspect", ".", cwd=tmp_path)
    assert (done.code, done.err[:4]) == (4, "N403")
    assert "is a directory" in done.err
