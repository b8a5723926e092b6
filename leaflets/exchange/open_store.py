"""From the address of a store to the store: one line for each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..base.errors import UsageError
from ..records.store import Store

__all__ = ["STORES", "open_store"]

FILES: Final = (".db", ".sqlite", ".sqlite3")  # no folder is meant by a name like that
SERVERS: Final = ("fhir+https", "fhir+http")


def open_store(address: str, *, create: bool = True, token: str | None = None) -> Store:
    """Open the store at an address, such as sqlite:///records.db; use it in a `with`.

    create: make an embedded store that is not there yet. token: for a FHIR server. Raises
    UsageError R705 for an address of no known kind, R706 where its package is absent, R723, R726;
    NotFoundError R708; StoreError, WriteError.
    """
    scheme, colon, rest = address.partition(":")
    if scheme in SERVERS:
        return _fhir(scheme, rest, token)
    opens = STORES.get(scheme) if colon else None
    if address and not colon and not address.endswith(FILES):
        opens, rest = _folder, address
    if opens is None:
        raise UsageError(
            "That is not the address of a store: it must begin with "
            f"{', '.join(f'{each}:' for each in (*STORES, *SERVERS))}, or be a folder.",
            "Write it as sqlite:///records.db.",
            code="R705",
        )
    return opens(rest, create)


def _sqlite(rest: str, create: bool) -> Store:
    from ..records.stores.sqlite import open_sqlite

    path = rest.removeprefix("///")
    if not rest.startswith("///") or not path:
        raise UsageError(
            "The address of an SQLite store names no file.",
            "Write sqlite:///records.db, or sqlite:////folder/records.db from the root.",
            code="R705",
        )
    return open_sqlite(Path(path), create=create)


def _fhir(scheme: str, rest: str, token: str | None) -> Store:
    from .fhir.record_store.address import checked, parsed, token_in

    address = parsed(scheme, rest)
    given = token_in(address.token_file) if address.token_file else token and checked(token)
    try:
        from .fhir.record_store.store import FhirStore
    except ModuleNotFoundError:
        raise UsageError(
            "A FHIR server needs the package httpx.",
            "Install it: pip install 'leaflets[fhir]'.",
            code="R706",
        ) from None
    return FhirStore(address, given)


def _postgresql(rest: str, create: bool) -> Store:
    from ..records.stores.postgresql import open_postgresql

    return open_postgresql(f"postgresql:{rest}", create=create)


def _folder(rest: str, create: bool) -> Store:
    from ..records.stores.folder import open_folder

    if not rest:
        raise UsageError("The address names no folder.", "Write folder:records.", code="R705")
    return open_folder(Path(rest), create=create)


# what an address begins with, and what opens the rest of it
STORES: Final[dict[str, Callable[[str, bool], Store]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "folder": _folder,
}
