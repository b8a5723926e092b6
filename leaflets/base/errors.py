"""The tree of errors, with their exit codes and the form of their messages.

    LeafletsError                    exit
    ├─ UsageError                       2   an argument that the command cannot accept
    ├─ SourceError                      3   one or more Faults in a file, in file order
    │  ├─ MonographError   codes M…
    │  ├─ LayoutError      codes L…
    │  ├─ WordingError     codes W…
    │  ├─ VocabularyError  codes V…         (the program's own lists: sections, routes, fonts)
    │  ├─ ProfileError     codes P…         (also for a leaflet that breaks a rule)
    │  ├─ RequestsError    codes B…         (the requests of a batch)
    │  ├─ PharmacyError    codes H…         (and its logo)
    │  ├─ SettingsError    codes S…         (the settings of a pharmacy's folder)
    │  ├─ JsonError        codes J…
    │  ├─ XmlError         codes K…
    │  ├─ DispenseError    codes D…
    │  ├─ DocumentError    codes Q…         (a document that is imported)
    │  └─ ParticularsError codes A… and C…  (no message repeats what they hold)
    ├─ NotFoundError                    4   no such monograph, layout, language, topic
    ├─ TypesetError                     5   the leaflet cannot be typeset as requested
    │  ├─ DoesNotFit
    │  ├─ TooSmall
    │  ├─ NoSheet
    │  ├─ MissingGlyph
    │  ├─ FontFault
    │  ├─ TooSlow
    │  └─ TooBig
    ├─ WriteError                       6   the file could not be written; nothing was changed
    ├─ StoreError                       7   Locked, Corrupt, Conflict
    └─ Bug                             70   a fault of the program itself

Other exit codes: 0 done, 1 a batch finished with failures, 130 Ctrl-C, 143 terminated.
Every message is one plain sentence that says what is wrong and one that says what to do next.
"""

from __future__ import annotations

import errno
import os
from typing import ClassVar, Final

from .faults import Fault as Fault
from .faults import Place as Place
from .faults import fault_lines


class LeafletsError(Exception):
    """Base class of every error that this program raises on purpose.

    code: such as "T501", documented in `leaflets help errors`. says: what is wrong, one sentence.
    hint: the next step, one sentence. place: where, if in a file.
    """

    exit_code = 70
    code = "X700"

    def __init__(
        self, says: str, hint: str = "", *, code: str | None = None, place: Place | None = None
    ) -> None:
        self.says, self.hint, self.place = says, hint, place
        if code:
            self.code = code
        super().__init__(says)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.code} {self.says} {self.hint}".rstrip()


class UsageError(LeafletsError):
    """An argument of a command or function is not acceptable."""

    exit_code = 2
    code = "U201"


class SourceError(LeafletsError):
    """All the faults of one source file, in file order. letter: begins the codes of its faults."""

    exit_code = 3
    letter: ClassVar[str]

    def __init__(self, faults: tuple[Fault, ...] | list[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.place))
        first = self.faults[0]
        super().__init__(first.says, first.hint, code=first.code, place=first.place)

    def __str__(self) -> str:
        return "\n".join(fault_lines(self.faults))

    def __reduce__(self) -> tuple[type[SourceError], tuple[object, ...]]:
        return type(self), (self.faults,)


class MonographError(SourceError):
    """A monograph cannot be read."""

    letter = "M"


class LayoutError(SourceError):
    """A layout cannot be read, or would not be legible."""

    letter = "L"


class WordingError(SourceError):
    """A wording file cannot be read, or is incomplete."""

    letter = "W"


class ProfileError(SourceError):
    """A profile cannot be read, or a leaflet breaks one of its rules."""

    letter = "P"


class RequestsError(SourceError):
    """Some requests of a batch cannot be met, so none was started.

    more: faults not listed. sound: requests that could be met without the others.
    """

    letter = "B"

    def __init__(
        self, faults: tuple[Fault, ...] | list[Fault], more: int = 0, sound: int = 0
    ) -> None:
        super().__init__(faults)
        self.more, self.sound = more, sound

    def __str__(self) -> str:
        surplus_line = f"\n{self.more} more are wrong." if self.more else ""
        others = "the other one" if self.sound == 1 else f"the other {self.sound}"
        step = f" To make {others} all the same, add --keep-going." if self.sound else ""
        return f"{super().__str__()}{surplus_line}\nNo work was begun.{step}"

    def __reduce__(self) -> tuple[type[RequestsError], tuple[object, ...]]:
        return type(self), (self.faults, self.more, self.sound)


