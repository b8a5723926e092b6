"""Requests that ask for another protocol are read as if they did not ask (RFC 9110, section 7.8).

The parser takes what follows the head of such a request for the other protocol, so that its body
would be lost. Java's client asks for HTTP/2 in this way with the first request of a connection.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from httptools import HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["body_parser"]

FRAMING: Final = (b"content-length", b"transfer-encoding")  # headers that tell where a body ends


def body_parser(
    protocol: HttpToolsProtocol, headers: Iterable[tuple[bytes, bytes]]
) -> HttpRequestParser:
    """Return a parser that goes on behind a head which the protocol has, and then as any other.

    headers: of that head, their names in small letters.
    """
    reader = _AfterHead(protocol)
    parser = HttpRequestParser(reader)
    with suppress(AttributeError):  # as uvicorn sets it, where the parser knows it
        parser.set_dangerous_leniencies(lenient_data_after_close=True)
    framing = [b"%b: %b\r\n" % header for header in headers if header[0] in FRAMING]
    parser.feed_data(b"".join((b"POST / HTTP/1.1\r\n", *framing, b"\r\n")))
    return parser


class _AfterHead:
    """Passes on what a parser finds, but for the head that the protocol knows already."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._protocol, self._is_known = protocol, True
        self.on_body = protocol.on_body
        self.on_message_complete = protocol.on_message_complete

    def on_message_begin(self) -> None:
        """Begin the next request."""
        if not self._is_known:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a part of an address."""
        if not self._is_known:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        if not self._is_known:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        """End a head; the first is the known one."""
        if self._is_known:
            self._is_known = False
        else:
            self._protocol.on_headers_complete()
