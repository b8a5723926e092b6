"""Send HL7 messages over MLLP, plain or in TLS, and trust only a matching acknowledgement."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

from ...base import limits
from ...base.errors import StoreError, UsageError

__all__ = ["Connection", "NotDelivered", "Receiver", "parse_address"]

SCHEMES: Final = ("mllp", "mllps")
ACCEPTED: Final = ("AA", "CA")
REFUSED: Final = ("AE", "AR", "CE", "CR")
ERROR_NUMBER: Final = re.compile(r"[0-9]{1,10}")
RESEND_HINT: Final = "It may be sent again: the receiver knows it by its control id."


class Receiver(NamedTuple):
    """The system that listens. tls: whether to connect over TLS and verify its certificate."""

    host: str
    port: int
    tls: bool


def parse_address(address: str) -> Receiver:
    """Parse mllp://host:port or mllps://host:port. Raises UsageError R730."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme not in SCHEMES or parts.path.strip("/") or parts.query:
        raise UsageError(
            "That is not the address of an HL7 receiver.",
            "Write it as mllp://host:port or mllps://host:port.",
            code="R730",
        )
    return Receiver(host, port, parts.scheme == "mllps")


class NotDelivered(StoreError):
    """Nothing more can be sent to the receiver now."""


class Unacknowledged(NotDelivered):
    """There was no answer, or none that is about the message: whether it arrived is not known."""


class Connection:
    """A connection to a receiver, opened with the first message and again when it is lost.

    Used with `with`. One message is sent at a time, and the next one when it is answered.
    """

    def __init__(self, receiver: Receiver) -> None:
        """Raise UsageError R706 without the package hl7."""
        try:
            import hl7.mllp
        except ModuleNotFoundError:
            raise UsageError(
                "Sending HL7 messages needs the package hl7.",
                "Install it: pip install 'leaflets[hl7]'.",
                code="R706",
            ) from None
        self.receiver = receiver
        self._unreadable = (
            ValueError, LookupError, hl7.mllp.InvalidBlockError, hl7.HL7Exception,
        )  # fmt: skip
        self._runner = asyncio.Runner()
        self._streams: tuple[Any, Any] | None = None

    def send(self, message: bytes, control_id: str) -> None:
        """Send one message until it is answered, at most HL7_ATTEMPTS times.

        Raises StoreError R732 if the receiver refuses the message; NotDelivered R733 if its last
        answer did not acknowledge this message, R734 if there was no answer.
        """
        pause = limits.SECONDS_BETWEEN_ATTEMPTS
        for attempts_left in reversed(range(limits.HL7_ATTEMPTS)):
            was_open = self._streams is not None
            try:
                return check_acknowledgement(self._answer(message), control_id)
            except Unacknowledged:
                self._disconnect()
                if not attempts_left:
                    raise
            if not was_open:  # a receiver may close a connection that was open for long
                time.sleep(pause)
                pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def _answer(self, message: bytes) -> Any:
        """Return the parsed answer to a message. Raises NotDelivered."""
        try:
            return self._runner.run(
                asyncio.wait_for(self._exchange(message), limits.SECONDS_FOR_HL7)
            )
        except ssl.SSLCertVerificationError:
            raise NotDelivered(
                "The HL7 receiver shows no certificate that this machine trusts.",
                "Ask who runs it; SSL_CERT_FILE names others.",
                code="R734",
            ) from None
        except TimeoutError:
            raise _no_answer(
                f"The HL7 receiver gave no answer in {limits.SECONDS_FOR_HL7:g} seconds."
            ) from None
        except (OSError, asyncio.IncompleteReadError):
            raise _no_answer("The HL7 receiver cannot be reached, or broke off.") from None
        except self._unreadable:
            raise _not_an_acknowledgement() from None

    async def _exchange(self, message: bytes) -> Any:
        await asyncio.sleep(0)  # lets the end of a connection be seen
        if self._streams is not None and self._streams[0].at_eof():
            self._disconnect()
        if self._streams is None:
            self._streams = await self._connect()
        reader, writer = self._streams
        writer.writeblock(message)
        await writer.drain()
        return await reader.readmessage()

    async def _connect(self) -> tuple[Any, Any]:
        from hl7.mllp import open_hl7_connection

        context = ssl.create_default_context() if self.receiver.tls else None
        reader, writer = await open_hl7_connection(
            self.receiver.host, self.receiver.port, encoding="utf-8",
            limit=limits.HL7_ANSWER_BYTES, ssl=context,
        )  # fmt: skip
        return reader, writer

    def _disconnect(self) -> None:
        """Close the streams: what comes late must not be taken for the next answer."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._disconnect()
        self._runner.close()


def check_acknowledgement(answer: Any, control_id: str) -> None:
    """Return if the answer accepts the message with this control id; else raise StoreError.

    The receiver's own text is not repeated, because it may name a patient.
    """
    try:
        code, acknowledged_id = str(answer.segment("MSA")[1]), str(answer.segment("MSA")[2])
    except (KeyError, IndexError):
        raise _not_an_acknowledgement() from None
    if code not in (*ACCEPTED, *REFUSED):
        raise _not_an_acknowledgement()
    if acknowledged_id != control_id:
        raise Unacknowledged(
            "The HL7 receiver acknowledged another message than the one that was sent.",
            RESEND_HINT,
            code="R733",
        )
    if code in REFUSED:
        raise StoreError(
            f"The HL7 receiver refused the message ({code}{_error_number(answer)}).",
            "Ask who runs it: the form or the patient may not suit it.",
            code="R732",
        )


def _error_number(answer: Any) -> str:
    """Return ERR-3 (table 0357) as ", error 204", or "": a number cannot name a patient."""
    try:
        number = str(answer.segment("ERR")[3]).partition("^")[0]
    except (KeyError, IndexError):
        return ""
    return f", error {number}" if ERROR_NUMBER.fullmatch(number) else ""


def _no_answer(sentence: str) -> Unacknowledged:
    return Unacknowledged(sentence, RESEND_HINT, code="R734")


def _not_an_acknowledgement() -> Unacknowledged:
    return Unacknowledged(
        "The answer of the HL7 receiver is not an acknowledgement.", RESEND_HINT, code="R733"
    )
