"""Makes requests of rows: finds the monograph, the layout and the rules that a row names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..base.errors import (
    DispenseError,
    Fault,
    LeafletsError,
    MonographError,
    NotFoundError,
    Place,
)  # fmt: skip
from ..base.languages import BETWEEN_LANGUAGES
from ..base.version import VERSION
from ..content.library import is_language, open_library
from ..content.particulars import DIRECTIONS_NUMBER
from ..content.profile.reading import load_profile
from ..layout.reading import load_layout_and_fonts
from .columns import COLUMNS
from .editions import Editions
from .medicines import Medicines
from .model import LeafletKey, Request, RequestRow, Setup, UncheckedRequest, row_refusal, with_row
from .pool import Engine
from .recorded import record_fields
from .requests import RequestSource
from .validate import Check, check_requests

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Product
    from ..leaflet.directions import DirectionsWriter

__all__ = ["Defaults", "Planner"]

# with its ending it fits into the oldest form of tar, too
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,88}[A-Za-z0-9_-])?\Z")
# beginnings of hints that name entries of the library only
SAFE_HINTS: Final = ("Did you mean", "It is there in", "Near:", "Correct")
SAFE_CODES: Final = ("N421", "N422")  # of messages that name entries of the library only
WITHOUT_CELL: Final = {
    "N420": "No monograph is certain to be that of the product.",
    "N424": "Whether the product's name is that of the monograph is not certain.",
}
CACHED_KEYS: Final = 10_000
KEY_COLUMNS: Final = ("monograph", "code", "layout", "language", "profile")
NOT_PARTICULARS: Final = frozenset(COLUMNS)


class Defaults(Struct, frozen=True):
    """What holds for requests that name no layout, language or profile."""

    layout: str = "standard"
    language: str = "en"
    profile: str = "generic"


class LeafletQuery(NamedTuple):
    """The cells of a row that determine its `LeafletKey`, with defaults filled in."""

    monograph: str
    code: str
    product: Product | None
    layout: str
    language: str
    profile: str


class Planner:
    """Makes requests of rows.

    passed_over: how many lines of the source last read held no request, by what they held.
    """

    def __init__(self, setup: Setup, defaults: Defaults) -> None:
        self.library = open_library(setup.folder)
        self.setup, self.defaults = setup, defaults
        self.editions = Editions(setup)
        self.medicines = Medicines(self.library, self.editions)
        # by the cells that determine them, as they stand in the row
        self._keys: dict[tuple[object, ...], LeafletKey | LeafletsError] = {}
        self._directions: dict[str, DirectionsWriter] = {}  # by language
        self._has_identifiers: bool | None = None  # None before the first row
        self.passed_over: Counter[str] = Counter()

    def requests(
        self,
        source: RequestSource,
        engine: Engine | None = None,
        first_count: int = 0,
        *,
        check_fit: bool = False,
    ) -> Iterator[Request | UncheckedRequest | Fault]:
        """Yield every request in order, or its fault.

        engine: checks all but the first `first_count`. check_fit: see `plan`.
        """
        check = Check(source.file, self.setup if check_fit else None)
        return check_requests(self.unchecked_requests(source), check, first_count, engine)

    def unchecked_requests(self, source: RequestSource) -> Iterator[UncheckedRequest | Fault]:
        """Yield every request in order, or its fault, before the particulars are checked."""
        self._has_identifiers = None
        self.passed_over.clear()
        number = 0
        for row in source.rows():
            if not isinstance(row, RequestRow | Fault):
                self.passed_over[row.kind] += 1
                continue
            number += 1
            if isinstance(row, Fault):
                yield row
                continue
            try:
                yield self._request(row, number, source.file)
            except DispenseError as error:
                yield from (_at_row(fault, row.line) for fault in error.faults)
            except LeafletsError as error:
                yield with_row(error, source.file, row.line)

    def request_of(self, row: RequestRow, file: str) -> UncheckedRequest:
        """Return the request of one row alone. file: for messages. Raises what is wrong with it."""
        self._has_identifiers = None
        return self._request(row, 1, file)

    def _request(self, row: RequestRow, number: int, file: str) -> UncheckedRequest:
        values = {}
        for name, cell in row.cells.items():
            if not isinstance(cell, str):
                raise row_refusal("B103", f"'{name}' is not a text.", "Write it in quotes.")
            if name not in NOT_PARTICULARS:
                values[name] = cell
        key = self._key(row)
        language, *others = key.languages
        second_directions = ""
        for other in others:
            second_directions = self._with_directions(row, values, other).get("directions", "")
        values = self._with_directions(row, values, language)
        place = Place(file, row.line)
        key = self.medicines.check(key, values, place, found=row.product is not None)
        identifier = self._identifier(row.cells.get("identifier"), number)
        return UncheckedRequest(
            row.line, identifier, key, values, record_fields(row),
            second_directions=second_directions,
        )  # fmt: skip

    def _with_directions(
        self, row: RequestRow, values: dict[str, str], language: str
    ) -> dict[str, str]:
        """Return particulars with the words of directions that are in codes, or have a number."""
        if row.dosages and (directions := self._writer(language).write(row.dosages)):
            values = {**values, "directions": directions}
        if DIRECTIONS_NUMBER not in values:
            return values
        from ..leaflet.directions import with_standard_directions  # few batches need it

        return with_standard_directions(values, lambda: self._writer(language))

    def _key(self, row: RequestRow) -> LeafletKey:
        product = replace(row.product, lots=()) if row.product else None
        cells = (product, *map(row.cells.get, KEY_COLUMNS))
        key = self._keys.get(cells)
        if key is None:
            if len(self._keys) > CACHED_KEYS:
                self._keys.clear()
            key = self._keys[cells] = self._look_up(self._query(row, product))
        if isinstance(key, LeafletsError):
            raise key
        return key

    def _query(self, row: RequestRow, product: Product | None) -> LeafletQuery:
        def cell(name: str, default: str = "") -> str:
            return str(row.cells.get(name, default)).strip()

        default = self.defaults
        return LeafletQuery(
            cell("monograph"),
            cell("code"),
            product,
            cell("layout", default.layout),
            cell("language", default.language),
            cell("profile", default.profile),
        )

    def _look_up(self, query: LeafletQuery) -> LeafletKey | LeafletsError:
        languages = query.language.split(BETWEEN_LANGUAGES)
        try:
            if not all(map(is_language, languages)) or len(languages) > len({*languages}):
                hint = "Write en or pt-BR, or two, as in es,en."
                raise row_refusal("B107", "'language' is not a language tag.", hint)
            if len(languages) > 2:
                message = "A leaflet has two languages at most."
                raise row_refusal("B107", message, "Write two, as in es,en.")
            with _without_cell("layout"):
                self.library.layout(query.layout)
            with _without_cell("profile"):
                self.library.profile(query.profile)
            with _without_cell("monograph"):
                name, *others = (self._monograph(query, language) for language in languages)
            if any(other != name for other in others):
                message = "In its two languages, the row names different monographs."
                raise row_refusal("B107", message, "Give the name that 'leaflets list' shows.")
            if self.setup.approved_only:
                with suppress(MonographError):  # reading it for its digest will say what is wrong
                    for language in languages:
                        self.editions.check_approved(name, language)
            return LeafletKey(name, query.layout, query.language, query.profile)
        except LeafletsError as error:
            return error.with_traceback(None)

    def _monograph(self, query: LeafletQuery, language: str) -> str:
        """Return the name of the one monograph that a query is about, in a language."""
        product = query.product
        if product is None and not query.code:
            if not query.monograph:
                raise row_refusal("B102", "The monograph is missing.", "Give its name, or a code.")
            return self.library.monograph(query.monograph, language).name
        codes = list(product.codes) if product else []
        names = list(product.names) if product else []
        system, _, code = query.code.rpartition("|")
        if code:
            codes.append((system, code))
        if query.monograph:
            names.insert(0, query.monograph)
        return self.medicines.indexes.in_language(language).find(codes, names)

    def _writer(self, language: str) -> DirectionsWriter:
        # imported here because few batches are in FHIR
        from ..leaflet.directions import DirectionsWriter

        if language not in self._directions:
            self._directions[language] = DirectionsWriter(self.library, language)
        return self._directions[language]

    def _identifier(self, cell: object, number: int) -> str:
        if self._has_identifiers is None:
            self._has_identifiers = cell is not None
        if self._has_identifiers != (cell is not None):
            hint = "Give an identifier to every request, or to none."
            raise row_refusal("B106", "Some requests have an identifier and some have not.", hint)
        if cell is None:
            return f"{number:08}"
        if not IDENTIFIER.match(str(cell)):
            hint = "Use up to 90 letters, digits, dots, hyphens and underscores; name no patient."
            raise row_refusal("B107", "The identifier cannot be the name of a file.", hint)
        return str(cell)

    def sources_sha256(self, keys: Iterable[LeafletKey]) -> str:
        """Return a digest of all that the bodies are made from. Raises what reading them raises."""
        setup = self.setup
        digest = sha256(f"{VERSION} {setup.date} {setup.pharmacy} {self.defaults}".encode())
        for key in sorted(keys):
            digest.update(self._source_sha256(key).encode())
        return digest.hexdigest()

    def _source_sha256(self, key: LeafletKey) -> str:
        editions = [self.editions.edition(key.monograph, tag).sha256 for tag in key.languages]
        layout = load_layout_and_fonts(self.library, key.layout)
        wordings = [self.library.wording(tag).source for tag in key.languages]
        profile = load_profile(self.library, key.profile, key.languages)
        sources = f"{key} {' '.join(editions)} {layout} {profile} {wordings!r}"
        for language in self._directions.keys() & {*key.languages}:
            sources += self._directions[language].sha256()
        return sha256(sources.encode()).hexdigest()


@contextmanager
def _without_cell(kind: str) -> Iterator[None]:
    """Keep the cell out of the message if there is no such name: columns may be mixed up."""
    try:
        yield
    except NotFoundError as error:
        if error.code in SAFE_CODES:
            raise
        hint = error.hint if error.hint.startswith(SAFE_HINTS) else "See 'leaflets list'."
        message = WITHOUT_CELL.get(error.code, f"There is no such {kind}.")
        raise NotFoundError(message, hint, code=error.code) from None


def _at_row(fault: Fault, line: int) -> Fault:
    """Return a fault of directions in the place of its row, unless it has a line of its own."""
    return fault if fault.place.line else fault._replace(place=fault.place._replace(line=line))
