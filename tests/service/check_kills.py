"""A service that is killed in the middle of attaching loses nothing, and doubles nothing.

Callers send every request with a key of its own until it is answered, while the service is killed
and started again, whole or one worker at a time.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import httpx
import pytest

from leaflets.exchange.open_store import open_store

from ..cli.program import MODULE

CALLERS, EACH, KILLS = 8, 12, 4
SECONDS = 120.0  # the longest that all may take


class Service:
    """`leaflets serve` with two workers, which can be killed and started again."""

    def __init__(self, folder: Path, store: str) -> None:
        self.folder, self.store = folder, store
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        options = ("--port", str(self.port), "--workers", "2", "--store", self.store)
        self.program = subprocess.Popen(
            (*MODULE, "serve", *options, "--state", str(self.folder / "state")),
            cwd=self.folder, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _ in range(400):
            with suppress(httpx.TransportError):
                httpx.get(f"{self.address}/health")
                return
            time.sleep(0.05)
        raise AssertionError("it does not answer")

    def workers(self) -> list[int]:
        pid = self.program.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [
            int(child)
            for child in children
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]

    def kill(self) -> None:
        os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()


@pytest.fixture(params=["sqlite:///{}/records.db", "folder:{}/records"])
def service(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Service]:
    if not Path("/proc/self/task").exists():
        pytest.skip("kills the processes of Linux")
    service = Service(tmp_path, request.param.format(tmp_path))
    yield service
    service.kill()


def attach(address: str, dispense: str) -> dict[str, Any]:
    """Attach a leaflet, however often that must be sent."""
    particulars = {"patient": f"Ada Exempel {dispense}"}
    order = {
        "dispense": dispense, "by": "J. Doe",
        "leaflet": {"monograph": "acetylcysteine", "particulars": particulars},
    }  # fmt: skip
    key = {"Idempotency-Key": str(uuid4())}
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            answer = httpx.post(
                f"{address}/api/v1/attachments", json=order, headers=key, timeout=20
            )
            if answer.status_code not in (409, 503):  # in work by one that is still dying, or busy
                assert answer.status_code == 201, answer.text
                values: dict[str, Any] = answer.json()
                return values
        time.sleep(0.05)
    raise AssertionError("it was never answered")


def kill_at_random(service: Service, chance: random.Random) -> None:
    for number in range(KILLS):
        time.sleep(chance.uniform(0.3, 1.2))
        if number % 2:
            service.kill()
            service.start()
        else:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(service.workers()), signal.SIGKILL)


def test_nothing_is_lost_and_nothing_is_doubled(service: Service) -> None:
    dispenses = [f"D-{number}" for number in range(CALLERS * EACH)]
    killer = Thread(target=kill_at_random, args=(service, random.Random(18)))
    killer.start()
    with ThreadPoolExecutor(CALLERS) as callers:
        answers = list(callers.map(lambda name: attach(service.address, name), dispenses))
    killer.join()
    assert all(answer["is_new"] for answer in answers)
    service.kill()
    with open_store(service.store, create=False) as store:
        attached = {item.dispense: item.sha256 for item in store.attachments()}
        assert len(list(store.attachments())) == len(dispenses)
        assert [attached[name] for name in dispenses] == [
            answer["attachment"]["sha256"] for answer in answers
        ]
        for digest in attached.values():
            assert sha256(store.pdf(digest)).hexdigest() == digest
        assert [finding for finding in store.verify() if finding.kind != "orphan"] == []
