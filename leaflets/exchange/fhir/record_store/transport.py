"""One HTTP request and its bounded answer, and connections with certificates."""

from __future__ import annotations

import ssl
from typing import Any, NamedTuple

import httpx

from ....base import limits
from .errors import OutcomeUnknown, unreachable
from .login import Certificate, unusable

__all__ = ["RawResponse", "connect", "receive"]


class RawResponse(NamedTuple):
    """An answer as it came. content: at most as many bytes as were allowed."""

    status: int
    headers: httpx.Headers
    content: bytes


def connect(url: str, certificate: Certificate | None, **options: Any) -> httpx.Client:
    """Return a client for a server. certificate: shows who we are, or None. options: of httpx.

    Raises UsageError R713 for a certificate that cannot be used.
    """
    is_tls = url.startswith("https:")
    if not is_tls:  # a context without certificates spares loading those of the system
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = httpx.create_ssl_context()
        if certificate is not None:
            _show(context, certificate)
    return httpx.Client(
        timeout=limits.SECONDS_FOR_FHIR,
        trust_env=is_tls,  # proxies and SSL_CERT_FILE; not for a server on this machine
        verify=context,
        **options,
    )


def _show(context: ssl.SSLContext, certificate: Certificate) -> None:
    try:
        # without a password OpenSSL would ask for one at the terminal
        context.load_cert_chain(certificate.file, certificate.key or None, password="")
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        says = "The certificate and its key cannot be used: they are missing, or do not belong"
        hint = "Give both as PEM files, the key without a password."
        raise unusable(f"{says} together.", hint, certificate.place) from None


def receive(
    client: httpx.Client, method: str, url: str, most: int, *, server: str, **arguments: Any
) -> RawResponse:
    """Send one request and read its answer. most: bytes of it. server: begins messages.

    Raises OutcomeUnknown without an answer, StoreError R721 for one that is too large.
    """
    try:
        with client.stream(method, url, **arguments) as response:
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if len(content) > most:
                    raise unreachable("gives an answer that is too large", server)
            return RawResponse(response.status_code, response.headers, bytes(content))
    except httpx.TimeoutException:
        raise OutcomeUnknown(unreachable("does not answer", server)) from None
    except httpx.ConnectError as error:
        raise OutcomeUnknown(unreachable(_connection_failure(error), server)) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise OutcomeUnknown(unreachable("broke off", server)) from None


def _connection_failure(error: httpx.ConnectError) -> str:
    """Distinguish a certificate that is not trusted from a server that cannot be reached."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "shows no certificate that this machine trusts (SSL_CERT_FILE names others)"
        cause = cause.__cause__ or cause.__context__
    return "cannot be reached"
