"""Personal leaflets over HTTP, against the same server giving back bytes, Typst and WeasyPrint.

    pip install typst weasyprint
    python tests/bench/service.py [SECONDS]

Two workers, 16 callers at once, each with one connection; leaflets of two pages in the layout
compact, another patient each. All run behind the same guard, read and check the same JSON, and
answer a tagged PDF, but for two: without the framework, which reads nothing, and without the guard,
which is the server alone. The callers are one more process on the same cores. The variants run in
turn, three rounds; prints requests a second, p50 and p99 of the median round, and ratios.
"""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import uvloop
from batch import LAYOUT, fields, typst_act, weasyprint_act
from litestar import Litestar, Response, post
from litestar.params import JSONBody
from uvicorn import Config

import leaflets
from leaflets.cli.dates import now, timestamp, today
from leaflets.service import server
from leaflets.service.guard.answers import App, Receive, Scope, Send
from leaflets.service.guard.layers import guarded
from leaflets.service.json_request import JsonRequest
from leaflets.service.orders import LeafletOrder
from leaflets.service.settings import Clock, ServiceSettings
from leaflets.service.supervisor import Supervisor, leave_signals_to_parent

CALLERS = 16
WORKERS = 2
ROUNDS = 3
START_SECONDS = 60.0
PEOPLE = 200
VARIANTS = (
    "leaflets",
    "bytes from memory",
    "bytes from memory, guard only",
    "bytes from memory, no guard",
    "Typst in process",
    "WeasyPrint",
)
SLOW = {"Typst in process": 3.0, "WeasyPrint": 5.0}  # times as long: few are made


def new_name() -> str:
    """A name that nothing here needs."""
    return "0" * 32


SETTINGS = ServiceSettings(
    clock=Clock(today=today, now=now, timestamp=timestamp, new_name=new_name),
    workers=WORKERS,
    layout=LAYOUT,
)


def act_of(variant: str) -> Callable[[int], bytes]:
    """What makes the PDF of the patient with a number, in another way than ours."""
    people = [
        leaflets.Particulars.from_mapping(fields(number), language="en") for number in range(50)
    ]
    if variant.startswith("bytes from memory"):
        leaflet = leaflets.compose(leaflets.read("acetylcysteine"), particulars=people[0])
        pdf = leaflets.typeset(leaflet, LAYOUT).pdf
        return lambda _: pdf
    act = typst_act(people) if variant == "Typst in process" else weasyprint_act(people)
    assert act is not None, f"{variant} is not installed"
    return cast(Callable[[int], bytes], act)


def bare_app(pdf: bytes) -> App:
    """An application without a framework, which answers every request with the same bytes."""
    headers = [(b"content-type", b"application/pdf"), (b"content-length", b"%d" % len(pdf))]

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": pdf})
            return
        await send({"type": f"{message['type']}.complete"})  # of the start
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    return answer


def variant_app(variant: str) -> App:
    """The application of one worker."""
    if variant == "leaflets":
        return server.worker_app(SETTINGS)
    leave_signals_to_parent()
    act = act_of(variant)
    if variant.endswith("guard only"):
        return guarded(bare_app(act(0)), SETTINGS)
    if variant.endswith("no guard"):
        return bare_app(act(0))

    @post("/api/v1/leaflets", status_code=200)
    async def make(data: JSONBody[LeafletOrder]) -> Response[bytes]:
        number = int(data.particulars["reference"].removeprefix("RX-"))
        return Response(act(number), media_type="application/pdf")

    app = Litestar([make], request_class=JsonRequest, openapi_config=None)
    return guarded(cast(App, app), SETTINGS)


class AnnouncingSupervisor(Supervisor):
    """Prints a line when all workers answer: the first one up would take all connections."""

    def init_processes(self) -> None:
        super().init_processes()
        for process in self.processes:
            process.wait_until_ready(START_SECONDS)
        print("ready", flush=True)


