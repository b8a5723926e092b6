"""`--json`: what a command finds, as one JSON object; `leaflets help json` names its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from ..source.json import object_lines
from . import console

__all__ = ["json_option", "say_object"]


def json_option() -> Callable[[Any], Any]:
    """--json."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print one JSON object, for scripts; 'leaflets help json' tells its keys.",
    )


def say_object(members: Iterable[tuple[str, object]]) -> None:
    """Print one JSON object in ASCII, a member a line, as its members come; see `object_lines`."""
    console.say_lines(object_lines(members))
