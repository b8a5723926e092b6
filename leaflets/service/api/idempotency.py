"""Idempotency keys: a request that is sent again gets the first answer again, and is done once.

The header is `Idempotency-Key` of the IETF draft of that name
(draft-ietf-httpapi-idempotency-key-header-07). A key is noted in a file before the work begins, and
the answer after it, in a folder that all workers share and that outlives them. Whoever works on a
key holds a lock, which the system frees when the worker dies; then the next attempt does the work
again, with the time and the name that were noted at the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...base.errors import LeafletsError, UsageError
from ...base.files import make_folder, remove, write
from ...base.files.shared import file_lock
from ...records import Attached

__all__ = ["Answer", "Begun", "KeyInUse", "KeyReused", "Keys", "key_in", "request_digest"]

HOURS: Final = 24  # that a key is kept
SECONDS: Final = HOURS * 3600
MOST_KEYS: Final = 10_000
MOST_BYTES: Final = 1 << 30  # of answers
BETWEEN_CLEANINGS: Final = 500  # new keys of one worker
# a string of RFC 9651, or what most clients send: the same without quotes
KEY: Final = re.compile(
    r'"([\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,200})'
)


class KeyInUse(LeafletsError):
    """A request with the same key is being worked on."""

    exit_code = 7
    code = "Y911"


class KeyReused(LeafletsError):
    """The key belongs to another request."""

    exit_code = 2
    code = "Y912"


class Answer(Struct, frozen=True):
    """An answer as it is sent. headers: by name, with the type of the body among them."""

    status: int
    headers: dict[str, str]
    body: bytes


class Begun(Struct, frozen=True):
    """What is noted before the work begins. when: ISO date and time with its zone. name: random.

    is_repeated: an earlier attempt ended without an answer, and may have done all of the work.
    """

    when: str
    name: str
    is_repeated: bool = False

    def is_own(self, attached: Attached) -> bool:
        """Return whether this request has attached a leaflet, now or before it was killed."""
        return attached.is_new or (self.is_repeated and attached.attachment.when == self.when)


class _Entry(Struct, frozen=True):
    """One key in its file. request: the digest of what was asked."""

    request: str
    begun: Begun
    answer: Answer | None = None


class Work:
    """A request that is to be done, or has its answer already.

    begun: what was noted at the first attempt. answer: of an earlier request; None: do the work.
    """

    def __init__(self, path: Path, entry: _Entry) -> None:
        self._path, self._entry = path, entry
        self.begun, self.answer = entry.begun, entry.answer

    def finish(self, answer: Answer) -> None:
        """Note the answer, durably. Raises WriteError."""
        write(self._path, msgspec.msgpack.encode(replace(self._entry, answer=answer)))

    def forget(self) -> None:
        """Forget the key: the request was refused, so nothing was done. Raises WriteError."""
        remove(self._path)


class Keys:
    """The keys of a service, in a private folder.

    clock: returns the seconds since 1970. note: returns the values of `Begun` for a new key.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], float], note: Callable[[], Begun]
    ) -> None:
        self._folder, self._clock, self.note = folder, clock, note
        self._until_cleaning = BETWEEN_CLEANINGS

    @contextmanager
    def work(self, scope: str, key: str, request: str) -> Iterator[Work]:
        """Hold a key while the request is done.

        scope: who asks, so that two callers may have the same key. request: the digest of what is
        asked. Raises KeyInUse, KeyReused, WriteError.
        """
        path = self._path(scope, key)
        make_folder(path.parent, private=True, durable=False)
        with ExitStack() as stack:
            try:
                stack.enter_context(file_lock(_lock_of(path), 0.0))
            except TimeoutError:
                raise KeyInUse(
                    "A request with that Idempotency-Key is being worked on.",
                    "Send it again in a moment.",
                ) from None
            yield Work(path, self._entry(path, request))

    def _path(self, scope: str, key: str) -> Path:
        name = sha256(f"{len(scope)} {scope} {key}".encode()).hexdigest()
        return self._folder / name[:2] / name

    def _entry(self, path: Path, request: str) -> _Entry:
        """Return the entry of a key; a new one is noted, durably. The caller holds its lock."""
        entry = self._stored(path)
        if entry is None:
            entry = _Entry(request, self.note())
            write(path, msgspec.msgpack.encode(entry))
            self._until_cleaning -= 1
            return entry
        if entry.request != request:
            raise KeyReused(
                "That Idempotency-Key belongs to another request. Nothing was done.",
                "Give every request a key of its own, and the same key only to a repetition.",
            )
        return replace(entry, begun=replace(entry.begun, is_repeated=True))

    def _stored(self, path: Path) -> _Entry | None:
        """Return the entry of a key; None if there is none, or none that is young enough."""
        with suppress(FileNotFoundError, msgspec.DecodeError):
            if path.stat().st_mtime > self._clock() - SECONDS:
                return msgspec.msgpack.decode(path.read_bytes(), type=_Entry)
        return None

    @property
    def needs_cleaning(self) -> bool:
        """Whether many keys are new since the folder was last cleaned."""
        return self._until_cleaning <= 0

    def clean(self) -> None:
        """Remove the keys that are too old, and the oldest of more than the folder may hold."""
        self._until_cleaning = BETWEEN_CLEANINGS
        oldest, size = self._clock() - SECONDS, 0
        files = sorted(self._files(), reverse=True)
        for number, (changed, bytes_, path) in enumerate(files, 1):
            size += bytes_
            if changed < oldest or number > MOST_KEYS or size > MOST_BYTES:
                with suppress(TimeoutError), file_lock(_lock_of(path), 0.0):  # nobody works on it
                    remove(path)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield each file with its last change and its size, also what killed processes left."""
        for path in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def key_in(header: str) -> str:
    """Return the key in a header `Idempotency-Key`. Raises UsageError Y910."""
    if match := KEY.fullmatch(header.strip()):
        return match[1] or match[2]
    raise UsageError(
        "The Idempotency-Key is empty, too long, or has characters that a key may not have.",
        "Give 1 to 200 letters, digits and hyphens, such as a UUID.",
        code="Y910",
    )


def request_digest(*parts: str | bytes) -> str:
    """Return a digest of all that a request asks; the same parts have the same digest."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(b"%d " % len(content))
        digest.update(content)
    return digest.hexdigest()
