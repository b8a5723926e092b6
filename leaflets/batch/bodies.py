"""The bodies of leaflets, each made once a process: all leaflets of one kind begin with one body.

A body depends on its `BodyKey` and on the setup of the batch.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from .. import pipeline
from ..base.errors import DoesNotFit, LeafletsError, MissingGlyph, TooBig
from ..content.library import Library, open_library
from ..content.particulars import DAY_TIMES, Particulars, placeholders
from ..content.profile.minima import minima
from ..content.profile.reading import load_profile
from ..content.wording import load_wording
from ..layout.model import Layout
from ..layout.reading import load_layout_and_fonts
from ..leaflet.particulars_wording import ParticularsWording
from ..leaflet.pictograms import drawings
from ..pdf.metadata import Metadata
from ..typesetting import Lines
from ..typesetting.context import TypesettingContext
from ..typesetting.draw import lay_out_leaflet
from ..typesetting.fonts import Fonts
from ..typesetting.reserve import field_lines, has_one_size
from .model import BodyKey, Request, Setup
from .timeouts import TIME_LIMIT

if TYPE_CHECKING:
    from ..leaflet.model import Leaflet
    from ..pdf.tail import Hash
    from ..stamping.frozen import Frozen
    from ..typesetting import Typeset

__all__ = [
    "PREPARED_BODIES", "Body", "body_of", "field_measures", "lay_out_in_full", "metadata_of",
    "prepare_bodies", "render_in_full", "stamped",
]  # fmt: skip

CACHE_BYTES: Final = 48 * 1024 * 1024  # of bodies in one process; a common one has 0.07 MiB
CACHE_READINGS: Final = 20  # monographs, for leaflets that are rendered in full
PREPARED_BODIES: Final = 4  # made before there are workers; more are made faster by all workers


class Body(Struct, frozen=True):
    """What all leaflets with the same `BodyKey` share.

    content: without particulars, the whole leaflet; else what precedes the patient's words; empty
    if the words have no room, so that every leaflet is rendered in full. digest: SHA-256 of the
    content, to be continued. pages: of the whole leaflet. frozen: sets the patient's words; None
    without particulars. metadata: None if the content is empty. review: "draft" or "approved".
    """

    metadata: Metadata | None
    edition: str
    review: str
    pages: int
    content: bytes
    digest: Hash
    frozen: Frozen | None


class _Cache:
    """The bodies of one setup, and the errors instead of bodies; the least recently used goes."""

    def __init__(self, setup: Setup) -> None:
        self.setup, self.size = setup, 0
        self.bodies: OrderedDict[BodyKey, Body | LeafletsError] = OrderedDict()
        self.readings: dict[tuple[str, str], pipeline.Reading] = {}

    def body(self, key: BodyKey) -> Body | LeafletsError:
        result = self.bodies.get(key)
        if result is not None:
            self.bodies.move_to_end(key)
            return result
        result = self.bodies[key] = _try_to_make(self.setup, key)
        self.size += _size(result)
        while self.size > CACHE_BYTES and len(self.bodies) > 1:
            self.size -= _size(self.bodies.popitem(last=False)[1])
        return result

    def reading(self, *name: str) -> pipeline.Reading:
        """Return a monograph. name: in the library, and its language."""
        monograph, language = name
        if name not in self.readings:
            if len(self.readings) >= CACHE_READINGS:
                self.readings.clear()
            self.readings[monograph, language] = self.setup.read(monograph, language)
        return self.readings[monograph, language]


_lock = Lock()  # a worker of Dask may have threads
_cache = _Cache(Setup())


def _cache_of(setup: Setup) -> _Cache:
    """Return the cache of a setup, and forget that of any other setup."""
    global _cache
    if setup is not _cache.setup and setup != _cache.setup:
        _cache = _Cache(setup)
    return _cache


def body_of(setup: Setup, key: BodyKey) -> Body:
    """Return the body with a key. Raises whatever making it raised, without a second attempt."""
    with _lock:
        result = _cache_of(setup).body(key)
    if isinstance(result, LeafletsError):
        raise result
    return result


def metadata_of(setup: Setup, key: BodyKey) -> Metadata:
    """Return the metadata of leaflets with this body; it is the same for all patients."""
    metadata = body_of(setup, key).metadata or body_of(setup, BodyKey(key.leaflet)).metadata
    assert metadata is not None  # a leaflet without particulars has a body
    return metadata


def prepare_bodies(setup: Setup, keys: Iterable[BodyKey]) -> None:
    """Make bodies before there are workers: a forked worker inherits them.

    Errors are ignored here; they recur for the requests that need the body.
    """
    for key in keys:
        with suppress(LeafletsError):
            body_of(setup, key)


def stamped(setup: Setup, request: Request) -> tuple[Body, Request]:
    """Return the body of a leaflet, and the request with the code that draws its words in it.

    The code is empty if only a full render can draw them, or if there are none. Where the check of
    the request has found it, it is not found again. Raises what `Frozen.stamp` raises, except
    DoesNotFit and MissingGlyph.
    """
    body, particulars = body_of(setup, request.body_key), request.particulars
    if request.code or particulars is None or not particulars.fields:
        return body, request
    if body.frozen is not None:
        with suppress(DoesNotFit, MissingGlyph):
            return body, request.with_code(body.frozen.code(particulars))
    for first in _first_attempts(setup, request, particulars):
        other_body, other, tried = body_of(setup, first.body_key), first, set[BodyKey]()
        while other_body.frozen is not None and other.body_key not in tried:
            tried.add(other.body_key)
            try:
                return other_body, other.with_code(other_body.frozen.code(particulars))
            except (DoesNotFit, MissingGlyph):
                other = _for_other_body(other, other_body.frozen, particulars)
            other_body = body_of(setup, other.body_key)
    return body, request


def _first_attempts(setup: Setup, request: Request, particulars: Particulars) -> Iterator[Request]:
    """Yield the request for a body with room for its words, then for one with just their lines."""
    yield request
    if len(request.key.languages) > 1:
        return
    measures = field_measures(setup.folder, request.key.layout, request.key.language)
    if has_one_size(measures.layout) and DAY_TIMES not in particulars.fields:
        with suppress(MissingGlyph):
            yield request._replace(lines=measures.lines(particulars))


class FieldMeasures(NamedTuple):
    """What measures the fields of particulars in a layout."""

    layout: Layout
    fonts: Fonts
    wording: ParticularsWording

    def lines(self, particulars: Particulars) -> Lines:
        """Return the lines that the fields need. Raises MissingGlyph."""
        context = TypesettingContext(self.layout, self.fonts, language=particulars.language)
        return field_lines(particulars.values, self.wording, context)


@lru_cache(maxsize=16)
def field_measures(folder: Path | Library | None, layout: str, language: str) -> FieldMeasures:
    """Return what measures the fields in a layout, by its name, and a language."""
    library = open_library(folder)
    styles, families = load_layout_and_fonts(library, layout)
    fonts = Fonts((styles.fonts.text, *styles.fonts.fallback), families, language)
    return FieldMeasures(styles, fonts, ParticularsWording.of(load_wording(library, language)))


def _for_other_body(request: Request, frozen: Frozen, particulars: Particulars) -> Request:
    """Return the request for a body with the letters of its words, and if it has them, the room."""
    letters = frozen.letters_for(particulars)
    if letters != frozen.plan.letters:
        return request._replace(letters=letters)
    with suppress(MissingGlyph):
        if (
            request.lines is None
            and (spare := frozen.spare_for(particulars)) != frozen.plan.room.spare
        ):
            return request._replace(spare=spare)
    return request


def render_in_full(setup: Setup, request: Request) -> Typeset:
    """Render one leaflet without a body. Raises what rendering raises."""
    return pipeline.typeset(_compose(setup, request), request.key.layout, folder=setup.folder)


def lay_out_in_full(setup: Setup, request: Request) -> None:
    """Find the place of every word of one leaflet, and draw none. Raises what rendering raises."""
    leaflet, library = _compose(setup, request), open_library(setup.folder)
    layout, families = load_layout_and_fonts(library, request.key.layout)
    profile = load_profile(library, leaflet.profile)
    minimum = minima(profile, leaflet.profile)
    lay_out_leaflet(leaflet, layout, families, drawings(library, leaflet), None, minimum)


def _compose(setup: Setup, request: Request) -> Leaflet:
    key, cache = request.key, _cache_of(setup)
    leaflets = [
        pipeline.compose(
            cache.reading(key.monograph, language),
            date=setup.date,
            profile=key.profile,
            pharmacy=setup.pharmacy,
            particulars=particulars,
            route=key.route,
            use=key.use,
        )
        for language, particulars in zip(
            key.languages, request.particulars_by_language, strict=True
        )
    ]
    if len(leaflets) == 1:
        return leaflets[0]
    from ..leaflet.bilingual import in_two_languages  # few leaflets have two

    return in_two_languages(*leaflets)


def _size(result: Body | LeafletsError) -> int:
    return len(result.content) if isinstance(result, Body) else 0


def _try_to_make(setup: Setup, key: BodyKey) -> Body | LeafletsError:
    try:
        with TIME_LIMIT:
            return _make(setup, key)
    except LeafletsError as error:
        return error.with_traceback(None)


def _make(setup: Setup, body_key: BodyKey) -> Body:
    key, fields = body_key.leaflet, body_key.fields
    if fields and len(key.languages) == 1:
        return _freeze(setup, setup.read(key.monograph, key.language), body_key)
    leaflet = _compose(setup, Request(0, "", key))
    if fields:  # a leaflet in two languages is rendered in full
        return Body(None, leaflet.edition, leaflet.status, 0, b"", sha256(), None)
    result = pipeline.typeset(leaflet, key.layout, folder=setup.folder)
    pdf = result.pdf
    edition, review = leaflet.edition, leaflet.status
    return Body(result.metadata, edition, review, result.pages, pdf, sha256(pdf), None)


def _freeze(setup: Setup, reading: pipeline.Reading, body_key: BodyKey) -> Body:
    key, monograph = body_key.leaflet, reading.monograph
    edition, review = str(monograph.edition.number), str(monograph.review.status)
    try:
        frozen = pipeline.freeze(
            reading, key.layout, folder=setup.folder, date=setup.date, profile=key.profile,
            pharmacy=setup.pharmacy, fields=body_key.fields, route=key.route or None, use=key.use,
            spare=body_key.spare, letters=body_key.letters, lines=body_key.lines,
        )  # fmt: skip
    except (DoesNotFit, TooBig):  # the room for all fields does not fit on one page
        if body_key != BodyKey(key, body_key.fields):
            return Body(None, edition, review, 0, b"", sha256(), None)
        least = placeholders(reading, body_key.fields, key.route, key.use)
        lay_out_in_full(setup, Request(0, "", key, least))  # if this fails, longer words fail, too
        return Body(None, edition, review, 0, b"", sha256(), None)
    body, digest = frozen.body, sha256(frozen.body)
    return Body(frozen.metadata, edition, review, frozen.pages, body, digest, frozen)
