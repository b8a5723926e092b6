"""`leaflets tokens add`: make a token, and print it once."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from ...base.errors import UsageError
from ...service.guard.rights import Right
from ...service.guard.token_file import TOKEN_BYTES, add_token
from .. import console
from ..service_options import tokens_option


@click.command(short_help="Make a token, and print it once.")
@click.argument("name")
@click.option(
    "--rights",
    metavar="RIGHTS",
    required=True,
    help=f"What it allows, with commas between: {', '.join(Right)}.",
)
@tokens_option(required=True)
def command(name: str, rights: str, tokens: str) -> None:
    """Make a token for a counter, a program or a person, and print it.

    It is printed this once and kept nowhere: put it where its user finds it.
    """
    token = add_token(Path(tokens), name, _rights(rights), secrets.token_bytes(TOKEN_BYTES))
    console.say(token)
    console.note(f"The token of '{name}' is not shown again. Whoever has it can do what it allows.")


def _rights(text: str) -> tuple[Right, ...]:
    """Return rights in their own order. Raises UsageError for another word."""
    words = {word.strip() for word in text.split(",")}
    if unknown := sorted(words - set(Right)):
        says, hint = f"There is no right '{unknown[0]}'.", f"Choose among: {', '.join(Right)}."
        raise UsageError(says, hint, code="Y965")
    return tuple(right for right in Right if right in words)
