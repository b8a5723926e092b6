"""Batches over HTTP: rows in; then how far they are, the leaflets, and what was refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Final, Literal

from litestar import Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, PathParameter, SkipValidation
from litestar.response import Stream
from msgspec import Struct, convert, json
from msgspec.structs import replace

from ...base.errors import LeafletsError, UsageError
from ...batch.form import ENCODINGS, RequestForm
from ..batch_jobs import ENDED, BatchJob, BatchJobs, BatchOptions
from ..caller_hints import hint_for_callers
from ..json_request import JsonRequest
from ..problems import FAILURES, TITLES, Problem, ProblemFault, problem_of, without_paths
from ..settings import ServiceSettings
from .idempotency import Answer, Begun
from .once import Once
from .operations import ArchiveOperation, RowsOperation

__all__ = ["ROUTES", "BatchAnswer"]

PRIVATE: Final = {"cache-control": "no-store"}
BLOCK: Final = 1 << 18  # bytes sent at a time
NAMES: Final = {
    "manifest": ("application/jsonl", "manifest.jsonl"),
    "refused": ("text/plain; charset=utf-8", "refused.txt"),
}
ARCHIVES: Final = {
    "zip": "application/zip", "tar": "application/x-tar", "pdf": "application/pdf",
}  # fmt: skip
Name = Annotated[str, PathParameter(pattern="^[0-9a-f]{32}$", description="The name of the batch.")]


class BatchAnswer(Struct, frozen=True, kw_only=True):
    """How far a batch is. batch: its name.

    state: waiting for other batches, checking the requests, making or made; refused, if no request
    is sound; or failed. requests: how many are sound; null: not known yet. done: of these, failures
    included. refused: how many rows. failures: numbers by error code. problem: why it was refused
    or failed.
    """

    batch: str
    state: str
    requests: int | None
    done: int
    failed: int
    drafts: int
    refused: int
    failures: dict[str, int]
    warnings: list[ProblemFault]
    problem: Problem | None


@post(
    "/batches",
    status_code=202,
    responses=FAILURES,
    operation_class=RowsOperation,
    operation_id="makeBatch",
    summary="Make a leaflet for each of many rows",
)
async def make_batch(
    request: JsonRequest,
    batches: NamedDependency[BatchJobs],
    settings: NamedDependency[SkipValidation[ServiceSettings]],
    once: NamedDependency[Once],
    layout: FromQuery[str | None] = None,
    language: FromQuery[str | None] = None,
    profile: FromQuery[str | None] = None,
    pharmacy: FromQuery[str | None] = None,
    dates: FromQuery[Literal["dmy", "mdy"] | None] = None,
    encoding: FromQuery[str | None] = None,
    any_status: FromQuery[bool] = False,
    out: FromQuery[Literal["zip", "tar", "pdf"]] = "zip",
) -> Response[BatchAnswer]:
    """Take rows, and make their leaflets in a process of its own, as `leaflets batch` does.

    The body is a table in CSV, JSON Lines, or records in FHIR; its first line tells which. Rows
    that are wrong are refused, and the others made. They come as an archive, or with 'out=pdf' as
    one file for the printer. The batch is at the address in 'Location'.
    """
    encoding = encoding or request.content_type[1].get("charset")
    if encoding is not None and encoding.lower() not in ENCODINGS:
        message = "The rows are in a character set that a table cannot have."
        raise UsageError(message, f"Use one of {', '.join(ENCODINGS)}.")
    options = BatchOptions(
        layout=layout or settings.layout,
        language=language or settings.language,
        profile=profile or settings.profile,
        pharmacy=pharmacy or settings.pharmacy,
        date=settings.date,
        folder=None if settings.folder is None else str(settings.folder.absolute()),
        today=settings.clock.today(),
        approved_only=settings.approved_only,
        out=out,
        form=RequestForm(encoding=encoding, dates=dates, any_status=any_status),
    )
    rows = await request.body()

    async def work(begun: Begun) -> Answer:
        job = await asyncio.to_thread(batches.add, begun.name, rows, options)
        headers = {
            "content-type": "application/json",
            "location": f"/api/v1/batches/{job.name}",
            "retry-after": "1",
            **PRIVATE,
        }
        return Answer(202, headers, json.encode(batch_answer(job, settings)))

    return await once.answer(request, work)


def batch_answer(job: BatchJob, settings: ServiceSettings) -> BatchAnswer:
    """Return how far a batch is, without paths of the machine."""
    status = job.status

    def faults(values: list[dict[str, str | int]]) -> list[ProblemFault]:
        return [
            convert(
                {
                    name: hint_for_callers(without_paths(value, settings))
                    if isinstance(value, str)
                    else value
                    for name, value in fault.items()
                },
                ProblemFault,
            )
            for fault in values
        ]

    problem = None
    if status.problem is not None:
        error = LeafletsError(status.problem.says, status.problem.hint, code=status.problem.code)
        http_status = 422 if status.state == "refused" else 500
        problem = replace(
            problem_of(error, settings), status=http_status, title=TITLES[http_status],
            faults=tuple(faults(status.problem.faults)),
        )  # fmt: skip
    return BatchAnswer(
        batch=job.name, state=status.state, requests=status.requests, done=status.done,
        failed=status.failed, drafts=status.drafts, refused=status.refused,
        failures=status.failures, warnings=faults(status.warnings), problem=problem,
    )  # fmt: skip


@get(
    "/batches/{name:str}",
    responses=FAILURES,
    operation_id="getBatch",
    summary="Ask how far a batch is",
)
async def get_batch(
    name: Name,
    batches: NamedDependency[BatchJobs],
    settings: NamedDependency[SkipValidation[ServiceSettings]],
) -> Response[BatchAnswer]:
    """Tell how far a batch is, and why it was refused or failed."""
    answer = await asyncio.to_thread(lambda: batch_answer(batches.find(name), settings))
    headers = dict(PRIVATE) if answer.state in ENDED else {"retry-after": "1", **PRIVATE}
    return Response(answer, headers=headers)


@get(
    "/batches/{name:str}/{what:str}",
    responses=FAILURES,
    operation_class=ArchiveOperation,
    operation_id="getBatchFile",
    summary="Fetch the leaflets of a batch, or their list",
)
async def get_batch_file(
    name: Name,
    what: FromPath[Literal["archive", "manifest", "refused"]],
    batches: NamedDependency[BatchJobs],
) -> Stream:
    """Fetch the leaflets (zip, tar or PDF), the manifest (JSON Lines), or the refused rows.

    The refused rows are in the form in which they came, each behind the reason. Some minutes after
    the archive was fetched, or a day after the batch was made, all of it is removed.
    """
    job = await asyncio.to_thread(batches.find, name)
    path = await asyncio.to_thread(job.file, what)
    media_type, file_name = NAMES.get(what) or (ARCHIVES[path.suffix[1:]], path.name)
    headers = {
        "content-disposition": f'attachment; filename="{file_name}"',
        "content-length": str(path.stat().st_size),
        **PRIVATE,
    }

    async def blocks() -> AsyncIterator[bytes]:
        with path.open("rb") as stream:
            while block := await asyncio.to_thread(stream.read, BLOCK):
                yield block
        if what == "archive":
            await asyncio.to_thread(job.note_fetch)

    return Stream(blocks(), media_type=media_type, headers=headers)


@delete(
    "/batches/{name:str}",
    status_code=204,
    responses=FAILURES,
    operation_id="deleteBatch",
    summary="Cancel a batch, or remove it",
)
async def delete_batch(name: Name, batches: NamedDependency[BatchJobs]) -> None:
    """Cancel a batch that is being made, and remove its rows and leaflets at once."""
    job = await asyncio.to_thread(batches.find, name)
    await asyncio.to_thread(job.remove)


ROUTES: Final = (make_batch, get_batch, get_batch_file, delete_batch)
