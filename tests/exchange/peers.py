"""Start the servers of others that the checks need. They run in Node 20."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..npm import installed

HERE = Path(__file__).parent


@contextmanager
def started(script: str, **environ: str) -> Iterator[tuple[int, Iterator[str]]]:
    """Run a peer until the end of the block: yield its port and the lines that it prints."""
    peer = subprocess.Popen(
        ["node", script],
        cwd=installed(HERE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environ},
    )
    try:
        assert peer.stdout is not None
        yield int(peer.stdout.readline()), iter(peer.stdout)
    finally:
        assert peer.stdin is not None
        peer.stdin.close()  # it ends with its input
        peer.wait(timeout=30)
