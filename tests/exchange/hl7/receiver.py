"""An HL7 receiver for tests, of the library hl7, which answers as it is told."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

from hl7.mllp import start_hl7_server

from leaflets.exchange.hl7.mllp import Receiver


@contextmanager
def listening(
    answer: Callable[[Any, Any], Any], tls: ssl.SSLContext | None = None
) -> Iterator[tuple[Receiver, list[Any]]]:
    """Run a receiver. answer: called with each message and the writer of its connection. tls: None
    for a plain connection. Yield its address, and the list of what it has received."""
    received: list[Any] = []
    ready, peer = Event(), []

    async def talk(reader: Any, writer: Any) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                received.append(await reader.readmessage())
                answer(received[-1], writer)
                await writer.drain()

    async def serve() -> None:
        limit = 4 * 1024 * 1024
        server = await start_hl7_server(
            talk, "127.0.0.1", 0, encoding="utf-8", limit=limit, ssl=tls
        )
        peer.append(server.sockets[0].getsockname()[1])
        ready.set()
        await asyncio.sleep(3600)

    loop = asyncio.new_event_loop()
    task = loop.create_task(serve())
    thread = Thread(target=lambda: loop.run_until_complete(asyncio.wait([task])), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield Receiver("127.0.0.1", peer[0], tls=False), received
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)


def acknowledge(code: str, **changed: str) -> Callable[[Any, Any], None]:
    """Return an answer with this code. changed: texts to replace in it, by the old text."""

    def answer(received: Any, writer: Any) -> None:
        message = str(received.create_ack(code))
        for old, new in changed.items():
            message = message.replace(str(received["MSH"][0][10]) if old == "about" else old, new)
        writer.writeblock(message.encode())

    return answer
