"""Addresses of links that a leaflet can have."""

from __future__ import annotations

from ..content.monograph.inline import ADDRESS

__all__ = ["printable_address"]


def printable_address(address: str) -> str | None:
    """Return an address as it is; None if a monograph cannot hold it."""
    return address if ADDRESS.match(address) and not set(address) & set("()[]*\\") else None
