"""The store that a command works on: its address, and the token for a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from ..records import Attachment, Store

VARIABLE: Final = "LEAFLETS_STORE"
BY: Final = "LEAFLETS_BY"
TOKEN: Final = "LEAFLETS_FHIR_TOKEN"


def store_option() -> Callable[[Any], Any]:
    """--store."""
    return click.option(
        "--store",
        "address",
        metavar="ADDRESS",
        required=True,
        envvar=VARIABLE,
        help=f"Where attachments are kept, such as sqlite:///records.db.  [also: {VARIABLE}]",
    )


def opened(address: str, *, create: bool = True) -> Store:
    """The store at an address. A server's token comes from the environment, never from arguments,
    which every process of the machine can read."""
    from ..exchange.open_store import open_store

    return open_store(address, create=create, token=os.environ.get(TOKEN) or None)


def by_option() -> Callable[[Any], Any]:
    """--by."""
    return click.option(
        "--by",
        metavar="WHO",
        required=True,
        envvar=BY,
        help=f"Who does it, as your log should name them.  [also: {BY}]",
    )


def leaflet_of(store: Store, dispense: str, beginning: str) -> Attachment:
    """The leaflet of a dispense whose sha256 begins so; without one, its only current leaflet."""
    from ..base.errors import NotFoundError

    known = list(store.attachments(dispense=dispense))
    replaced = {each.replaces for each in known}
    if beginning:
        fit = [each for each in known if each.sha256.startswith(beginning.lower())]
    else:
        fit = [each for each in known if each.sha256 not in replaced]
    if len(fit) == 1:
        return fit[0]
    if not known:
        says, hint = "The store has no leaflet of that dispense.", "Check its identifier."
    elif not fit:
        says = "The dispense has no leaflet whose sha256 begins so."
        hint = "See 'leaflets records show'."
    else:
        says = f"{len(fit)} leaflets of the dispense fit."
        hint = f"Choose one: {', '.join(each.sha256[:12] for each in fit[:6])}."
    raise NotFoundError(says, hint, code="R708")


def whole_digest(store: Store, dispense: str, beginning: str) -> str:
    """A sha256 of a leaflet of the dispense, from its first digits; one that is whole stays."""
    return beginning if len(beginning) == 64 else leaflet_of(store, dispense, beginning).sha256
