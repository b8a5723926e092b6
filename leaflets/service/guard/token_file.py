"""The file of tokens: names, rights and hashes; the tokens themselves stand nowhere.

A token is 256 random bits, so that nobody can try all of them: one SHA-256 hides it as well as a
slow hash for passwords would, and costs a request a microsecond instead of a tenth of a second.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import msgspec

from ...base.errors import LeafletsError, NotFoundError, Place, UsageError
from ...base.files import write
from ...base.files.shared import file_lock
from ...base.files.system import IS_WINDOWS
from .rights import Right

__all__ = ["Token", "TokenFile", "add_token", "read_tokens", "remove_token"]

TOKEN_BYTES: Final = 32
SECONDS_FOR_LOCK: Final = 10.0
NAME: Final = "[a-z0-9][a-z0-9-]{0,63}"
PREFIX: Final = "leaflets_"  # by which scanners of source code find a token that leaked
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Token(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One caller. sha256: of the token as text, in hexadecimal."""

    name: Annotated[str, msgspec.Meta(pattern=f"^{NAME}$")]
    rights: tuple[Right, ...]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class _Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tokens: tuple[Token, ...]


def read_tokens(path: Path) -> tuple[Token, ...]:
    """Read a file of tokens. Raises UsageError: absent, open to others, or of another form."""
    place = Place(str(path))
    try:
        if path.stat().st_mode & OTHERS and not IS_WINDOWS:
            says = "The file of tokens is open to other users."
            raise UsageError(says, f"Close it: chmod 600 {path}", code="Y952", place=place)
        content = path.read_bytes()
    except OSError:
        says, hint = "The file of tokens cannot be read.", "See 'leaflets tokens add --help'."
        raise UsageError(says, hint, code="Y951", place=place) from None
    try:
        return msgspec.json.decode(content, type=_Tokens).tokens
    except (msgspec.MsgspecError, RecursionError):
        says = "This is not a file of tokens, or it was altered."
        hint = "Give another file, or make it anew with 'leaflets tokens add'."
        raise UsageError(says, hint, code="Y953", place=place) from None


def add_token(path: Path, name: str, rights: tuple[Right, ...], random: bytes) -> str:
    """Add a caller to the file, which is made if absent, and return the token.

    random: 32 bytes from the system's source of random numbers. Raises UsageError, WriteError.
    """
    if len(random) != TOKEN_BYTES:
        raise ValueError(f"A token has {TOKEN_BYTES} bytes.")
    if not re.fullmatch(NAME, name):
        says = "The name of a token has small letters, digits and hyphens only."
        raise UsageError(says, "Choose one such as counter-1.", code="Y956")
    token = PREFIX + base64.urlsafe_b64encode(random).rstrip(b"=").decode()
    with _alone(path):
        tokens = read_tokens(path) if path.exists() else ()
        if any(token.name == name for token in tokens):
            says = f"The file has a token named '{name}' already."
            hint = "Take another name, or remove that one first: leaflets tokens remove."
            raise UsageError(says, hint, code="Y954")
        _write(path, (*tokens, Token(name=name, rights=rights, sha256=_digest(token))))
    return token


def remove_token(path: Path, name: str) -> None:
    """Remove a caller from the file. Raises NotFoundError, UsageError, WriteError."""
    with _alone(path):
        tokens = read_tokens(path)
        left = tuple(token for token in tokens if token.name != name)
        if len(left) == len(tokens):
            says = f"The file has no token named '{name}'."
            raise NotFoundError(says, "See 'leaflets tokens list'.", code="Y955")
        _write(path, left)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the file while it is read and written, so that two programs lose no token of each other.

    Raises UsageError, WriteError.
    """
    try:
        with file_lock(path.with_name(f"{path.name}.lock"), SECONDS_FOR_LOCK):
            yield
    except TimeoutError:
        says, hint = "Another program is changing the file of tokens.", "Try again in a moment."
        raise UsageError(says, hint, code="Y950", place=Place(str(path))) from None


def _write(path: Path, tokens: tuple[Token, ...]) -> None:
    content = msgspec.json.format(msgspec.json.encode(_Tokens(tokens)), indent=2)
    write(path, content + b"\n")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class TokenFile:
    """The tokens of a file, read again when it changes: a removed token ends at once.

    A file that became unreadable leaves the last sound tokens in force.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state = self._current_state()
        self._tokens = read_tokens(path)

    def find(self, secret: str) -> Token | None:
        """Return the caller that a token belongs to; every hash is compared, in constant time."""
        self._refresh()
        digest = _digest(secret)
        found = None
        for token in self._tokens:
            if hmac.compare_digest(token.sha256, digest):
                found = token
        return found

    def _refresh(self) -> None:
        state = self._current_state()
        if state == self._state:
            return
        self._state = state
        try:
            self._tokens = read_tokens(self.path)
        except LeafletsError:
            if not self.path.exists():
                self._tokens = ()  # nobody has a token any more

    def _current_state(self) -> tuple[int, ...]:
        try:
            status = self.path.stat()
        except OSError:
            return ()
        return status.st_ino, status.st_mtime_ns, status.st_size
