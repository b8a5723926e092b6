"""The straight line: read, compose, typeset, write, attach, each with a simple signature.

The command and the Python API run these same functions. Each verb imports its room when it is
called: reading a monograph as text costs no typesetting.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import Fault, MonographError
from .library import Library, is_language, is_name
from .record import record
from .sources import read_profile, wording_of

if TYPE_CHECKING:
    from .layout.scaling import Minimum
    from .leaflet.model import Leaflet
    from .library import Found
    from .monograph.model import Monograph
    from .particulars import Particulars
    from .pdf.embed import EmbeddedFile
    from .pharmacy.model import Pharmacy
    from .records import Attached, Store
    from .typesetting import Typeset

__all__ = [
    "Reading", "attach", "compose", "read", "read_found", "typeset", "write",
]  # fmt: skip


@record
class Reading:
    """A monograph as it was read.

    name: in the library. source: the bytes of the file; file: its name, as messages give it.
    shadows: it stands in for a monograph of ours. warnings: what is doubtful and no error.
    library: where the other words come from. stale: it translates what has changed since, or is
    not there.
    """

    monograph: Monograph
    name: str
    source: bytes
    file: str
    shadows: bool
    warnings: tuple[Fault, ...]
    library: Library
    stale: bool = False

    @property
    def sha256(self) -> str:
        """Of the file, in hexadecimal."""
        from hashlib import sha256

        return sha256(self.source).hexdigest()


def read(
    name: str | Path, *, language: str | None = None, folder: str | Path | None = None
) -> Reading:
    """Read a monograph: by name, title or synonym from the library, or a file given as a Path.

    language: en if nothing else is said; a file has its own. folder: a pharmacy's own library,
    which comes before ours. Raises MonographError, NotFoundError.
    """
    library = Library(Path(folder) if folder is not None else None)
    if isinstance(name, Path):
        found = library.file(name)._replace(name=_name_of(name))
    else:
        language = "en" if language is None else language
        found = library.monograph(name, language)
    monograph = read_found(library, found)
    if language and monograph.language != language:
        raise _other_language(monograph, language)
    stale = tuple(_stale(library, found.name, monograph))
    name, source, file, shadows = found
    return Reading(monograph, name, source, file, shadows, stale, library, stale=bool(stale))


def read_found(library: Library, found: Found) -> Monograph:
    """Read a file of a library as a monograph. Raises MonographError."""
    from .monograph.reading import read_monograph
    from .monograph.sections import read_sections

    agreed = library.sections()
    return read_monograph(found.source, found.file, read_sections(agreed.source, agreed.file))


def _name_of(path: Path) -> str:
    """acetylcysteine for acetylcysteine/en.yaml and for acetylcysteine.yaml."""
    stem = path.absolute().parent.name if is_language(path.stem) else path.stem
    return stem if is_name(stem) else "monograph"


def _other_language(monograph: Monograph, wanted: str) -> MonographError:
    """The file says that it is in another language than it was asked for in."""
    return MonographError(
        [
            Fault(
                "M290",
                monograph.language.place,
                f"The language is '{monograph.language}', not '{wanted}'.",
                "Correct the language, or name the file after it.",
            )
        ]
    )


def _stale(library: Library, name: str, monograph: Monograph) -> Iterator[Fault]:
    """A translation names the file that it translates by hash; that file may have changed since."""
    translated = monograph.edition.translation_of
    if translated is None:
        return
    from hashlib import sha256

    for language in library.languages(name):
        if sha256(library.monograph(name, language).source).hexdigest() == translated:
            return
    yield Fault(
        "M291",
        translated.place,
        "What this is a translation of has changed since, or is not there.",
        "Compare it with the original, then write the sha256 that `leaflets show` gives.",
    )


def compose(
    reading: Reading,
    *,
    date: str | None = None,
    profile: str = "generic",
    particulars: Particulars | None = None,
    pharmacy: Pharmacy | None = None,
    summary: bool = False,
) -> Leaflet:
    """Choose the words: the leaflet for one reader. date: ISO, instead of the edition's.

    profile: the name of the jurisdiction whose rules they keep. particulars: of one patient, in the
    leaflet's language; they stand in a box of their own, and what identifies the leaflet stays the
    same. pharmacy: who hands it over. summary: only the most important facts, which must fit on one
    page. Raises WordingError, ProfileError, PharmacyError,
    NotFoundError where the program has no words in that language, UsageError for particulars in
    another one.
    """
    from .leaflet.compose import compose as composed
    from .monograph.sections import read_sections
    from .profile.order import Named

    library = reading.library
    agreed = library.sections()
    wording = wording_of(library, reading.monograph.language)
    named = Named(profile, read_profile(library, profile))
    leaflet = composed(
        reading.monograph,
        wording,
        sections=read_sections(agreed.source, agreed.file),
        profile=named,
        name=reading.name,
        source_sha256=reading.sha256,
        date=date,
        stale=reading.stale,
        pharmacy=pharmacy,
        summary=summary,
    )
    if not particulars:
        return leaflet
    from .leaflet.dispensing import with_particulars
    from .profile.forbidden import Forbids

    return with_particulars(leaflet, wording, particulars, Forbids.of(named))


def typeset(
    leaflet: Leaflet,
    layout: str = "standard",
    *,
    folder: str | Path | None = None,
    embed: Reading | None = None,
    minimum: Minimum | None = None,
    impose: bool = False,
) -> Typeset:
    """Set a leaflet in a layout, given by name. The same inputs give the same bytes.

    folder: a pharmacy's own library. embed: what the leaflet was composed from; then it and the
    words travel inside the PDF. minimum: what no type may fall below. impose: two pages on each
    side of a sheet, to be folded to a booklet. Raises LayoutError, NotFoundError, TypesetError, and
    ProfileError where the layout does not keep a rule of the leaflet's profile.
    """
    from .layout.shelf import look
    from .profile.minima import minima
    from .typesetting import typeset as set_
    from .typesetting.drawings import drawings
    from .version import VERSION

    library = Library(Path(folder) if folder is not None else None)
    looks, families = look(library, layout)
    asked = minima(read_profile(library, leaflet.profile), leaflet.profile)
    inside: tuple[EmbeddedFile, ...] = ()
    if embed is not None:
        from .pdf.embed import embedded_files
        from .pdf.structure import structure

        inside = embedded_files(leaflet, structure(leaflet), embed.source)
    return set_(
        leaflet,
        looks,
        families,
        name=layout,
        version=VERSION,
        embed=inside,
        drawings=drawings(library, leaflet),
        minimum=minimum,
        minima=asked,
        impose=impose,
    )


def write(leaflet: Typeset | bytes | str, target: str | Path) -> Path:
    """Write a typeset leaflet, its bytes, or a text, whole or not at all, for its owner alone.

    Raises WriteError; then nothing was changed.
    """
    from .files import write as write_
    from .pdf.whole import check_whole

    path = Path(target)
    if isinstance(leaflet, str):
        write_(path, leaflet.encode())
    else:
        write_(path, leaflet if isinstance(leaflet, bytes) else leaflet.pdf, check=check_whole)
    return path


def attach(
    leaflet: Typeset | bytes,
    dispense: str,
    store: str | Store,
    *,
    when: str,
    by: str,
    particulars: Particulars | None = None,
    **more: Any,
) -> Attached:
    """Attach a leaflet to a dispensing record in a store, or at its address.

    leaflet: as typeset, or a PDF of ours, which is read back (needs the extra `inspect`).
    dispense: the record's identifier. when: ISO date and time with its zone. by: who attached it.
    particulars: what was printed for the patient; the names of its fields are recorded, and which
    rules were set aside why. more: other fields of Attachment, such as how="paper". Twice is once:
    then the first attachment is given back. Raises StoreError, UsageError, WriteError.
    """
    from .records import Override, attachment_of, identity_in, identity_of, open_store

    if isinstance(leaflet, bytes):
        pdf, which = leaflet, identity_in(leaflet)
    else:
        pdf, which = leaflet.pdf, identity_of(leaflet.metadata)
    if particulars is not None:
        more["particulars"] = tuple(particulars.values)
        more["overrides"] = tuple(Override(*each) for each in particulars.overrides.items())
    attachment = attachment_of(pdf, which, dispense, when=when, by=by, **more)
    if not isinstance(store, str):
        return store.attach(attachment, pdf)
    with open_store(store) as opened:
        return opened.attach(attachment, pdf)