def serve(variant: str, listening: socket.socket) -> None:
    """Serve a variant until a signal."""
    config: Config = server._config(SETTINGS)
    config.app = partial(variant_app, variant)
    AnnouncingSupervisor(config, [listening], SETTINGS).run()


class Caller(asyncio.Protocol):
    """One connection, which asks again as soon as it has an answer."""

    def __init__(self, requests: list[bytes], first: int) -> None:
        self.requests, self.number = requests, first
        self.seconds: list[float] = []
        self.wrong = 0
        self.is_asking = True

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.begun, self.left, self.head = time.perf_counter(), -1, b""
        self.transport.write(self.requests[self.number % len(self.requests)])
        self.number += 1

    def data_received(self, data: bytes) -> None:
        if self.left < 0:
            data = self.head + data
            if (end := data.find(b"\r\n\r\n") + 4) < 4:
                self.head = data
                return
            head = data[:end].lower()
            is_pdf = data[end : end + 4] in (b"%PDF", b"")
            self.wrong += not head.startswith(b"http/1.1 200") or not is_pdf
            self.left = end + int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        self.left -= len(data)
        if self.left == 0:
            self.seconds.append(time.perf_counter() - self.begun)
            if self.is_asking:
                self.ask()


async def call(port: int, seconds: float) -> tuple[float, list[float]]:
    """Ask for so long. Return answers a second, and the seconds of each, sorted."""
    bodies = [
        json.dumps({"monograph": "acetylcysteine", "particulars": fields(number)}).encode()
        for number in range(PEOPLE)
    ]
    requests = [
        b"POST /api/v1/leaflets HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/pdf\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        for body in bodies
    ]
    loop, callers = asyncio.get_running_loop(), []
    for number in range(CALLERS):
        caller = Caller(requests, number * PEOPLE // CALLERS)
        await loop.create_connection(partial(lambda one: one, caller), "127.0.0.1", port)
        callers.append(caller)
    while not all(len(caller.seconds) > 1 for caller in callers):  # until all is warm
        await asyncio.sleep(0.1)
    for caller in callers:
        caller.seconds.clear()
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - begun
    times = sorted(time_ for caller in callers for time_ in caller.seconds)
    for caller in callers:
        caller.is_asking = False
    wrong = sum(caller.wrong for caller in callers)
    assert not wrong, f"{wrong} answers were wrong"
    return len(times) / took, times


def measure(variant: str, seconds: float) -> tuple[float, list[float]]:
    """Start a variant, ask it, and stop it."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    listening.set_inheritable(True)
    descriptor = listening.fileno()
    command = [sys.executable, __file__, "--serve", variant, str(descriptor)]
    process = subprocess.Popen(command, pass_fds=[descriptor], stdout=subprocess.PIPE)
    port = listening.getsockname()[1]
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return uvloop.run(call(port, seconds * SLOW.get(variant, 1.0)))
    finally:
        process.send_signal(signal.SIGTERM)
        listening.close()
        process.wait()


def main() -> None:
    """Print the table; with --serve, be one of the servers."""
    if "--serve" in sys.argv:
        return serve(sys.argv[2], socket.socket(fileno=int(sys.argv[3])))
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    results: dict[str, list[tuple[float, list[float]]]] = {name: [] for name in VARIANTS}
    for _ in range(ROUNDS):
        for variant in VARIANTS:
            results[variant].append(measure(variant, seconds))
    ours = statistics.median(rate for rate, _ in results["leaflets"])
    print("| over HTTP | a second | p50 | p99 | leaflets, times |")
    print("|---|---|---|---|---|")
    for variant, rounds in results.items():
        rate, times = sorted(rounds, key=lambda one: one[0])[len(rounds) // 2]
        p50, p99 = (times[int(len(times) * part)] * 1e3 for part in (0.5, 0.99))
        print(f"| {variant} | {rate:,.0f} | {p50:.1f} ms | {p99:.1f} ms | {ours / rate:.2f} |")
    return None


if __name__ == "__main__":
    main()
