"""`leaflets tokens list`: the callers that a file of tokens has."""

from __future__ import annotations

from pathlib import Path

import click

from ...service.guard.token_file import read_tokens
from ..list import table
from ..service_options import tokens_option


@click.command(short_help="List names and rights.")
@tokens_option(required=True)
def command(tokens: str) -> None:
    """List the names of the tokens and what each allows."""
    table([(entry.name, ", ".join(entry.rights)) for entry in read_tokens(Path(tokens))])
