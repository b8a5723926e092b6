"""The store that a command works on: its address, and the token for a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from ..records import Store

VARIABLE: Final = "LEAFLETS_STORE"
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
    from ..records import open_store

    return open_store(address, create=create, token=os.environ.get(TOKEN) or None)
