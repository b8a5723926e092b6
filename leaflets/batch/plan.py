"""Checks all requests before any work begins, and refuses everything that is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from ..base.errors import (
    Fault,
    LeafletsError,
    MonographError,
    NotFoundError,
    Place,
    UsageError,
)
from ..base.version import VERSION
from ..content.library import Library, is_language
from ..content.library.medicines import MedicineIndex, load_medicine_index
from ..content.particulars import check_route
from ..content.profile.reading import load_profile
from ..layout.reading import load_layout
from .bodies import PREPARED
from .columns import COLUMNS
from .duplicates import ENOUGH, DuplicateSearch, refuse_repeated
from .editions import Editions
from .model import BodyKey, LeafletKey, Request, RequestRow, Setup, UncheckedRequest
from .pool import Engine
from .refusals import Refusals, line_of
from .requests import RequestSource
from .validate import check_requests

if TYPE_CHECKING:
    from ..exchange.fhir.reading import Product

__all__ = ["Defaults", "Plan", "Planner", "plan"]

# with its ending it fits into the oldest form of tar, too
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,88}[A-Za-z0-9_-])?\Z")
REFERENCE_LENGTH: Final = 100  # characters of a patient's reference
# beginnings of hints that name entries of the library only
SAFE_HINTS: Final = ("Did you mean", "It is there in")
CACHED_KEYS: Final = 10_000
NO_REFUSALS: Final = Refusals()
FEW: Final = 5000  # requests that are not read a second time; they take some 10 MB


class Defaults(Struct, frozen=True):
    """What holds for requests that name no layout, language or profile."""

    layout: str = "standard"
    language: str = "en"
    profile: str = "generic"


class Plan(Struct, frozen=True):
    """The sound requests of a batch. sha256: of the requests and of all that they are made from.

    drafts: how many of the leaflets are drafts. warnings: what is doubtful in their monographs.
    bodies: the first that are needed. requests: all, if they are few; None: they are read again.
    refusals: the lines that are left out.
    """

    count: int
    drafts: int
    sha256: str
    keys: tuple[LeafletKey, ...]
    bodies: tuple[BodyKey, ...] = ()
    requests: tuple[Request, ...] | None = None
    warnings: tuple[Fault, ...] = ()
    refusals: Refusals = NO_REFUSALS


class LeafletQuery(NamedTuple):
    """The cells of a row that determine its `LeafletKey`, with defaults filled in."""

    monograph: str
    code: str
    product: Product | None
    layout: str
    language: str
    profile: str


class Planner:
    """Makes requests of rows."""

    def __init__(self, setup: Setup, defaults: Defaults) -> None:
        self.library = Library(setup.folder)
        self.setup, self.defaults = setup, defaults
        self.editions = Editions(setup)
        self._keys: dict[LeafletQuery, LeafletKey | LeafletsError] = {}
        self._medicines: dict[str, MedicineIndex] = {}  # by language
        self._has_identifiers: bool | None = None  # None before the first row

    def requests(
        self, source: RequestSource, engine: Engine | None = None
    ) -> Iterator[Request | UncheckedRequest | Fault]:
        """Yield every request in order, or its fault. engine: checks all but the first ones."""
        return check_requests(self.unchecked_requests(source), source.file, FEW, engine)

    def unchecked_requests(self, source: RequestSource) -> Iterator[UncheckedRequest | Fault]:
        """Yield every request in order, or its fault, before the particulars are checked."""
        self._has_identifiers = None
        for number, row in enumerate(source.rows(), 1):
            if isinstance(row, Fault):
                yield row
                continue
            try:
                yield self._request(row, number)
            except LeafletsError as error:
                yield Fault(error.code, Place(source.file, row.line), error.says, error.hint)

    def _request(self, row: RequestRow, number: int) -> UncheckedRequest:
        values = {}
        for name, cell in row.cells.items():
            if not isinstance(cell, str):
                raise _refusal("B103", f"'{name}' is not a text.", "Write it in quotes.")
            if name not in COLUMNS:
                values[name] = cell
        key = self._key(row)
        if route := values.get("route", "").strip():
            edition = self.editions.edition(key.monograph, key.language)
            check_route({"route": route}, edition.routes, Place(""))
        identifier = self._identifier(row.cells.get("identifier"), number)
        reference = str(row.cells.get("patient-reference", "")).strip()
        if not (reference.isprintable() and len(reference) <= REFERENCE_LENGTH):
            says = "The patient's reference is too long, or has characters that cannot be seen."
            raise _refusal("B107", says, f"Use up to {REFERENCE_LENGTH} letters and digits.")
        return UncheckedRequest(row.line, identifier, key, values, reference)

    def _key(self, row: RequestRow) -> LeafletKey:
        query = self._query(row)
        key = self._keys.get(query)
        if key is None:
            if len(self._keys) > CACHED_KEYS:
                self._keys.clear()
            key = self._keys[query] = self._look_up(query)
        if isinstance(key, LeafletsError):
            raise key
        return key

    def _query(self, row: RequestRow) -> LeafletQuery:
        def cell(name: str, default: str = "") -> str:
            return str(row.cells.get(name, default)).strip()

        default = self.defaults
        return LeafletQuery(
            cell("monograph"),
            cell("code"),
            row.product,
            cell("layout", default.layout),
            cell("language", default.language),
            cell("profile", default.profile),
        )

    def _look_up(self, query: LeafletQuery) -> LeafletKey | LeafletsError:
        language = query.language
        try:
            if not is_language(language):
                raise _refusal("B107", "'language' is no language tag.", "Write en or pt-BR.")
            with _without_cell("layout"):
                self.library.layout(query.layout)
            with _without_cell("profile"):
                self.library.profile(query.profile)
            with _without_cell("monograph"):
                name = self._monograph(query)
            if self.setup.approved_only:
                with suppress(MonographError):  # reading it for its digest will say what is wrong
                    self.editions.check_approved(name, language)
            return LeafletKey(name, query.layout, language, query.profile)
        except LeafletsError as error:
            return error.with_traceback(None)

    def _monograph(self, query: LeafletQuery) -> str:
        """Return the name of the one monograph that a query is about."""
        product, language = query.product, query.language
        if product is None and not query.code:
            if not query.monograph:
                raise _refusal("B102", "The monograph is missing.", "Give its name, or a code.")
            return self.library.monograph(query.monograph, language).name
        codes = list(product.codes) if product else []
        names = list(product.names) if product else []
        system, _, code = query.code.rpartition("|")
        if code:
            codes.append((system, code))
        if query.monograph:
            names.insert(0, query.monograph)
        if language not in self._medicines:
            self._medicines[language] = load_medicine_index(self.library, language)
        return self._medicines[language].find(codes, names)

    def _identifier(self, cell: object, number: int) -> str:
        if self._has_identifiers is None:
            self._has_identifiers = cell is not None
        if self._has_identifiers != (cell is not None):
            hint = "Give an identifier to every request, or to none."
            raise _refusal("B106", "Some requests have an identifier and some have not.", hint)
        if cell is None:
            return f"{number:08}"
        if not IDENTIFIER.match(str(cell)):
            hint = "Use up to 90 letters, digits, dots, hyphens and underscores; name no patient."
            raise _refusal("B107", "The identifier cannot be the name of a file.", hint)
        return str(cell)

    def sources_sha256(self, keys: Iterable[LeafletKey]) -> str:
        """Return a digest of all that the bodies are made from. Raises what reading them raises."""
        setup = self.setup
        digest = sha256(f"{VERSION} {setup.date} {setup.pharmacy} {self.defaults}".encode())
        for key in sorted(keys):
            digest.update(self._source_sha256(key).encode())
        return digest.hexdigest()

    def _source_sha256(self, key: LeafletKey) -> str:
        edition = self.editions.edition(key.monograph, key.language)
        layout = load_layout(self.library, key.layout)
        wording = self.library.wording(key.language).source
        profile = load_profile(self.library, key.profile)
        sources = f"{key} {edition.sha256} {layout} {profile} {wording!r}"
        return sha256(sources.encode()).hexdigest()


@contextmanager
def _without_cell(kind: str) -> Iterator[None]:
    """Keep the cell out of the message if there is no such name: columns may be mixed up."""
    try:
        yield
    except NotFoundError as error:
        hint = error.hint if error.hint.startswith(SAFE_HINTS) else "See 'leaflets list'."
        raise NotFoundError(f"There is no such {kind}.", hint, code=error.code) from None


def _refusal(code: str, says: str, hint: str) -> UsageError:
    return UsageError(says, hint, code=code)


def plan(
    source: RequestSource,
    planner: Planner,
    engine: Engine | None = None,
    *,
    keep_going: bool = False,
) -> Plan:
    """Check all requests and plan the batch. engine: helps if there are many.

    keep_going: plan for the sound requests; the lines of the others are refused. Raises
    RequestsError with all faults, those of repeated identifiers last; when it keeps going, only if
    no request is sound, or if the source cannot be divided.
    """
    refusals, keys, bodies = Refusals(), Counter[LeafletKey](), dict[BodyKey, None]()
    search, count = DuplicateSearch(), 0
    few: list[Request] = []
    for _, items in groupby(planner.requests(source, engine), line_of):
        requests = refusals.sound_requests(list(items))
        count += len(requests)
        for request in requests:
            keys[request.key] += 1
            search.add(request.identifier)
            if isinstance(request, Request):
                if len(bodies) < PREPARED:
                    bodies[request.body_key] = None
                if count <= FEW:
                    few.append(request)
    if repeated := search.repeated():
        refuse_repeated(_remaining(source, planner, refusals), repeated, source.file, refusals)
        keys = Counter(request.key for request in _remaining(source, planner, refusals))
        count = keys.total()
        keep_going = keep_going and len(repeated) <= ENOUGH  # others may be repeated, too
    sound = count if refusals and source.is_divisible else 0
    if refusals and not (keep_going and sound):
        raise refusals.error(sound)
    few = [request for request in few if request.line not in refusals]
    return Plan(
        count,
        planner.editions.drafts(keys),
        _digest(source, planner, keys, refusals),
        tuple(sorted(keys)),
        tuple(bodies),
        tuple(few) if len(few) == count else None,
        planner.editions.warnings(keys),
        refusals or NO_REFUSALS,
    )


def _remaining(
    source: RequestSource, planner: Planner, refusals: Refusals
) -> Iterator[UncheckedRequest]:
    """Read the requests again, without those refused."""
    for request in planner.unchecked_requests(source):
        if not isinstance(request, Fault) and request.line not in refusals:
            yield request


def _digest(
    source: RequestSource, planner: Planner, keys: Iterable[LeafletKey], refusals: Refusals
) -> str:
    parts = source.sha256(), planner.sources_sha256(keys), refusals.sha256() if refusals else ""
    return sha256("".join(parts).encode()).hexdigest()
