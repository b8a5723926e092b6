"""Parse the address of a FHIR server, fhir+https://host/base?option=value, and check its token."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from ....base.errors import UsageError, reason

__all__ = ["ServerAddress", "check_token", "is_private", "parse_server_address", "read_token"]

HINT: Final = "Write it as fhir+https://host/base."
TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1
# name of an option → the only value that it may have, or None for any
OPTIONS: Final = {
    "dispense": "elsewhere", "any-status": None, "token-file": None, "login": None,
    "post": "plain", "author": None, "custodian": None,
}  # fmt: skip
TOKEN_FILE_BYTES: Final = 10_000


class ServerAddress(Struct, frozen=True):
    """The address of a FHIR server, and how to use the server.

    base: URL without a slash at its end. linked: the dispenses are on the server too, and get a
    link to each document; else the server keeps documents alone. any_status: also accept dispenses
    that were stopped. token_file: path of the file with the bearer token, or "". login_file: path
    of the file that says how to get tokens, or "". transactions: the server supports them; else
    requests are sent one by one. author, custodian: of each document, as Type/id or system|value,
    or "".
    """

    base: str
    linked: bool = True
    any_status: bool = False
    token_file: str = ""
    login_file: str = ""
    transactions: bool = True
    author: str = ""
    custodian: str = ""


def parse_server_address(scheme: str, rest: str) -> ServerAddress:
    """Parse an address. scheme: fhir+https or fhir+http. rest: what follows the colon.

    Raises UsageError R705 if it is invalid, R726 for fhir+http to another machine.
    """
    try:
        parts = urlsplit(f"{scheme.removeprefix('fhir+')}:{rest}")
        host, _ = parts.hostname, parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        raise _invalid("The address of the FHIR server cannot be read.") from None
    if not host or parts.fragment or not rest.startswith("//"):
        raise _invalid("The address of the FHIR server cannot be read.")
    if parts.username is not None:
        raise _invalid("The address of the FHIR server contains a name or password.")
    if parts.scheme == "http" and not _is_loopback(host):
        message = "With fhir+http, everybody on the way could read what is sent."
        raise UsageError(
            message, "Use fhir+https for any other machine than this one.", code="R726"
        )
    wrong = options.keys() - OPTIONS.keys()
    if wrong or any(OPTIONS[name] not in (None, value) for name, value in options.items()):
        hint = (
            "Known: dispense=elsewhere, any-status, token-file=FILE, login=FILE, post=plain, "
            "author=ID, custodian=ID."
        )
        raise UsageError("The address of the FHIR server has an unknown option.", hint, code="R705")
    return ServerAddress(
        f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}",
        "dispense" not in options,
        "any-status" in options,
        options.get("token-file", ""),
        options.get("login", ""),
        "post" not in options,
        options.get("author", ""),
        options.get("custodian", ""),
    )


def read_token(file: str) -> str:
    """Return the bearer token in a file. Raises UsageError R723, which never repeats the token."""
    try:
        content = Path(file).read_bytes()[:TOKEN_FILE_BYTES]
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "the name is not a name of a file"
        message = f"The file of the token cannot be read: {why}."
        raise UsageError(message, "Check token-file in the address.", code="R723") from None
    return check_token(content.decode("ascii", "replace").strip())


def check_token(token: str) -> str:
    """Return a token that may be sent in a header. Raises UsageError R723."""
    if not TOKEN.fullmatch(token):
        hint = "Put the token alone into the file or the variable."
        raise UsageError("That is not a bearer token.", hint, code="R723")
    return token


def is_private(url: str) -> bool:
    """Return whether nobody on the way can read what is sent to a URL."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _invalid(message: str) -> UsageError:
    return UsageError(message, HINT, code="R705")
