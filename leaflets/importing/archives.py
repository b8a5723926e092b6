"""Read the files of a zip archive, one after the other, and refuse what is damaged or a bomb.

Nothing is unpacked to a disk, so that the name of a file in an archive can do no harm.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ..base.errors import DocumentError, Fault, Place
from ..base.limits import ARCHIVE_MEMBERS, UNPACKED_TIMES

__all__ = ["ARCHIVE_SIGNS", "Archive", "opened_archive"]

ARCHIVE_SIGNS: Final = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE_PARTS: Final = ("[Content_Types].xml", "META-INF/manifest.xml", "mimetype")
UNPACKED_AT_ONCE: Final = 1024 * 1024  # bytes that any file may unpack to
# what the standard library raises for bytes that are not what they should be; RuntimeError: for a
# password, NotImplementedError: for a way of packing that it does not know
DAMAGE: Final = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
                 OSError)  # fmt: skip


def damage(place: Place, error: Exception) -> DocumentError:
    """Return the error for an archive that cannot be read."""
    what = "is encrypted" if "password" in str(error) else "is damaged or cut"
    hint = "Unpack it yourself, or fetch it again."
    return DocumentError([Fault("Q214", place, f"The archive {what}.", hint)])


@contextmanager
def opened_archive(stream: IO[bytes], place: Place) -> Iterator[Archive]:
    """Open an archive and check what it says of itself. Raises DocumentError."""
    try:
        zipped = ZipFile(stream)
    except DAMAGE as error:
        raise damage(place, error) from None
    with zipped:
        infos = [info for info in zipped.infolist() if not info.is_dir()]
        names = {info.filename for info in infos}
        if any(part in names for part in OFFICE_PARTS):
            message = "This is the file of a word processor or another program, not an archive."
            hint = "Save it as a page in Markdown, or import another form of the document."
            raise DocumentError([Fault("Q213", place, message, hint)])
        size = stream.seek(0, io.SEEK_END)
        if len(infos) > ARCHIVE_MEMBERS or sum(info.compress_size for info in infos) > size:
            message = f"The archive holds more than {ARCHIVE_MEMBERS:,} files, or some overlap."
            raise DocumentError([Fault("Q215", place, message, "Unpack it yourself.")])
        yield Archive(zipped, infos)


class Archive:
    """An open archive. infos: of its files, in its own order."""

    def __init__(self, zipped: ZipFile, infos: list[ZipInfo]) -> None:
        self.zipped, self.infos = zipped, infos

    def find(self, name: str) -> ZipInfo | None:
        """Return the file with that path, or None."""
        return self.zipped.NameToInfo.get(name)

    @contextmanager
    def opened(self, info: ZipInfo, place: Place) -> Iterator[IO[bytes]]:
        """Open a file of the archive. Raises DocumentError, also while it is read."""
        try:
            with self.zipped.open(info) as member:
                yield io.BufferedReader(_Unpacked(member, info, place))
        except DAMAGE as error:
            raise damage(place, error) from None


class _Unpacked(io.RawIOBase):
    """A file that is unpacked as it is read, up to a multiple of its packed size."""

    def __init__(self, member: IO[bytes], info: ZipInfo, place: Place) -> None:
        self.member, self.place = member, place
        self.most = max(UNPACKED_AT_ONCE, info.compress_size * UNPACKED_TIMES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self.member.read(len(buffer))
        self.most -= len(content)
        if self.most < 0:
            message = f"The file unpacks to more than {UNPACKED_TIMES} times its size."
            hint = "Unpack it yourself, if you trust it."
            raise DocumentError([Fault("Q215", self.place, message, hint)])
        buffer[: len(content)] = content
        return len(content)
