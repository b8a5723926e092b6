"""What goes wrong, as problem details of RFC 9457: our codes, places and next steps.

No answer names a path of the machine, and none repeats a word of a patient.
"""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from msgspec import Struct, to_builtins

from ..base.errors import (
    Bug,
    DispenseError,
    Fault,
    JsonError,
    LeafletsError,
    NotFoundError,
    ParticularsError,
    RequestsError,
    SourceError,
    StoreError,
    TooSlow,
    TypesetError,
    UsageError,
    WriteError,
    XmlError,
)
from .caller_hints import hint_for_callers
from .guard.edge import log_fault
from .settings import ServiceSettings
from .unknown_keys import unknown_json_key

__all__ = [
    "FAILURES", "PROBLEM", "TITLES", "Problem", "ProblemFault", "problem_fault", "problem_of",
    "problem_response", "problems_of", "retry_headers", "status_of", "without_paths",
]  # fmt: skip

PROBLEM: Final = "application/problem+json"

# the first class that fits; a fault of the library itself is not the caller's
STATUSES: Final[tuple[tuple[type[LeafletsError], int], ...]] = (
    (JsonError, 400),
    (XmlError, 400),
    (DispenseError, 422),
    (ParticularsError, 422),
    (RequestsError, 422),
    (SourceError, 500),
    (UsageError, 422),
    (NotFoundError, 404),
    (TooSlow, 503),
    (TypesetError, 422),
    (WriteError, 500),
    (StoreError, 503),
    (Bug, 500),
)
# by code, where the class alone does not tell
STATUS_BY_CODE: Final = {
    # files and folders of the library, which no caller names
    "N403": 500, "N407": 503,
    "R701": 409, "R703": 500, "R709": 409, "R711": 409,
    "Y902": 400, "Y910": 400, "Y911": 409, "Y912": 422, "Y921": 429, "Y922": 409,
}  # fmt: skip


class ProblemFault(Struct, frozen=True):
    """One fault of what was sent, or of a file of the library, with its place."""

    code: str
    file: str
    line: int
    column: int
    says: str
    hint: str


