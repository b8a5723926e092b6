"""The registry of stores: open a store of any kind by its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..base.errors import UsageError
from ..records.store import Store

__all__ = ["open_store"]

FILE_SUFFIXES: Final = (".db", ".sqlite", ".sqlite3")  # an address that ends so is not a folder


def open_store(address: str, *, create: bool = True, token: str | None = None) -> Store:
    """Open the store at an address, such as sqlite:///records.db; use it in a `with`.

    An address without a scheme is a folder. create: make a store that does not exist yet (not on a
    FHIR server). token: for a FHIR server.

    Raises UsageError R705 for an address of no known kind, R706 if a package is missing, R713,
    R723, R726; SettingsError; NotFoundError R708; StoreError; WriteError.
    """
    scheme, colon, location = address.partition(":")
    if not colon and address and not address.endswith(FILE_SUFFIXES):
        scheme, location = "folder", address
    elif not colon or scheme not in OPENERS:
        schemes = ", ".join(f"{name}:" for name in OPENERS)
        raise UsageError(
            f"That is not the address of a store: it must begin with {schemes}, or be a folder.",
            "Write it as sqlite:///records.db.",
            code="R705",
        )
    return OPENERS[scheme](scheme, location, create, token)


def _open_sqlite(_scheme: str, location: str, create: bool, _token: str | None) -> Store:
    from ..records.stores.sqlite import open_sqlite

    path = location.removeprefix("///")
    if not location.startswith("///") or not path:
        raise UsageError(
            "The address of an SQLite store names no file.",
            "Write sqlite:///records.db, or sqlite:////folder/records.db from the root.",
            code="R705",
        )
    return open_sqlite(Path(path), create=create)


def _open_postgresql(scheme: str, location: str, create: bool, _token: str | None) -> Store:
    from ..records.stores.postgresql import open_postgresql

    return open_postgresql(f"{scheme}:{location}", create=create)


def _open_folder(_scheme: str, location: str, create: bool, _token: str | None) -> Store:
    from ..records.stores.folder import open_folder

    if not location:
        raise UsageError("The address names no folder.", "Write folder:records.", code="R705")
    return open_folder(Path(location), create=create)


def _open_fhir(scheme: str, location: str, _create: bool, token: str | None) -> Store:
    from .fhir.record_store.address import check_token, parse_server_address, read_token
    from .fhir.record_store.login import NO_LOGIN, read_login

    address = parse_server_address(scheme, location)
    login = read_login(address.login_file) if address.login_file else NO_LOGIN
    if address.token_file:
        token = read_token(address.token_file)
    elif token:
        check_token(token)
    if login.client is not None and address.token_file:
        raise UsageError(
            "The address gives a token, and a login to get tokens with.",
            "Leave out token-file, or the client in the login.",
            code="R705",
        )
    try:
        from .fhir.record_store.store import FhirStore

        return FhirStore(address, None if login.client else token, login)
    except ModuleNotFoundError:
        raise UsageError(
            "A FHIR server needs the packages httpx and authlib.",
            "Install them: pip install 'leaflets[fhir]'.",
            code="R706",
        ) from None


# scheme of an address → function that takes scheme, rest of the address, create, and token
OPENERS: Final[dict[str, Callable[[str, str, bool, str | None], Store]]] = {
    "sqlite": _open_sqlite,
    "postgresql": _open_postgresql,
    "folder": _open_folder,
    "fhir+https": _open_fhir,
    "fhir+http": _open_fhir,
}
