"""Look at the TLS files before the service starts."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final

from ...base.errors import Place, UsageError

__all__ = ["CIPHERS", "check_tls_files"]

# OpenSSL's level 2: RSA keys of 2048 bits, elliptic curves of 224, no SHA-1
CIPHERS: Final = "DEFAULT@SECLEVEL=2"
# reasons of OpenSSL for a certificate that is too weak
WEAK: Final = ("EE_KEY_TOO_SMALL", "CA_KEY_TOO_SMALL", "CA_MD_TOO_WEAK", "DH_KEY_TOO_SMALL")


class _Encrypted(Exception):
    """The key has a password."""


def check_tls_files(certificate: Path, key: Path) -> None:
    """Load both files as the server will. Raises UsageError with the file at fault."""
    for path in (certificate, key):
        _check_readable(path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(CIPHERS)
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except _Encrypted:
        says, hint = "The key has a password.", "Give a key without one, which only you can read."
        raise UsageError(says, hint, code="Y959", place=Place(str(key))) from None
    except ssl.SSLError as fault:
        raise _error(fault, certificate, key) from None


def _check_readable(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError:
        says, hint = "The TLS file cannot be read.", "Check its name and who may read it."
        raise UsageError(says, hint, code="Y957", place=Place(str(path))) from None


def _no_password() -> str:
    raise _Encrypted


def _error(fault: ssl.SSLError, certificate: Path, key: Path) -> UsageError:
    if fault.reason in WEAK:
        says = "The key of the certificate is too weak, or its signature is."
        hint = "Get one with RSA of 2048 bits or more, or with P-256, signed with SHA-256."
        return UsageError(says, hint, code="Y958", place=Place(str(certificate)))
    if fault.reason == "KEY_VALUES_MISMATCH":
        says, hint = "The key does not belong to the certificate.", "Give the key that does."
        return UsageError(says, hint, code="Y959", place=Place(str(key)))
    says = "The TLS files do not hold a certificate and its key in PEM."
    hint = "Give both in PEM: the lines begin with -----BEGIN."
    return UsageError(says, hint, code="Y957", place=Place(str(certificate)))
