"""`leaflets tokens remove`: end a token."""

from __future__ import annotations

from pathlib import Path

import click

from ...service.guard.token_file import remove_token
from .. import console
from ..service_options import tokens_option


@click.command(short_help="End a token.")
@click.argument("name")
@tokens_option(required=True)
def command(name: str, tokens: str) -> None:
    """End a token: a service that runs refuses it from now on."""
    remove_token(Path(tokens), name)
    console.note(f"The token of '{name}' has ended.")
