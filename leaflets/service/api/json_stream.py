"""Long answers in JSON: complete before they are sent, so that a slow reader holds no store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import IO, Final

from litestar.response import Stream

from ...base.files.groups import temporary_file
from ...records import Store
from ..stores import StorePool

__all__ = ["JsonLines", "json_stream"]

JsonLines = Callable[[Store], Iterator[str]]
"""Reads a store, and yields the lines of one JSON object."""

SECONDS_TO_BEGIN: Final = 10.0  # then the answer begins, with spaces, so that no connection ends
BLOCK: Final = 1 << 16  # bytes sent at a time


async def json_stream(threads: StorePool, lines: JsonLines) -> Stream:
    """Read a store, and answer with the JSON that comes of it, whole or broken off.

    Raises what reading the store raises, if that is within some seconds.
    """

    def spool(store: Store) -> IO[bytes]:
        return temporary_file(f"{line}\n".encode() for line in lines(store))

    reading = asyncio.create_task(threads.run(spool))
    await asyncio.wait({reading}, timeout=SECONDS_TO_BEGIN)
    if reading.done():
        await reading
    headers = {"cache-control": "no-store"}
    return Stream(_blocks(reading), media_type="application/json", headers=headers)


async def _blocks(reading: asyncio.Task[IO[bytes]]) -> AsyncIterator[bytes]:
    while not reading.done():
        yield b"\n"
        await asyncio.wait({reading}, timeout=SECONDS_TO_BEGIN)
    with await reading as file:
        while block := file.read(BLOCK):
            yield block
