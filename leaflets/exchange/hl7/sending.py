"""Sending messages over MLLP, plain or in TLS, and believing nothing but the acknowledgement."""

from __future__ import annotations

import asyncio
import re
import ssl
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from ...base import limits
from ...base.errors import StoreError, UsageError

__all__ = ["Peer", "parsed", "send"]

SCHEMES: Final = ("mllp", "mllps")
ACCEPTED: Final = ("AA", "CA")
REFUSED: Final = ("AE", "AR", "CE", "CR")
CODE: Final = re.compile(r"[0-9]{1,10}")
TRY: Final = "It may be sent again: the receiver knows it by its control id."


class Peer(NamedTuple):
    """Who listens. safe: over TLS, with a certificate that this machine trusts."""

    host: str
    port: int
    safe: bool


def parsed(address: str) -> Peer:
    """Read mllp://host:port or mllps://host:port. Raises UsageError R730."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme not in SCHEMES or parts.path.strip("/") or parts.query:
        says = "That is not the address of an HL7 receiver."
        raise UsageError(says, "Write it as mllp://host:port or mllps://host:port.", code="R730")
    return Peer(host, port, parts.scheme == "mllps")


def send(message: bytes, control_id: str, peer: Peer) -> None:
    """Send one message and wait until it is acknowledged.

    Raises UsageError R706 without the package hl7; StoreError: R732 refused, R733 an answer that
    does not fit, R734 none.
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
        answer = asyncio.run(asyncio.wait_for(_exchanged(message, peer), limits.SECONDS_FOR_HL7))
    except ssl.SSLError:
        says = "The HL7 receiver shows no certificate that this machine trusts."
        raise StoreError(
            says, "Ask who runs it; SSL_CERT_FILE names others.", code="R734"
        ) from None
    except TimeoutError:
        says = f"The HL7 receiver gave no answer in {limits.SECONDS_FOR_HL7:g} seconds."
        raise StoreError(says, TRY, code="R734") from None
    except (OSError, asyncio.IncompleteReadError):
        says = "The HL7 receiver cannot be reached, or broke off."
        raise StoreError(says, TRY, code="R734") from None
    except (ValueError, LookupError, hl7.mllp.InvalidBlockError, hl7.HL7Exception):
        raise unfit() from None
    judge(answer, control_id)


async def _exchanged(message: bytes, peer: Peer) -> Any:
    """The parsed answer to a message."""
    from hl7.mllp import open_hl7_connection

    context = ssl.create_default_context() if peer.safe else None
    reader, writer = await open_hl7_connection(
        peer.host, peer.port, encoding="utf-8", limit=limits.HL7_ANSWER_BYTES, ssl=context
    )
    try:
        writer.writeblock(message)
        await writer.drain()
        return await reader.readmessage()
    finally:
        writer.close()


def judge(answer: Any, control_id: str) -> None:
    """Only an acceptance of this very message is one. The receiver's own words are not told."""
    try:
        verdict, about = str(answer.segment("MSA")[1]), str(answer.segment("MSA")[2])
    except (KeyError, IndexError):
        raise unfit() from None
    if verdict not in (*ACCEPTED, *REFUSED):
        raise unfit()
    if about != control_id:
        says = "The HL7 receiver acknowledged another message than the one that was sent."
        raise StoreError(says, TRY, code="R733")
    if verdict in REFUSED:
        says = f"The HL7 receiver refused the message ({verdict}{_error(answer)})."
        hint = "Ask who runs it: the form or the patient may not suit it."
        raise StoreError(says, hint, code="R732")


def unfit() -> StoreError:
    """What came is no acknowledgement."""
    return StoreError("What the HL7 receiver answered is no acknowledgement.", TRY, code="R733")


def _error(answer: Any) -> str:
    """The number of the error (ERR-3, table 0357), which is all that surely names nobody."""
    try:
        number = str(answer.segment("ERR")[3]).partition("^")[0]
    except (KeyError, IndexError):
        return ""
    return f", error {number}" if CODE.fullmatch(number) else ""
