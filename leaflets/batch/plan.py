"""Looking through all requests before any work begins, and telling everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from ..base.errors import (
    Fault,
    LeafletsError,
    NotFoundError,
    Place,
    RequestsError,
    UsageError,
)
from ..base.version import VERSION
from ..content.library import Library, is_language, printable
from .bodies import WARMED, Want, want_of
from .duplicates import Names, digest
from .model import Asked, Key, Request, Row, Setup
from .pool import Engine
from .requests import COLUMNS, KNOWN, Source
from .validate import judged

if TYPE_CHECKING:
    from ..content.library.medicines import MedicineIndex
    from ..exchange.fhir.reading import Product

__all__ = ["Defaults", "Plan", "Planner", "plan"]

# with its ending it fits into the oldest form of tar, too
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,88}[A-Za-z0-9_-])?\Z")
OURS: Final = frozenset(COLUMNS)
TOLD: Final = 100  # faults; nobody reads on
SAFE: Final = ("Did you mean", "It is there in")  # so begin hints of what is known alone
KEPT_KEYS: Final = 10_000
FEW: Final = 5000  # requests that are not read a second time; they take some 10 MB


class Defaults(Struct, frozen=True):
    """What holds for requests that do not say otherwise."""

    layout: str = "standard"
    language: str = "en"
    profile: str = "generic"


class Plan(Struct, frozen=True):
    """A batch that can begin. sha256: of the requests and of all that they are made from.

    bodies: the first that are needed, by key and fields. requests: all of them, where they are few;
    else they are read again.
    """

    count: int
    sha256: str
    keys: tuple[Key, ...]
    bodies: tuple[Want, ...] = ()
    requests: tuple[Request, ...] | None = None


class Wanted(NamedTuple):
    """What requests say of the body of a leaflet."""

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
        self._keys: dict[tuple[object, ...], Key | LeafletsError] = {}  # by what requests say
        self._medicines: dict[str, MedicineIndex] = {}
        self._named: bool | None = None  # whether requests have identifiers of their own

    def requests(
        self, source: Source, engine: Engine | None = None
    ) -> Iterator[Request | Asked | Fault]:
        """Every request in order, or what is wrong with it. engine: judges all but the first."""
        return judged(self.asked(source), source.file, FEW, engine)

    def asked(self, source: Source) -> Iterator[Asked | Fault]:
        """Every request in order, or what is wrong with it, before the particulars are judged."""
        self._named = None
        for number, row in enumerate(source.rows(), 1):
            if isinstance(row, Fault):
                yield row
                continue
            try:
                yield self._asked(row, number)
            except LeafletsError as error:
                yield Fault(error.code, Place(source.file, row.line), error.says, error.hint)

    def _asked(self, row: Row, number: int) -> Asked:
        cells = row.cells
        if not cells.keys() <= KNOWN.keys():
            unknown = printable(min(cells.keys() - KNOWN.keys()))
            raise _refused("B101", f"There is no column '{unknown}'.", _COLUMNS)
        told = {}
        for name, cell in cells.items():
            if not isinstance(cell, str):
                raise _refused("B103", f"'{name}' is not a text.", "Write it in quotes.")
            if name not in OURS:
                told[name] = cell
        key = self._key(row)
        identifier = self._identifier(cells.get("identifier"), number)
        return Asked(row.line, identifier, key, told)

    def _key(self, row: Row) -> Key:
        said = row.cells.get
        as_said = (
            said("monograph"), said("code"), row.product, said("layout"), said("language"),
            said("profile"),
        )  # fmt: skip
        known = self._keys.get(as_said)
        if known is None:
            if len(self._keys) > KEPT_KEYS:
                self._keys.clear()
            known = self._keys[as_said] = self._looked_up(self._wanted(row))
        if isinstance(known, LeafletsError):
            raise known
        return known

    def _wanted(self, row: Row) -> Wanted:
        cells, default = row.cells, self.defaults
        return Wanted(
            str(cells.get("monograph", "")).strip(),
            str(cells.get("code", "")).strip(),
            row.product,
            str(cells.get("layout", default.layout)).strip(),
            str(cells.get("language", default.language)).strip(),
            str(cells.get("profile", default.profile)).strip(),
        )

    def _looked_up(self, wanted: Wanted) -> Key | LeafletsError:
        language = wanted.language
        try:
            if not is_language(language):
                raise _refused("B107", "'language' is no language tag.", "Write en or pt-BR.")
            with _untold("layout"):
                self.library.layout(wanted.layout)
            with _untold("profile"):
                self.library.profile(wanted.profile)
            with _untold("monograph"):
                name = self._monograph(wanted)
            return Key(name, wanted.layout, language, wanted.profile)
        except LeafletsError as error:
            return error.with_traceback(None)

    def _monograph(self, wanted: Wanted) -> str:
        """The name of the one monograph that is meant."""
        if wanted.product is None and not wanted.code:
            if not wanted.monograph:
                raise _refused("B102", "The monograph is missing.", "Give its name, or a code.")
            return self.library.monograph(wanted.monograph, wanted.language).name
        from ..content.library.medicines import load_medicine_index
        from ..exchange.fhir.reading import Product

        product = wanted.product or Product((), ())
        system, _, code = wanted.code.rpartition("|")
        codes = (*product.codes, *([(system, code)] if code else []))
        names = (*([wanted.monograph] if wanted.monograph else []), *product.names)
        if wanted.language not in self._medicines:
            self._medicines[wanted.language] = load_medicine_index(self.library, wanted.language)
        return self._medicines[wanted.language].find(codes, names)

    def _identifier(self, given: object, number: int) -> str:
        if self._named is None:
            self._named = given is not None
        if self._named != (given is not None):
            hint = "Give an identifier to every request, or to none."
            raise _refused("B106", "Some requests have an identifier and some have not.", hint)
        if given is None:
            return f"{number:08}"
        if not IDENTIFIER.match(str(given)):
            hint = "Use up to 90 letters, digits, dots, hyphens and underscores; name no patient."
            raise _refused("B107", "The identifier cannot be the name of a file.", hint)
        return str(given)

    def inputs(self, keys: Iterable[Key]) -> str:
        """A digest of what the bodies are made from. Raises what reading any of it raises."""
        setup = self.setup
        told = sha256(f"{VERSION} {setup.date} {setup.pharmacy} {self.defaults}".encode())
        for key in sorted(keys):
            told.update(self._sources(key).encode())
        return told.hexdigest()

    def _sources(self, key: Key) -> str:
        """A digest of what one body is made from."""
        from ..content.profile.reading import load_profile
        from ..layout.reading import load_layout
        from ..pipeline import read

        reading = read(key.monograph, language=key.language, folder=self.setup.folder)
        look = load_layout(self.library, key.layout)
        wording = self.library.wording(key.language).source
        profile = load_profile(self.library, key.profile)
        told = f"{key} {reading.sha256} {look} {profile} {wording!r}"
        return sha256(told.encode()).hexdigest()


_COLUMNS: Final = f"The columns are: {', '.join(KNOWN)}."


@contextmanager
def _untold(kind: str) -> Iterator[None]:
    """Say that something is not there without repeating it: columns may have been mixed up."""
    try:
        yield
    except NotFoundError as error:
        hint = error.hint if error.hint.startswith(SAFE) else "See 'leaflets list'."
        raise NotFoundError(f"There is no such {kind}.", hint, code=error.code) from None


def _refused(code: str, says: str, hint: str) -> UsageError:
    return UsageError(says, hint, code=code)


def plan(source: Source, planner: Planner, engine: Engine | None = None) -> Plan:
    """Look through all requests. Raises RequestsError with what is wrong, in their order.

    engine: helps, where there are many.
    """
    faults: list[Fault] = []
    keys: set[Key] = set()
    names, count, wrong = Names(), 0, 0
    few: list[Request] = []
    bodies: dict[Want, None] = {}
    for each in planner.requests(source, engine):
        count += 1
        if isinstance(each, Fault):
            wrong += 1
            if len(faults) < TOLD:
                faults.append(each)
            continue
        keys.add(each.key)
        names.add(each.identifier)
        if isinstance(each, Request):
            if len(bodies) < WARMED:
                bodies[want_of(each)] = None
            if count <= FEW:
                few.append(each)
    if suspects := names.suspects():
        twice = list(_twice(source, planner, suspects))
        wrong += len(twice)
        faults += twice[: max(0, TOLD - len(faults))]
    if faults:
        raise RequestsError(faults, more=wrong - len(faults))
    whole = sha256((source.sha256() + planner.inputs(keys)).encode()).hexdigest()
    kept = tuple(few) if count <= FEW else None
    return Plan(count, whole, tuple(sorted(keys)), tuple(bodies), kept)


def _twice(source: Source, planner: Planner, suspects: set[int]) -> Iterator[Fault]:
    """Requests whose identifier stood before, now by the names themselves."""
    first: dict[str, int] = {}
    for each in planner.asked(source):
        if isinstance(each, Fault) or digest(each.identifier) not in suspects:
            continue
        name = each.identifier.casefold()
        if name in first:
            says = f"The identifier is that of line {first[name]} too; capitals do not count."
            hint = "Give each request its own."
            yield Fault("B109", Place(source.file, each.line), says, hint)
        else:
            first[name] = each.line
