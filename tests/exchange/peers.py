"""Install and start the servers of others that the checks need.

Needs Node 20 and npm, and says so if they are absent. The exact versions stand in
package-lock.json. They are installed in out/, and again only if that list changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
PLACE = HERE.parents[1] / "out" / "exchange"
SECONDS = 300


class Missing(Exception):
    """Node or npm is missing; the message says what to install."""


def installed() -> Path:
    """Install the peers if needed, and return their folder, which also holds our scripts."""
    if not shutil.which("npm") or not shutil.which("node"):
        raise Missing("Node or npm is missing. Install them: apt-get install nodejs npm")
    PLACE.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package-lock.json").read_bytes()
    known = PLACE / "installed.json"
    for file in HERE.glob("*.mjs"):
        shutil.copy(file, PLACE)
    if not known.is_file() or known.read_bytes() != wanted:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PLACE)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=PLACE, check=True, timeout=SECONDS)
        known.write_bytes(wanted)
    return PLACE


@contextmanager
def started(script: str, **environ: str) -> Iterator[tuple[int, Iterator[str]]]:
    """Run a peer until the end of the block: yield its port and the lines that it prints."""
    peer = subprocess.Popen(
        ["node", script],
        cwd=installed(),
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
