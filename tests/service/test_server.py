"""The processes of the service: they start again when killed, and finish what was begun."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from leaflets.exchange.open_store import open_store
from leaflets.service.guard.rights import Right
from leaflets.service.guard.token_file import add_token, remove_token

from ..cli.program import MODULE, ROOT

LINUX = Path("/proc/self/task")
BODY = b'{"monograph": "acetylcysteine"}'
SECONDS = 20.0  # the longest that any step may take


class Service:
    """`leaflets serve` with two workers, as a program. folder: of what it keeps."""

    def __init__(self, folder: Path, *options: str, port: int = 0, **client: Any) -> None:
        command = (*MODULE, "serve", "--port", str(port), "--workers", "2", *options)
        self.program = subprocess.Popen(
            (*command, "--state", str(folder / "state")),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.program.stderr
        self.address = self.program.stderr.readline().split()[2].rstrip(";")
        self.port = int(self.address.rpartition(":")[2])
        no_reuse = httpx.Limits(max_keepalive_connections=0)  # so that both workers are asked
        self.client = httpx.Client(
            base_url=self.address, timeout=SECONDS, limits=no_reuse, **client
        )

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request over a connection of its own. Raises httpx.TransportError."""
        return self.client.request(method, path, **options)

    def is_served(self) -> bool:
        try:
            return self.ask("GET", "/health").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End all of its processes at once, as a loss of power does."""
        processes = [self.program.pid, *self.workers()]
        for pid in processes:
            os.kill(pid, signal.SIGKILL)
        self.program.communicate()

    def workers(self) -> list[int]:
        """The worker processes, without the one that watches what multiprocessing shares."""
        children = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children").read_text()
        return [pid for pid in map(int, children.split()) if b"spawn_main" in command_of(pid)]

    def end(self) -> str:
        """What it wrote on the standard error until it ended."""
        return self.program.communicate(timeout=SECONDS)[1]


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """What starts a service, which ends with the test."""
    if not LINUX.exists():
        pytest.skip("reads the processes of Linux")
    started: list[Service] = []

    def begin(*options: str, **others: Any) -> Service:
        started.append(Service(tmp_path, *options, **others))
        wait_until(started[-1].is_served)
        return started[-1]

    yield begin
    for service in started:
        service.client.close()
        if service.program.poll() is None:
            service.kill()


def begin_request(port: int) -> socket.socket:
    """A request whose body is not yet complete."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    head = (
        "POST /api/v1/leaflets HTTP/1.1\r\nHost: localhost\r\nAccept: application/pdf\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    connection.sendall(head.encode() + BODY[:10])
    return connection


def test_a_killed_worker_starts_again_and_a_stop_finishes_what_was_begun(
    start: Callable[..., Service],
) -> None:
    service = start()
    first, second = service.workers()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(set(service.workers()) - {first}) == 2)
    assert second in service.workers()
    wait_until(service.is_served)

    begun = begin_request(service.port)
    time.sleep(0.2)  # until a worker has the first half
    workers = service.workers()
    service.program.send_signal(signal.SIGTERM)
    wait_until(lambda: not service.is_served())
    begun.sendall(BODY[10:])
    answer = b""
    while part := begun.recv(65536):
        answer += part
    begun.close()
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.rstrip().endswith(b"%%EOF")
    log = service.end()
    assert service.program.returncode == 128 + signal.SIGTERM
    assert not [pid for pid in workers if command_of(pid)]
    assert log.endswith("Stopped.\n")
    assert "Traceback" not in log
    assert "POST /api/v1/leaflets 200 " in log


def test_head_has_the_headers_of_get_and_no_body(start: Callable[..., Service]) -> None:
    service = start()
    assert service.ask("HEAD", "/ready").status_code == 200
    for path in ("/health", "/", "/api/v1/leaflets/acetylcysteine"):
        whole, head = service.ask("GET", path), service.ask("HEAD", path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("content-type", "content-length", "etag"):
            assert head.headers.get(name) == whole.headers.get(name)


def test_workers_end_when_the_process_above_them_is_killed(
    start: Callable[..., Service], tmp_path: Path
) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "chain.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    tokens = tmp_path / "tokens.json"
    token = add_token(tokens, "counter-1", (Right.RENDER, Right.ADMINISTER), bytes(32))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    service = start(
        "--tokens", str(tokens), "--certificate", str(tmp_path / "chain.pem"),
        "--key", str(tmp_path / "key.pem"), verify=context,
    )  # fmt: skip

    assert service.address.startswith("https://")
    assert service.ask("GET", "/metrics").status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    for _ in range(20):  # so that both workers have answered some
        assert service.ask("GET", "/openapi.json", headers=bearer).status_code == 200
    numbers = service.ask("GET", "/metrics", headers=bearer).text
    assert 'route="/openapi.json",status="200"} 20.0' in numbers
    remove_token(tokens, "counter-1")
    assert service.ask("GET", "/openapi.json", headers=bearer).status_code == 401

    workers = service.workers()
    service.program.kill()
    wait_until(lambda: not any(b"spawn_main" in command_of(pid) for pid in workers))
    assert not service.is_served()


def attach(service: Callable[[], Service], dispense: str) -> httpx.Response:
    """Attach a leaflet as a counter does: again with the same key until there is an answer."""
    order = {"monograph": "acetylcysteine", "particulars": {"patient": dispense}}
    body = {"dispense": dispense, "by": "J. Doe", "how": "paper", "leaflet": order}
    deadline = time.monotonic() + 3 * SECONDS
    while time.monotonic() < deadline:
        try:
            headers = {"Idempotency-Key": f"key-{dispense}"}
            answer = service().ask("POST", "/api/v1/attachments", json=body, headers=headers)
            if answer.status_code < 400:
                return answer
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError


def test_two_counters_lose_and_double_nothing_when_the_service_is_killed_between(
    start: Callable[..., Service], tmp_path: Path
) -> None:
    store = f"sqlite:///{tmp_path}/records.db"
    services = [start("--store", store)]
    dispenses = [f"D-{number}" for number in range(24)]

    def counter(first: int) -> dict[str, str]:
        """Attach every second leaflet, and return their digests."""
        return {
            dispense: attach(lambda: services[-1], dispense).json()["attachment"]["sha256"]
            for dispense in dispenses[first::2]
        }

    with ThreadPoolExecutor(2) as pool:
        counters = [pool.submit(counter, first) for first in range(2)]
        time.sleep(0.4)  # until both are in the middle of their work
        services[0].kill()
        services.append(start("--store", store, port=services[0].port))
        answered = counters[0].result() | counters[1].result()

    with open_store(store, create=False) as records:
        attachments = list(records.attachments())
        assert sorted(item.dispense for item in attachments) == sorted(dispenses)
        assert {item.dispense: item.sha256 for item in attachments} == answered
        for item in attachments:
            assert sha256(records.pdf(item.sha256)).hexdigest() == item.sha256