class PharmacyError(SourceError):
    """A pharmacy's file, or its logo, cannot be read."""

    letter = "H"


class PictureError(SourceError):
    """A picture of a pharmacy or a monograph cannot be read."""

    letter = "H"


class SettingsError(SourceError):
    """The settings of a pharmacy's folder cannot be read."""

    letter = "S"


class VocabularyError(SourceError):
    """One of the program's own lists (sections, routes, fonts) cannot be read."""

    letter = "V"


class JsonError(SourceError):
    """A file of another system is not valid JSON."""

    letter = "J"


class XmlError(SourceError):
    """A file of another system is not valid XML."""

    letter = "K"


class DispenseError(SourceError):
    """A dispense in a file of another system cannot be used."""

    letter = "D"


class DocumentError(SourceError):
    """A document that others wrote cannot become a monograph."""

    letter = "Q"


class ParticularsError(SourceError):
    """Particulars of a patient cannot be printed; no fault repeats any of their values."""

    letter = "A"


class NotFoundError(LeafletsError):
    """A name does not exist; the hint offers names that are near."""

    exit_code = 4
    code = "N401"


class TypesetError(LeafletsError):
    """The leaflet cannot be typeset as requested."""

    exit_code = 5
    code = "T501"


class DoesNotFit(TypesetError):
    """A block fits no page of this layout, or the leaflet needs more pages than it may have."""

    code = "T501"


class TooSmall(TypesetError):
    """Type would be smaller than the minimum."""

    code = "T521"


class NoSheet(TypesetError):
    """Two pages of the layout, side by side, do not make a sheet of paper for a printer."""

    code = "T522"


class MissingGlyph(TypesetError):
    """No font of the layout can draw a character."""

    code = "T502"


class FontFault(TypesetError):
    """A font file is missing, damaged or not the one that was tested."""

    code = "T503"


class TooSlow(TypesetError):
    """Setting the leaflet took longer than its limit."""

    code = "T504"


class TooBig(TypesetError):
    """The leaflet has more pages than the limit."""

    code = "T505"


class WriteError(LeafletsError):
    """A file could not be written; what was there before is unchanged."""

    exit_code = 6
    code = "F601"

    @classmethod
    def from_os_error(cls, target: object, fault: OSError) -> WriteError:
        """Return the error for a failure of the system to write `target`."""
        specific = (error for error, numbers in _WRITE_ERRORS.items() if fault.errno in numbers)
        code, hint = next(specific, ("F601", "Try another folder or disk."))
        if getattr(fault, "winerror", None) in IN_USE:
            hint = "Close the program that shows it, or choose a folder that you may write to."
        message = f"{target} could not be written: {reason(fault)}. Nothing was changed."
        return cls(message, hint, code=code)


IN_USE: Final = (5, 32, 33)  # Windows: access denied, another program uses the file or a part of it

_WRITE_ERRORS: Final = {
    ("F604", "Free some space, or choose another folder."): (
        errno.ENOSPC, errno.EDQUOT, errno.EFBIG,
    ),
    ("F605", "Choose a folder that you may write to."): (errno.EACCES, errno.EPERM, errno.EROFS),
    ("F606", "Check the name of the folder."): (errno.ENOENT, errno.ENOTDIR),
}  # fmt: skip


def reason(fault: OSError) -> str:
    """Return the system's own phrase for an error, which never holds text of a leaflet."""
    return os.strerror(fault.errno).lower() if fault.errno else "unknown reason"


class StoreError(LeafletsError):
    """A record store refused a change, and left nothing half-written."""

    exit_code = 7
    code = "R701"


class Bug(LeafletsError):
    """A fault of the program itself; no file was written."""

    exit_code = 70
    code = "X700"