class Problem(Struct, frozen=True):
    """Problem details of RFC 9457.

    type: a page that explains the code. detail: what is wrong, one sentence. hint: the next step,
    one sentence. faults: all of them, in order, where there are places to name.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    hint: str
    faults: tuple[ProblemFault, ...] = ()


def status_of(error: LeafletsError) -> int:
    """Return the HTTP status of an error."""
    by_class = next((status for kind, status in STATUSES if isinstance(error, kind)), 500)
    return STATUS_BY_CODE.get(error.code, by_class)


def problem_of(error: LeafletsError, settings: ServiceSettings) -> Problem:
    """Return an error as problem details, without paths of the machine."""
    faults = error.faults if isinstance(error, SourceError) else ()
    status = status_of(error)
    return Problem(
        type=f"/problems/{error.code}",
        title=TITLES.get(status, "The request failed"),
        status=status,
        detail=without_paths(error.says, settings),
        code=error.code,
        hint=hint_for_callers(without_paths(error.hint, settings)),
        faults=tuple(problem_fault(fault, settings) for fault in faults),
    )


BODY: Final = "data"  # what Litestar calls the body of a request

PASSING: Final = frozenset({429, 503})  # the same request may be met a little later
RETRY_SECONDS: Final = {"Y921": 60}  # by code: until a batch may be gone; of others, 1

TITLES: Final = {
    400: "The request cannot be read",
    404: "There is no such thing",
    405: "The method is not allowed",
    406: "There is no such form",
    409: "The request contradicts the records",
    413: "The request is too large",
    415: "The request is in another form",
    422: "The request cannot be met",
    429: "There are too many",
    500: "The service failed",
    503: "The service cannot do it now",
}

FAILURES: Final = {
    status: ResponseSpec(Problem, description=title, media_type=PROBLEM, generate_examples=False)
    for status, title in TITLES.items()
}
"""What every route that reads a body may answer instead, for the OpenAPI document."""


def retry_headers(status: int, code: str) -> dict[str, str]:
    """Return the headers that tell when the same request may be met, if it may be soon."""
    return {"Retry-After": str(RETRY_SECONDS.get(code, 1))} if status in PASSING else {}


def problem_fault(fault: Fault, settings: ServiceSettings) -> ProblemFault:
    """Return a fault without paths of the machine."""
    place = fault.place
    return ProblemFault(
        fault.code, without_paths(place.file, settings), place.line, place.column,
        without_paths(fault.says, settings),
        hint_for_callers(without_paths(fault.hint, settings)),
    )  # fmt: skip


def without_paths(text: str, settings: ServiceSettings) -> str:
    """Return a message without the paths that the service was started with."""
    for folder, name in ((settings.folder, "the library"), (settings.state, "the state folder")):
        if folder is not None:
            # only where a word begins: a folder 'our' is not part of 'your'
            path = rf"(?<![^\s'\"(]){re.escape(str(folder))}"
            text = re.sub(rf"{path}(?![\w/-])", name, re.sub(rf"{path}/", "", text))
    if settings.store is not None:
        text = text.replace(settings.store, "the store")
        if location := settings.store.partition("://")[2].lstrip("/"):
            text = re.sub(rf"/?{re.escape(location)}", "the store", text)
    return text


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response[Any]:
    """Return the response of a problem. It is about one request, so that nobody may keep it."""
    return Response(
        to_builtins(problem),
        status_code=problem.status,
        media_type=PROBLEM,
        headers={**(headers or {}), "Cache-Control": "no-store"},
    )


def problems_of(settings: ServiceSettings) -> dict[int | type[Exception], Any]:
    """Return what answers each kind of exception."""

    def leaflets_error(_: Request[Any, Any, Any], error: LeafletsError) -> Response[Any]:
        problem = problem_of(error, settings)
        return problem_response(problem, retry_headers(problem.status, problem.code))

    def invalid(request: Request[Any, Any, Any], error: ValidationException) -> Response[Any]:
        return problem_response(_invalid(request, error))

    def http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
        return problem_response(_http_problem(error.status_code), dict(error.headers or {}))

    def bug(_: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        log_fault(error)
        message = f"The program broke one of its own promises: {type(error).__name__}."
        return problem_response(problem_of(Bug(message, "Nothing was changed."), settings))

    return {
        LeafletsError: leaflets_error, ValidationException: invalid, HTTPException: http_error,
        Exception: bug,
    }  # fmt: skip


def _http_problem(status: int) -> Problem:
    title = TITLES.get(status, "The request failed")
    hint = "See /openapi.json for what there is."
    return Problem("/problems/Y900", title, status, f"{title}.", "Y900", hint)


def _invalid(request: Request[Any, Any, Any], error: ValidationException) -> Problem:
    """Return what is wrong with a body or a query, by its keys and without its values."""
    faults = []
    extra = error.extra if isinstance(error.extra, list) else []
    for item in extra:
        key, message = str(item.get("key", "")), str(item.get("message", ""))
        if unknown := unknown_json_key(request, key, message):
            faults.append(ProblemFault("Y902", "", 0, 0, *unknown))
            continue
        if message == repr(BODY):  # of a KeyError
            message = "It is missing"
        message = message.partition(" - at ")[0].rstrip(".")
        where = f"'{'body' if key == BODY else key}': " if key else ""
        hint = "See /openapi.json for what belongs there."
        faults.append(ProblemFault("Y901", "", 0, 0, f"{where}{message}.", hint))
    hint = "See /openapi.json for what belongs there."
    unclear = ProblemFault("Y901", "", 0, 0, "The request is not what was expected.", hint)
    first = faults[0] if faults else unclear
    return Problem(
        f"/problems/{first.code}", TITLES[400], 400, first.says, first.code, first.hint,
        tuple(faults),
    )  # fmt: skip
