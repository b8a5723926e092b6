"""How long after a save a browser has the new page of `leaflets preview`.

    python tests/bench/preview.py [MONOGRAPH] [SAVES]

The service answers in this process. Each save waits for the news of it, as a browser does, and then
fetches the page with its pictures. Prints the median and the longest of both, in milliseconds.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from litestar import Litestar
from litestar.testing import TestClient

from leaflets.service.app import create_app
from leaflets.service.settings import Clock, ServiceSettings

MONOGRAPHS = Path(__file__).parents[2] / "data" / "monographs"
CLOCK = Clock(lambda: "2026-11-30", lambda: "2026-11-30T12:00Z", lambda: 0, lambda: "0")
TYPING = 0.4  # seconds between two saves, so that the browser waits again before each


def main() -> None:
    """Print both times."""
    name = sys.argv[1] if len(sys.argv) > 1 else "acetylcysteine"
    saves = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        file = Path(shutil.copytree(MONOGRAPHS / name, Path(folder) / name)) / "en.yaml"
        app = create_app(ServiceSettings(clock=CLOCK, preview=file))
        with TestClient(app) as client:
            times = [_save(client, file, number) for number in range(saves)]
    for what, column in zip(("news", "page"), zip(*times, strict=True), strict=True):
        print(f"{what}: median {statistics.median(column):.0f} ms, longest {max(column):.0f} ms")


def _save(client: TestClient[Litestar], file: Path, number: int) -> tuple[float, float]:
    """Save once; return the milliseconds until the news, and until the page."""
    [version] = re.findall(r'data-version="(\w+)"', client.get("/").text)
    with ThreadPoolExecutor(1) as pool:
        news = pool.submit(client.get, f"/changes?since={version}")
        time.sleep(TYPING + number % 10 / 100)  # at no fixed moment between two looks at the files
        source = file.read_bytes() + f"# {number}\n".encode()
        before = time.perf_counter()
        file.write_bytes(source)
        news.result()
    told = time.perf_counter()
    client.get("/")
    return (told - before) * 1000, (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
