"""The requests of `leaflets batch`: opened, and read in the form that the options state."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from ..base.errors import NotFoundError, UsageError
from ..base.operating_system import forbid_core_dumps
from ..batch.form import DATE_ORDERS, ENCODINGS, DateOrder, RequestForm
from .record_options import any_status_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..batch.planner import Planner
    from ..batch.requests import RequestFile, RequestSource


def form_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options for the form of a file of requests; the command gets `form`."""

    @click.option(
        "--dates",
        type=click.Choice(DATE_ORDERS),
        help="What 24/11/2026 or 11/24/2026 means: day, month, year, or month, day, year.",
    )
    @click.option(
        "--map",
        "names",
        multiple=True,
        metavar="THEIRS=OURS",
        help="Read a column under another name, such as medicine=monograph.",
    )
    @click.option(
        "--ignore-columns",
        "ignored",
        multiple=True,
        metavar="NAME,NAME",
        help="Pass over columns that the program does not know.",
    )
    @click.option(
        "--identifier-length",
        type=click.IntRange(1, 90),
        metavar="N",
        help="Refuse an identifier of another length, such as one that lost its zeros.",
    )
    @click.option(
        "--encoding",
        type=click.Choice(ENCODINGS, case_sensitive=False),
        metavar="NAME",
        help="How the file is encoded, such as windows-1252.  [default: UTF-8, or UTF-16 by its "
        "mark]",
    )
    @any_status_option()
    @wraps(command)
    def with_form(
        *,
        dates: str | None,
        names: tuple[str, ...],
        ignored: tuple[str, ...],
        identifier_length: int | None,
        encoding: str | None,
        any_status: bool,
        **options: Any,
    ) -> int:
        form = RequestForm(
            encoding=encoding,
            dates=cast("DateOrder | None", dates),
            names=tuple(map(column_pair, names)),
            ignored=tuple(name for text in ignored for name in text.split(",") if name.strip()),
            identifier_length=identifier_length,
            any_status=any_status,
        )
        return command(form=form, **options)

    return cast("Callable[..., int]", with_form)


def column_pair(text: str) -> tuple[str, str]:
    """Return the two names in THEIRS=OURS. Raises UsageError."""
    theirs, equals, ours = text.rpartition("=")
    if not (equals and theirs.strip() and ours.strip()):
        message = "--map needs the name in the file and our name."
        raise UsageError(message, "Write them as in --map medicine=monograph.")
    return theirs, ours


@contextmanager
def request_source(
    name: str | None, planner: Planner | None, form: RequestForm
) -> Iterator[RequestSource]:
    """Open the requests in a file, or with a planner everything in its library."""
    from ..batch.requests import LibraryRequests

    if (name is None) == (planner is None):
        raise UsageError("Give the leaflets to make.", "Use either REQUESTS or --all.")
    if planner is not None:
        yield LibraryRequests(planner.library)
    elif name is not None:
        with opened_requests(name, form) as source:
            yield source


@contextmanager
def opened_requests(name: str, form: RequestForm) -> Iterator[RequestFile]:
    """Open the requests in a file, or on standard input, which goes to a file without a name.

    Raises NotFoundError.
    """
    from ..base.files.groups import temporary_file
    from ..batch.requests import RequestFile

    forbid_core_dumps()
    if name == "-":
        with temporary_file(sys.stdin.buffer) as stream:
            yield RequestFile(stream, "standard input", form)
        return
    path = Path(name)
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not an ordinary file"
        message = f"{name} {what}." if path.exists() else f"There is no file {name}."
        raise NotFoundError(message, "Check the path, or give - for standard input.", code="N403")
    try:
        with path.open("rb") as stream:
            yield RequestFile(stream, name, form)
    except PermissionError:
        raise NotFoundError(f"{name} may not be read.", "Check its rights.", code="N403") from None
