"""Whole cold processes in pairs: `leaflets render` from what was kept, against making it.

    python tests/bench/cache.py [RUNS]

Prints a table like cold.py; the yardstick is the command for everybody with --no-cache.
"""

from __future__ import annotations

import compileall
import os
import sys
import tempfile
from pathlib import Path

from pairs import pairs, row

import leaflets

PARTICULARS = "patient: Ada Exempel\ndirections: Take 1 tablet once a day.\n"


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(Path(leaflets.__file__).parent), quiet=2)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        env["XDG_CACHE_HOME"] = folder
        render = [str(Path(sys.executable).with_name("leaflets")), "render", "acetylcysteine"]
        render += ["--out", f"{folder}/a.pdf"]
        again = pairs(render, [*render, "--no-cache"], count, env)
        particulars = Path(folder, "rx.yaml")
        particulars.write_text(PARTICULARS, "utf-8")
        personal = [*render, "--particulars", str(particulars)]
        stamped = pairs(personal, [*render, "--no-cache"], count, env)
    print("| cold process | kept ms | made ms | CPU ratio | wall ratio | MiB |")
    print("|---|---|---|---|---|---|")
    print(row("leaflets render acetylcysteine, again", *again))
    print(row("the same for a patient, from a kept body", *stamped))


if __name__ == "__main__":
    main()
