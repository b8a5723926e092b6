"""What a worker does with documents: it reads and converts them. All of it can be repeated."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..base.errors import Fault, LeafletsError, SourceError
from ..content.library import Library
from ..content.monograph.sections import Sections, load_sections
from .conversion import Conversion, convert
from .formats import format_by_name
from .model import Refusal
from .outcomes import Outcome, failure
from .source import Source

__all__ = ["Chunk", "convert_chunk", "give_up"]


class Chunk(Struct, frozen=True):
    """Documents for one worker, in order, with the outcomes of those that could not be read.

    date: of the editions.
    """

    requests: tuple[Source | Outcome, ...]
    date: str

    def part(self, part: slice) -> Chunk:
        """Return a chunk of some of the documents."""
        return replace(self, requests=self.requests[part])


Result = Conversion | Outcome


def convert_chunk(chunk: Chunk) -> list[Result]:
    """Convert every leaflet in the documents of a chunk, in order."""
    return [result for request in chunk.requests for result in _results(request, chunk.date)]


def _results(source: Source | Outcome, date: str) -> Iterator[Result]:
    """Yield what becomes of each leaflet of a document."""
    if isinstance(source, Outcome):
        yield source
        return
    try:
        for document in format_by_name(source.form).read(source):
            if isinstance(document, Refusal):
                yield Outcome(source.place, "set aside", faults=(document.fault,))
                continue
            try:
                yield convert(document, source, date, _sections())
            except SourceError as error:
                yield failure(source.place, error.faults)
    except SourceError as error:
        yield failure(source.place, error.faults)
    except LeafletsError:  # a package is missing: no document can be read
        raise
    except Exception as error:  # the other documents are not to blame
        message = f"The program broke one of its own promises: {type(error).__name__}."
        yield failure(source.place, (Fault("X700", source.place, message, "Please report it."),))


@lru_cache(1)
def _sections() -> Sections:
    return load_sections(Library())


def give_up(chunk: Chunk) -> list[Result]:
    """Return the result of a chunk of one document that killed every worker that read it."""
    (request,) = chunk.requests
    if isinstance(request, Outcome):
        return [request]
    message = "The process that read the document was killed, perhaps for want of memory."
    fault = Fault("Q217", request.place, message, "Import it alone, with --jobs 1.")
    return [failure(request.place, (fault,))]
