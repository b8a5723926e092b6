"""The address of a FHIR server: fhir+https://host/base?option=value&option=value."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from ....base.errors import UsageError, reason

__all__ = ["FORM", "Address", "parsed", "token_in"]

FORM: Final = "Write it as fhir+https://host/base."
TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1
OPTIONS: Final = ("dispense", "any-status", "token-file")


class Address(Struct, frozen=True):
    """Where the server is, and how it is to be used.

    base: without a slash at its end. linked: the dispenses are on the server too, and are given a
    link; else it keeps documents alone. any_status: also for dispenses that were stopped.
    token_file: that holds the bearer token, or "".
    """

    base: str
    linked: bool = True
    any_status: bool = False
    token_file: str = ""


def parsed(scheme: str, rest: str) -> Address:
    """Read an address. scheme: fhir+https or fhir+http. Raises UsageError R705, R726."""
    try:
        parts = urlsplit(f"{scheme.removeprefix('fhir+')}:{rest}")
        host, _ = parts.hostname, parts.port
        chosen = dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        raise _wrong("The address of the FHIR server cannot be read.") from None
    if not host or parts.fragment or not rest.startswith("//"):
        raise _wrong("The address of the FHIR server cannot be read.")
    if parts.username is not None:
        raise _wrong("The address of the FHIR server holds a name or password.")
    if parts.scheme == "http" and not _is_loopback(host):
        says = "fhir+http sends what it sends readable for everybody on the way."
        raise UsageError(says, "Use fhir+https for any other machine than this one.", code="R726")
    unknown = sorted(chosen.keys() - set(OPTIONS))
    if unknown or chosen.get("dispense", "elsewhere") != "elsewhere":
        hint = "Known: dispense=elsewhere, any-status, token-file=FILE."
        raise UsageError("The address has an option that is not known here.", hint, code="R705")
    return Address(
        f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}",
        "dispense" not in chosen,
        "any-status" in chosen,
        chosen.get("token-file", ""),
    )


def token_in(file: str) -> str:
    """The bearer token in a file. Raises UsageError R723; the token itself is never told."""
    try:
        content = Path(file).read_bytes()[:10_000]
    except (OSError, ValueError) as fault:
        why = reason(fault) if isinstance(fault, OSError) else "the name is not a name of a file"
        says = f"The file of the token cannot be read: {why}."
        raise UsageError(says, "Check token-file in the address.", code="R723") from None
    return checked(content.decode("ascii", "replace").strip())


def checked(token: str) -> str:
    """A token that can travel in a header. Raises UsageError R723."""
    if not TOKEN.fullmatch(token):
        hint = "Put the token alone into the file or the variable."
        raise UsageError("That is not a bearer token.", hint, code="R723")
    return token


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(says: str) -> UsageError:
    return UsageError(says, FORM, code="R705")
