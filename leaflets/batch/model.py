"""The values of a batch: rows, requests, keys of leaflets and bodies, and outcomes.

The text forms of values that hold particulars show a line number only, because particulars name
patients.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .. import pipeline
from ..base.errors import Fault, LeafletsError, Place, SourceError, UsageError
from ..base.languages import BETWEEN_LANGUAGES
from ..content.library import Library
from ..content.particulars import Particulars
from ..content.pharmacy.model import Pharmacy
from ..source.yaml import Text

if TYPE_CHECKING:
    from ..content.directions.model import Dosage
    from ..exchange.fhir.reading import Product
    from ..typesetting import Letters, Lines

__all__ = [
    "BodyKey", "LeafletKey", "Outcome", "RecordFields", "Request", "RequestRow", "Setup", "Sync",
    "UncheckedRequest", "row_refusal", "with_row",
]  # fmt: skip

Sync = Literal["each", "group", "none"]
"""When files are flushed to the disk. each: before the next file begins. group: every thousand
files or so. none: whenever the system likes."""


class LeafletKey(NamedTuple):
    """What a leaflet depends on, besides the setup of the batch and the particulars.

    language: or two, as in `es,en`. route, use: for which alone it is, where the medicine has
    others; else empty.
    """

    monograph: str
    layout: str
    language: str
    profile: str
    route: str = ""
    use: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the leaflet, and the second one if it has two."""
        return tuple(self.language.split(BETWEEN_LANGUAGES))


class BodyKey(NamedTuple):
    """What a body depends on, besides the setup.

    fields: the particulars that it has room for. spare: lines that it keeps free for long words;
    None: those of the layout. letters: for which its fonts have room besides the usual ones. lines:
    that the fields of each leaflet need, where the body has no other room; see `freeze`.
    """

    leaflet: LeafletKey
    fields: frozenset[str] = frozenset()
    spare: float | None = None
    letters: Letters = frozenset()
    lines: Lines | None = None


class RequestRow(NamedTuple):
    """A request as its file holds it. line: its first line, from 1.

    product: the medicine, if another system names it by codes and names. dosages: its directions,
    if they are still to be put into one text in the language of the leaflet.
    """

    line: int
    cells: dict[str, object]
    product: Product | None = None
    dosages: tuple[Dosage, ...] = ()

    def __repr__(self) -> str:
        return f"RequestRow({self.line})"


class RecordFields(NamedTuple):
    """What is kept with the record of a leaflet, as in an Attachment; never printed.

    dispense: its name in the store, "" if that is the identifier of the request. prescription,
    patient, encounter: references of the dispensing system. products, lots: codes and lot numbers
    of what was dispensed.
    """

    dispense: str = ""
    prescription: str = ""
    patient: str = ""
    encounter: str = ""
    products: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()

    @property
    def attachment_fields(self) -> dict[str, Any]:
        """Return the fields of an Attachment that these are, by name, besides the dispense."""
        fields = self._asdict()
        del fields["dispense"]
        return fields


