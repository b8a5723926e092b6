"""Whether the service may listen where it is told to."""

from __future__ import annotations

from typing import Final

from ...base.errors import UsageError
from ..settings import ServiceSettings
from .hosts import is_loopback
from .tls import check_tls_files
from .token_file import read_tokens

__all__ = ["check_exposure", "served_names"]

ANYWHERE: Final = ("", "0.0.0.0", "::", "[::]")  # addresses that no browser calls a service by


def check_exposure(settings: ServiceSettings) -> None:
    """Let a service be reached from elsewhere only with tokens and TLS. Raises UsageError."""
    if (settings.certificate is None) != (settings.key is None):
        says = "A certificate needs its key, and a key its certificate."
        raise UsageError(says, "Give both, --certificate and --key.", code="Y963")
    if settings.certificate and settings.key:
        check_tls_files(settings.certificate, settings.key)
    if settings.tokens:
        read_tokens(settings.tokens)
    if is_loopback(settings.host) and not settings.behind_proxy:
        return
    if not settings.tokens:
        says = "Other machines could reach the service, and nothing asks them who they are."
        hint = "Give --tokens; 'leaflets tokens add' makes them. Or leave out --host."
        raise UsageError(says, hint, code="Y961")
    if not settings.certificate and not settings.behind_proxy:
        says = "Other machines would send tokens and patients' names over the network in the open."
        hint = "Give --certificate and --key; or --behind-proxy, if a proxy speaks TLS in front."
        raise UsageError(says, hint, code="Y962")
    if not settings.names and (settings.behind_proxy or settings.host in ANYWHERE):
        says = "The service does not know by what name others reach it."
        hint = "Give it: --name pharmacy.example.org."
        raise UsageError(says, hint, code="Y964")


def served_names(settings: ServiceSettings) -> tuple[str, ...]:
    """Return the host names of the service besides those of this machine to itself."""
    if settings.host in ANYWHERE:
        return settings.names
    host = settings.host
    return (*settings.names, f"[{host}]" if ":" in host and host[0] != "[" else host)
