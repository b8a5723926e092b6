"""Install programs of others that the slower gates need, from npm.

Needs Node 20 and npm, and says so if they are absent. The exact versions stand in the
package-lock.json of a folder of tests. They are installed in out/, and again only if that list
changes.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

OUT = Path(__file__).parents[1] / "out"
SECONDS = 300


class Missing(Exception):
    """Node or npm is missing; the message says what to install."""


def installed(folder: Path) -> Path:
    """Install what a folder of tests needs, if needed, together with the scripts of that folder.

    Return the folder of the installation.
    """
    if not shutil.which("npm") or not shutil.which("node"):
        raise Missing("Node or npm is missing. Install them: apt-get install nodejs npm")
    place = OUT / folder.name
    place.mkdir(parents=True, exist_ok=True)
    wanted = (folder / "package-lock.json").read_bytes()
    known = place / "installed.json"
    for file in folder.glob("*.mjs"):
        shutil.copy(file, place)
    if not known.is_file() or known.read_bytes() != wanted:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(folder / name, place)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=place, check=True, timeout=SECONDS)
        known.write_bytes(wanted)
    return place