class Request(NamedTuple):
    """A request that passed all checks. line: in its file. identifier: the stem of its file.

    record: what is kept with the record of the leaflet. code: draws the particulars in the body of
    the leaflet, if that is known from checking their fit. spare, letters, lines: of that body; see
    `BodyKey`. second_directions: the directions in the second language of the leaflet.
    """

    line: int
    identifier: str
    key: LeafletKey
    particulars: Particulars | None = None
    record: RecordFields = RecordFields()
    code: bytes = b""
    spare: float | None = None
    letters: Letters = frozenset()
    lines: Lines | None = None
    second_directions: str = ""

    def __repr__(self) -> str:
        return f"Request({self.line})"

    def with_code(self, code: bytes) -> Request:
        """Return the request with what draws its particulars; see above."""
        leaflet = self.line, self.identifier, self.key, self.particulars, self.record
        body = self.spare, self.letters, self.lines
        return Request(*leaflet, code, *body, self.second_directions)

    def without_particulars(self) -> Request:
        """Return the request as it may leave the worker that made the leaflet."""
        leaflet = self.line, self.identifier, self.key, None, self.record
        return Request(*leaflet, b"", self.spare, self.letters, self.lines)

    @property
    def particulars_by_language(self) -> tuple[Particulars | None, ...]:
        """The particulars in each language of the leaflet; only directions may differ."""
        own = self.particulars
        if own is None:
            return (None,) * len(self.key.languages)
        values = dict(own.values)
        if self.second_directions:
            values["directions"] = Text(self.second_directions)
        others = self.key.languages[1:]
        return own, *(replace(own, language=other, values=values) for other in others)

    @property
    def dispense(self) -> str:
        """The name of the dispense in a store."""
        return self.record.dispense or self.identifier

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is doubtful in the particulars."""
        return self.particulars.warnings if self.particulars else ()

    @property
    def body_key(self) -> BodyKey:
        """The key of the body that this leaflet needs."""
        particulars = self.particulars
        fields = frozenset() if particulars is None else particulars.fields
        return BodyKey(self.key, fields, self.spare, self.letters, self.lines)


class UncheckedRequest(NamedTuple):
    """A request whose particulars are not checked yet; workers check them.

    values: by field; the product was compared with the monograph. warnings: what a worker found
    doubtful in them.
    """

    line: int
    identifier: str
    key: LeafletKey
    values: dict[str, str]
    record: RecordFields = RecordFields()
    warnings: tuple[Fault, ...] = ()
    second_directions: str = ""

    def __repr__(self) -> str:
        return f"UncheckedRequest({self.line})"

    def check(self, file: str = "") -> Request:
        """Check the particulars. file: the name for messages. Raises ParticularsError."""
        particulars = None
        if self.values:
            place = Place(file, self.line)
            language, *others = self.key.languages
            particulars = Particulars.from_mapping(
                self.values,
                language=language,
                place=place,
                monograph=self.key.monograph,
                second_language="".join(others),
            )
        return Request(
            self.line, self.identifier, self.key, particulars or None, self.record,
            second_directions=self.second_directions,
        )  # fmt: skip


class Setup(Struct, frozen=True):
    """What holds for all leaflets of a batch, sent to every worker.

    folder: a pharmacy's own library, or a whole one that is open. date: ISO, on every leaflet;
    None: the edition's. pharmacy: at the head of every leaflet. today, approved_only: as in
    `pipeline.read`. strict: warn of errors of safety, too, which `leaflets check` finds.
    """

    folder: Path | Library | None = None
    date: str | None = None
    pharmacy: Pharmacy | None = None
    today: str | None = None
    approved_only: bool = False
    strict: bool = False

    def read(
        self, monograph: str, language: str, *, approved_only: bool | None = None
    ) -> pipeline.Reading:
        """Read a monograph by name. approved_only: instead of the one of the batch.

        Raises MonographError, NotFoundError, UsageError.
        """
        return pipeline.read(
            monograph,
            language=language,
            folder=self.folder,
            today=self.today,
            approved_only=self.approved_only if approved_only is None else approved_only,
        )


class Outcome(NamedTuple):
    """What became of one request: a leaflet, or an error.

    file: relative, as in the manifest. size: in bytes. review: "draft" or "approved". page: the
    first page in a file with several leaflets, from 1. Sizes and pages are 0 if there are none.
    """

    request: Request
    file: str
    sha256: str = ""
    size: int = 0
    pages: int = 0
    edition: str = ""
    review: str = ""
    error: LeafletsError | None = None
    page: int = 0


def with_row(error: LeafletsError, file: str, line: int) -> Fault:
    """Return an error as the fault of a row. That of another file also names its place there."""
    place = error.place if isinstance(error, SourceError) else None
    is_elsewhere = place is not None and place.file != file
    message = f"{place}: {error.says}" if is_elsewhere else error.says
    return Fault(error.code, Place(file, line), message, error.hint)


def row_refusal(code: str, message: str, hint: str) -> UsageError:
    """Return the refusal of a row, whose words never repeat a cell."""
    return UsageError(message, hint, code=code)
