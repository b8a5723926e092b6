"""The bytes of a leaflet, cut where the part of one patient begins, each with its digest."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1, sha256
from typing import TYPE_CHECKING, NamedTuple

from ..pdf.seam import split

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["Pieces", "cut", "digests"]


class _Known(NamedTuple):
    """The body that was seen last, and its digests so far."""

    body: bytes
    sha256: _Hash
    sha1: _Hash


class Pieces(NamedTuple):
    """body: shared by many leaflets. rest: of this one; b"" where nothing is personal."""

    body: bytes
    rest: bytes
    body_sha256: bytes
    sha256: bytes


_last = _Known(b"", sha256(), sha1(usedforsecurity=False))


def cut(pdf: bytes) -> Pieces:
    """Cut a leaflet into its pieces."""
    body, rest = split(pdf)
    known = _digested(body)
    return Pieces(body, rest, known.sha256.digest(), _with(known.sha256, rest))


def digests(pdf: bytes) -> tuple[str, str]:
    """sha256 in hexadecimal and SHA-1 in base64, the latter as FHIR wants it."""
    body, rest = split(pdf)
    known = _digested(body)
    return _with(known.sha256, rest).hex(), b64encode(_with(known.sha1, rest)).decode()


def _digested(body: bytes) -> _Known:
    """Personal leaflets come in rows with the same body, which is digested once."""
    global _last
    known = _last
    if known.body != body:
        known = _last = _Known(body, sha256(body), sha1(body, usedforsecurity=False))
    return known


def _with(before: _Hash, rest: bytes) -> bytes:
    whole = before.copy()
    whole.update(rest)
    return whole.digest()
