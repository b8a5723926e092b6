"""The options that say who may reach the service, and how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from .options import check_given

Decorator = Callable[[Any], Any]

TOKENS: Final = "LEAFLETS_TOKENS"


def tokens_option(*, required: bool) -> Decorator:
    """--tokens."""
    return click.option(
        "--tokens",
        metavar="FILE",
        required=required,
        envvar=TOKENS,
        callback=check_given,
        help=f"The file of those who may use the service, and for what.  [also: {TOKENS}]",
    )


def exposure_options() -> Decorator:
    """--name, --tokens, --certificate, --key and --behind-proxy."""
    options = (
        click.option(
            "--name",
            "names",
            metavar="HOST",
            multiple=True,
            help="A name by which others reach the service, such as leaflets.example.org.",
        ),
        tokens_option(required=False),
        click.option(
            "--certificate", metavar="FILE", help="The certificate for TLS, with its chain, in PEM."
        ),
        click.option("--key", metavar="FILE", help="Its key in PEM, without a password."),
        click.option(
            "--behind-proxy",
            is_flag=True,
            help="A proxy in front speaks TLS, and is the only one that reaches this port.",
        ),
    )

    def add(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def as_path(value: str | None) -> Path | None:
    """Return the path that an option names, if it was given."""
    return Path(value) if value else None
