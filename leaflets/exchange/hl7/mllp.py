"""Send HL7 messages over MLLP, plain or in TLS, and trust only a matching acknowledgement."""

from __future__ import annotations

import asyncio
import re
import ssl
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from ...base import limits
from ...base.errors import StoreError, UsageError

__all__ = ["Receiver", "parse_address", "send"]

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


def send(message: bytes, control_id: str, receiver: Receiver) -> None:
    """Send one message and wait until it is acknowledged.

    Raises UsageError R706 without the package hl7; StoreError R732 if the receiver refuses the
    message, R733 if its answer does not acknowledge this message, R734 if there is no answer.
    """
    try:
        import hl7.mllp
    except ModuleNotFoundError:
        raise UsageError(
            "Sending HL7 messages needs the package hl7.",
            "Install it: pip install 'leaflets[hl7]'.",
            code="R706",
        ) from None
    try:
        answer = asyncio.run(asyncio.wait_for(_exchange(message, receiver), limits.SECONDS_FOR_HL7))
    except ssl.SSLError:
        raise _no_answer(
            "The HL7 receiver shows no certificate that this machine trusts.",
            "Ask who runs it; SSL_CERT_FILE names others.",
        ) from None
    except TimeoutError:
        raise _no_answer(
            f"The HL7 receiver gave no answer in {limits.SECONDS_FOR_HL7:g} seconds."
        ) from None
    except (OSError, asyncio.IncompleteReadError):
        raise _no_answer("The HL7 receiver cannot be reached, or broke off.") from None
    except (ValueError, LookupError, hl7.mllp.InvalidBlockError, hl7.HL7Exception):
        raise _not_an_acknowledgement() from None
    check_acknowledgement(answer, control_id)


async def _exchange(message: bytes, receiver: Receiver) -> Any:
    """Send a message and return the parsed answer."""
    from hl7.mllp import open_hl7_connection

    context = ssl.create_default_context() if receiver.tls else None
    reader, writer = await open_hl7_connection(
        receiver.host, receiver.port, encoding="utf-8", limit=limits.HL7_ANSWER_BYTES, ssl=context
    )
    try:
        writer.writeblock(message)
        await writer.drain()
        return await reader.readmessage()
    finally:
        writer.close()


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
        raise StoreError(
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


def _no_answer(sentence: str, hint: str = RESEND_HINT) -> StoreError:
    return StoreError(sentence, hint, code="R734")


def _not_an_acknowledgement() -> StoreError:
    return StoreError(
        "The answer of the HL7 receiver is not an acknowledgement.", RESEND_HINT, code="R733"
    )
