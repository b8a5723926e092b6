"""The processes of the service: they start again when killed, and finish what was begun."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from ..cli.program import MODULE, ROOT

LINUX = Path("/proc/self/task")
BODY = b'{"monograph": "acetylcysteine"}'
SECONDS = 20.0  # the longest that any step may take


class Service:
    """`leaflets serve` with two workers, as a program."""

    def __init__(self, *options: str) -> None:
        command = (*MODULE, "serve", "--port", "0", "--workers", "2", *options)
        self.program = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert self.program.stderr
        self.address = self.program.stderr.readline().split()[2].rstrip(";")
        self.port = int(self.address.rpartition(":")[2])
        wait_until(self.is_served)

    def is_served(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health").status_code == 200
        except httpx.TransportError:
            return False

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
def service() -> Iterator[Service]:
    if not LINUX.exists():
        pytest.skip("reads the processes of Linux")
    service = Service()
    yield service
    if service.program.poll() is None:
        service.program.kill()
        service.program.communicate()


def begin_request(port: int) -> socket.socket:
    """A request whose body is not yet complete."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    head = (
        "POST /api/v1/leaflets HTTP/1.1\r\nHost: localhost\r\nAccept: application/pdf\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    connection.sendall(head.encode() + BODY[:10])
    return connection


def test_a_killed_worker_starts_again_and_a_stop_finishes_what_was_begun(service: Service) -> None:
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


def test_workers_end_when_the_process_above_them_is_killed(service: Service) -> None:
    workers = service.workers()
    service.program.kill()
    wait_until(lambda: not any(b"spawn_main" in command_of(pid) for pid in workers))
    assert not service.is_served()
