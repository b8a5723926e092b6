"""The store that a command works on: its address, the token for a server, leaflets in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from ..base.errors import NotFoundError

if TYPE_CHECKING:
    from ..records import Attachment, Store

BY: Final = "LEAFLETS_BY"
TOKEN: Final = "LEAFLETS_FHIR_TOKEN"


def opened(address: str, *, create: bool = True) -> Store:
    """Open the store at an address.

    The token for a server comes from the environment, never from the arguments, which every process
    of the machine can read. Raises what `open_store` raises.
    """
    from ..exchange.open_store import open_store

    return open_store(address, create=create, token=store_token())


def store_token() -> str | None:
    """Return the token for a server, or None."""
    return os.environ.get(TOKEN) or None


def by_option() -> Callable[[Any], Any]:
    """--by."""
    return click.option(
        "--by",
        metavar="WHO",
        required=True,
        envvar=BY,
        help=f"The name of who does it, for the log.  [also: {BY}]",
    )


def leaflet_of(store: Store, dispense: str, beginning: str) -> Attachment:
    """Return the leaflet of a dispense whose sha256 begins with some digits.

    Without digits, it is the only leaflet that was not replaced. Raises NotFoundError.
    """
    attachments = list(store.attachments(dispense=dispense))
    replaced = {item.replaces for item in attachments}
    if beginning:
        matches = [item for item in attachments if item.sha256.startswith(beginning.lower())]
    else:
        matches = [item for item in attachments if item.sha256 not in replaced]
    if len(matches) == 1:
        return matches[0]
    if not attachments:
        message, hint = "The store has no leaflet of that dispense.", "Check its identifier."
    elif not matches:
        message = "The dispense has no leaflet whose sha256 begins so."
        hint = "See 'leaflets records show'."
    else:
        message = f"{len(matches)} leaflets of the dispense fit."
        hint = f"Choose one: {', '.join(item.sha256[:12] for item in matches[:6])}."
    raise NotFoundError(message, hint, code="R708")


def full_digest(store: Store, dispense: str, beginning: str) -> str:
    """Return the full sha256 of a leaflet of the dispense, from its first digits."""
    return beginning if len(beginning) == 64 else leaflet_of(store, dispense, beginning).sha256
