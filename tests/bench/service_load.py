"""The service over a large library: new leaflets, memory, and more callers than it takes.

    python tests/bench/service_load.py [MONOGRAPHS] [REQUESTS] [SECONDS]

Two workers with a store, over made-up monographs. In turn: the 99th percentile of leaflets that
nobody has asked for, against a warm render in one process; the memory of all processes of the
service while it answers so many requests for patients, each medicine in its turn, and then as many
again; ten times as many callers as before for so long, each of whom attaches what it is given, and
then more than may wait. Every answer must be a leaflet or a refusal that says when to come back;
every attachment that was acknowledged must be in the store; and afterwards the service must answer
as before. Prints a table.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import uvloop
from batch import fields
from library import make, word

import leaflets
from leaflets.cli.stores import opened

CALLERS = 16
WORKERS = 2
CROWDS = (CALLERS * 10, 400)  # of which 2 x (8 + 128) are served or wait; see `ServiceLimits`
NEW = 300  # leaflets that nobody has asked for
WARM_RENDERS = 50
USUAL = 2_000  # attachments by the usual number of callers
BUSY = ("429", "503")


class Caller(asyncio.Protocol):
    """One connection, which sends the next request as soon as it has an answer.

    statuses: how many answers had which. seconds: of each answer.
    """

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.requests, self.statuses = requests, Counter[str]()
        self.seconds: list[float] = []
        self.names: list[str] = []  # of the dispenses that were acknowledged
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        request = next(self.requests, None)
        if request is None:
            self.transport.close()
            return
        self.request, self.begun, self.answer = request, time.perf_counter(), b""
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.answer += data
        head, end, body = self.answer.partition(b"\r\n\r\n")
        if not end:
            return
        if len(body) < int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]):
            return
        status = head[9:12].decode()
        self.statuses[status] += 1
        self.seconds.append(time.perf_counter() - self.begun)
        assert status not in BUSY or b"retry-after" in head.lower()
        if status == "201":
            self.names.append(json.loads(self.request.partition(b"\r\n\r\n")[2])["dispense"])
        if b"connection: close" in head.lower():
            self.transport.close()
            return
        self.ask()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def post(path: str, body: dict[str, Any], *headers: str) -> bytes:
    """A request with JSON."""
    content = json.dumps(body).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [*headers, f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode() + content


def for_patient(number: int, monographs: int, requests: int) -> bytes:
    """A leaflet for a patient; each medicine is asked for many times before the next."""
    name = word(number * monographs // requests)
    own = fields(number) | {"product": f"{name}-10 mg"}
    body = {"monograph": name, "particulars": own}
    return post("/api/v1/leaflets", body, "Accept: application/pdf")


def attach(number: int) -> bytes:
    """A leaflet that is attached to a dispense of its own."""
    leaflet = {"monograph": word(0)}
    body = {"dispense": f"RX-{number:07}", "by": "load", "leaflet": leaflet}
    return post("/api/v1/attachments", body, f"Idempotency-Key: load-{number:07}")


async def call(port: int, requests: Iterator[bytes], callers: int) -> list[Caller]:
    """Send requests with so many callers, until there are no more."""
    loop, all_callers = asyncio.get_running_loop(), []
    for _ in range(callers):
        caller = Caller(requests)
        await loop.create_connection(partial(lambda one: one, caller), "127.0.0.1", port)
        all_callers.append(caller)
    await asyncio.gather(*(caller.done for caller in all_callers))
    return all_callers


def until(end: float, requests: Iterator[bytes]) -> Iterator[bytes]:
    """Yield requests until a time of the monotonic clock."""
    for request in requests:
        if time.monotonic() > end:
            return
        yield request


def memory(process: int) -> float:
    """Return the memory of a process and all that it has started, in MiB."""
    own = re.search(r"Pss: +(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text())
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return (int(own[1]) / 1024 if own else 0) + sum(memory(int(child)) for child in children)


def percentile(seconds: list[float], share: float) -> float:
    """Return a percentile of some times, in milliseconds."""
    return sorted(seconds)[int(len(seconds) * share)] * 1e3


def warm_render(folder: Path, first: int) -> float:
    """Return the median of a warm render of medicines that were not read before, in seconds."""
    times = []
    for number in range(first, first + WARM_RENDERS):
        begun = time.perf_counter()
        reading = leaflets.read(word(number), folder=folder)
        leaflets.typeset(leaflets.compose(reading), "standard", folder=folder)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[5:])


def main() -> None:
    """Print the table."""
    monographs, requests, seconds = (
        int(sys.argv[at]) if len(sys.argv) > at else default
        for at, default in ((1, 10_000), (2, 200_000), (3, 60))
    )
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name, "library"), f"sqlite:///{name}/records.db"
        folder.mkdir()
        make(folder, monographs)
        subprocess.run(
            [sys.executable, "-m", "leaflets", "index", "--data", folder], check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "leaflets", "serve", "--data", folder, "--port", str(port)]
        command += ["--workers", str(WORKERS), "--store", store]
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "XDG_STATE_HOME": name},
        )  # fmt: skip
        try:
            measure(port, process.pid, folder, (monographs, requests, seconds))
        finally:
            process.terminate()
            process.wait()
        with opened(store, create=False) as records:
            kept = Counter(attachment.dispense for attachment in records.attachments())
        lost = sum(kept[dispense] == 0 for dispense in ACKNOWLEDGED)
        double = sum(number > 1 for number in kept.values())
        print(f"| acknowledged, lost, kept twice | {len(ACKNOWLEDGED):,}, {lost}, {double} |")


ACKNOWLEDGED: list[str] = []


def usual_attachments(port: int, first: int) -> float:
    """Attach leaflets with the usual number of callers; return the median in milliseconds."""
    requests = (attach(number) for number in range(first, first + USUAL))
    callers = uvloop.run(call(port, requests, CALLERS))
    statuses = sum((caller.statuses for caller in callers), Counter[str]())
    assert statuses == {"201": USUAL}, statuses
    ACKNOWLEDGED.extend(name for caller in callers for name in caller.names)
    return percentile([one for caller in callers for one in caller.seconds], 0.5)


def measure(port: int, process: int, folder: Path, sizes: tuple[int, int, int]) -> None:
    """Measure a service that has just been started."""
    monographs, requests, seconds = sizes
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            if httpx.get(f"{address}/ready").status_code == 200:
                break
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    print("| the service, two workers | |\n|---|---|")
    new = [
        post("/api/v1/leaflets", {"monograph": word(number)}, "Accept: application/pdf")
        for number in range(NEW)
    ]
    (caller,) = uvloop.run(call(port, iter(new), 1))
    assert caller.statuses == {"200": NEW}, caller.statuses
    warm = warm_render(folder, NEW) * 1e3
    p99 = percentile(caller.seconds, 0.99)
    print(f"| a leaflet not asked before, p99 | {p99:.0f} ms, {p99 / warm:.1f} warm renders |")
    parts, used = 4, []
    for part in (*range(parts), *range(parts)):
        numbers = range(part * requests // parts, (part + 1) * requests // parts)
        asked = (for_patient(number, monographs, requests) for number in numbers)
        callers = uvloop.run(call(port, asked, CALLERS))
        statuses = sum((caller.statuses for caller in callers), Counter[str]())
        assert set(statuses) == {"200"}, statuses
        used.append(memory(process))
    print(
        f"| MiB after each quarter of {requests:,} requests for {monographs:,} medicines, twice | "
        f"{', '.join(f'{one:.0f}' for one in used)} |"
    )
    p50 = usual_attachments(port, 0)
    endless = (attach(number) for number in range(USUAL, 100_000_000))
    for callers in CROWDS:
        crowd = uvloop.run(call(port, until(time.monotonic() + seconds, endless), callers))
        statuses = sum((caller.statuses for caller in crowd), Counter[str]())
        assert set(statuses) <= {"201", *BUSY}, statuses
        ACKNOWLEDGED.extend(name for caller in crowd for name in caller.names)
        print(f"| {callers} callers for {seconds} s: answers by status | {dict(statuses)} |")
    after = usual_attachments(port, 200_000_000)
    print(f"| an attachment, p50 before and after | {p50:.1f} and {after:.1f} ms |")
    print(f"| MiB at the end | {memory(process):.0f} |")


if __name__ == "__main__":
    main()
