"""Connections that cannot be held: bounds on the time and size of a request's head, on slow
readers, and on how many are open.

uvicorn bounds none of these by itself. Its protocol is a class of asyncio, of which this one adds
to the callbacks.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any, Final, cast

from httptools import HttpParserUpgrade
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ..limits import ServiceLimits
from .upgrades import body_parser

__all__ = ["BoundedProtocol"]

HEAD_TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\n"
HEAD_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
NO_ROOM: Final = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\n"
NO_BODY: Final = b"content-length: 0\r\nconnection: close\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """One connection; the other arguments are those of uvicorn."""

    def __init__(self, *arguments: Any, limits: ServiceLimits, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.limits = limits
        self._waits_for_head = True
        self._since = time.monotonic()
        self._head_bytes = 0
        self._beside_bytes = 0  # since the last byte of a body: framing of chunks, and trailers
        self._data = b""  # that the parser has now
        self._unread_bytes = 0
        self._reading_timer: asyncio.TimerHandle | None = None
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; if too many are open, one that idles makes room, or it is refused."""
        super().connection_made(transport)
        self._start_head_timer()
        # so that pause_writing is called for everything that the caller has not taken yet; with
        # high=0, TLS in asyncio would pause on nothing, and never go on
        transport.set_write_buffer_limits(high=1, low=0)
        if len(self.connections) > self.limits.connections:
            self._make_room()

    def _make_room(self) -> None:
        """End the connection that has idled longest, but none that has just come with a request."""
        idle_since = time.monotonic() - self.limits.room_seconds
        idle = [
            connection
            for connection in cast("set[BoundedProtocol]", self.connections)
            if connection._waits_for_head and connection._since < idle_since
        ]
        if idle:
            min(idle, key=lambda connection: connection._since).transport.abort()
        else:
            self._refuse(NO_ROOM)

    def data_received(self, data: bytes) -> None:
        """Take bytes, and bound those of a head, also where the whole of it comes in one piece."""
        room = self.limits.head_bytes + 1 - self._head_bytes
        if self._waits_for_head and len(data) > room:
            self._take(data[:room])
            data = data[room:]
        if not self.transport.is_closing():
            self._take(data)

    def _take(self, data: bytes) -> None:
        if self._waits_for_head:
            self._head_bytes += len(data)
        else:
            self._beside_bytes += len(data)
        self._data = data
        super().data_received(data)
        if self._waits_for_head and self._head_bytes > self.limits.head_bytes:
            self._refuse(HEAD_TOO_LARGE)
        elif self._beside_bytes > self.limits.head_bytes:
            self._end_endless_body()

    def _unsupported_upgrade_warning(self) -> None:
        """Go on with the body of a request that asked for another protocol.

        uvicorn calls this with the parser's exception, which has the number of bytes that were
        read. The request was taken for complete, but nobody has looked at it yet.
        """
        stopped = sys.exception()
        if not isinstance(stopped, HttpParserUpgrade) or self.scope["method"] == "CONNECT":
            super()._unsupported_upgrade_warning()
            return
        self.cycle.more_body = True
        self.cycle.message_event.clear()
        self.parser = body_parser(self, self.headers)
        self._data = self._data[stopped.args[0] :]
        super().data_received(self._data)

    def on_message_begin(self) -> None:
        """Begin a request, whose head must now come in time."""
        super().on_message_begin()
        self._waits_for_head = True
        self._start_head_timer()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; drop one that comes behind a body, when the head has been judged."""
        if self._waits_for_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer: the head is complete."""
        self._stop_head_timer()
        self._waits_for_head = False
        self._head_bytes = self._beside_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._beside_bytes = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        if not self.pipeline:
            self._waits_for_head = True
            self._since = time.monotonic()
        super().on_response_complete()

    def _end_slow_head(self) -> None:
        self._head_timer = None
        if self._head_bytes:
            self._refuse(HEAD_TOO_SLOW)
        else:
            self.transport.abort()

    def _end_endless_body(self) -> None:
        if self.cycle.response_started:
            self.transport.close()
        else:
            self._refuse(HEAD_TOO_LARGE)

    def _refuse(self, status_line: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(status_line + NO_BODY)
            self.transport.close()

    def pause_writing(self) -> None:
        """Watch the speed at which the caller takes an answer."""
        super().pause_writing()
        self._unread_bytes = self._buffered_bytes()
        self._watch_reading()

    def resume_writing(self) -> None:
        """Stop watching: the caller has taken everything."""
        super().resume_writing()
        self._stop_reading_timer()

    def _watch_reading(self) -> None:
        self._stop_reading_timer()
        self._reading_timer = self.loop.call_later(self.limits.speed_seconds, self._check_speed)

    def _check_speed(self) -> None:
        """End a connection whose caller has taken too little since the last look."""
        unread = self._buffered_bytes()
        least = self.limits.least_speed * self.limits.speed_seconds
        if unread > self._unread_bytes - least:
            self.transport.abort()
            return
        self._unread_bytes = unread
        self._watch_reading()

    def _buffered_bytes(self) -> int:
        return self.transport.get_write_buffer_size()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and its timers."""
        self._stop_head_timer()
        super().connection_lost(exc)
        self._stop_reading_timer()

    def _start_head_timer(self) -> None:
        self._stop_head_timer()
        self._head_timer = self.loop.call_later(self.limits.head_seconds, self._end_slow_head)

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_reading_timer(self) -> None:
        if self._reading_timer:
            self._reading_timer.cancel()
            self._reading_timer = None
