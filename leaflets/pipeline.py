"""The straight line: read, compose, typeset, write, attach; and freeze, for many patients.

The commands and the Python API run these functions. Those that typeset or attach import their rooms
when they are called, so that a leaflet as plain text never loads ReportLab.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .base.arguments import check_type
from .base.errors import UsageError
from .base.files import write as write_file
from .base.version import VERSION
from .content.library import Folder, open_library
from .content.monograph.reading import Reading, load_monograph, load_monograph_file
from .content.monograph.review import review_policy
from .content.monograph.sections import load_sections
from .content.particulars import Particulars, check_particulars, choices
from .content.pharmacy.model import Pharmacy
from .content.profile.forbidden import ForbiddenWords
from .content.profile.minima import minima
from .content.profile.model import ProfileRef
from .content.profile.reading import languages_of, load_profile
from .content.wording import load_wording
from .layout.reading import load_layout_and_fonts
from .layout.scaling import Minimum
from .leaflet.compose import compose as compose_leaflet
from .leaflet.dispensing import with_particulars
from .leaflet.model import Leaflet
from .leaflet.particulars_wording import ParticularsWording
from .leaflet.pictograms import drawings
from .pdf.figures import pharmacy_of, with_figures

if TYPE_CHECKING:
    from .pdf.metadata import Metadata
    from .records import Attached, Store
    from .stamping.frozen import Frozen
    from .typesetting import Letters, Lines, Typeset

__all__ = [
    "Reading", "attach", "check_particulars", "compose", "freeze", "read",
    "read_pharmacy", "read_profile", "typeset", "write",
]  # fmt: skip

SUFFIXES = (".yaml", ".yml")  # of files; no name of a monograph ends so


def read(
    source: str | Path,
    *,
    language: str | None = None,
    folder: Folder = None,
    today: str | None = None,
    approved_only: bool = False,
) -> Reading:
    """Read a monograph by name, title or synonym, or from a file.

    source: a Path, or a text that ends in .yaml or .yml, is a file; any other text is a name.
    language: BCP 47; a name is read in English by default, a file in its own language.
    folder: a pharmacy's own library, which comes before ours. today: ISO date by the caller's
    clock, without which an approved monograph is refused: an approval of a day to come is none.
    approved_only: refuse drafts. Raises MonographError, NotFoundError, UsageError.
    """
    check_type("source", source, str, Path)
    check_type("language", language, str, type(None))
    library, policy = open_library(folder), review_policy(today, approved_only)
    path = Path(source) if isinstance(source, Path) or source.endswith(SUFFIXES) else None
    if path is None:
        tag = "en" if language is None else language
        reading = load_monograph(library, str(source), tag, policy)
    else:
        reading = load_monograph_file(library, path, language, policy)
    reading = with_figures(reading, path)
    if reading.monograph.review.status == "draft":
        return reading
    from .leaflet.current_review import with_current_review

    return with_current_review(reading, approved_only)


def read_profile(name: str, *, folder: Folder = None) -> ProfileRef:
    """Read a profile by name, in all of its languages. Raises ProfileError, NotFoundError."""
    check_type("name", name, str)
    library = open_library(folder)
    return ProfileRef(name, load_profile(library, name, languages_of(library, name)))


def read_pharmacy(name: str, *, folder: Folder = None) -> Pharmacy:
    """Read a pharmacy and its logo from a pharmacy's own library, by name.

    Raises PharmacyError, NotFoundError.
    """
    check_type("name", name, str)
    return pharmacy_of(open_library(folder), name)


def compose(
    reading: Reading,
    *,
    date: str | None = None,
    profile: str | ProfileRef = "generic",
    particulars: Particulars | None = None,
    pharmacy: str | Pharmacy | None = None,
    summary: bool = False,
    route: str | None = None,
    use: str | None = None,
    frame_language: str | None = None,
) -> Leaflet:
    """Choose the words: the leaflet for one reader.

    date: ISO, printed instead of the edition's. profile: whose rules the words keep, by name or as
    a value. particulars: of one patient, in the leaflet's language; they stand in a box of their
    own and do not change the leaflet's identifier. pharmacy: who hands it over, by name or as a
    value. summary: only the most important facts, for one page; the leaflet's alternatives have
    fewer of them, and `typeset` sets the first that fits. route, use: the reader's, by their ids in
    the monograph; by default those of the particulars. What concerns only others is left out, and
    the leaflet says for whom it is. frame_language: BCP 47, of the program's own words, for a text
    in a language in which the program has none; such a leaflet takes no particulars.

    Raises WordingError, ProfileError, PharmacyError; NotFoundError where the program has no words
    in that language; ParticularsError for another medicine's product, route or use, as
    `check_particulars` does, and where nothing concerns the reader; UsageError for particulars in
    another language or of another reader, or a wrong type.
    """
    check_type("reading", reading, Reading)
    check_type("particulars", particulars, Particulars, type(None))
    if frame_language and particulars:
        raise UsageError(
            "A leaflet with a frame in another language has no particulars of a patient: nobody "
            "could tell in which language they are.",
            "Leave out the particulars, or the language of the frame.",
        )
    route, use = choices(reading, particulars, route, use)
    library = reading.library
    wording = load_wording(library, frame_language or reading.monograph.language)
    rules = _profile(reading, profile)
    leaflet = compose_leaflet(
        reading.monograph, wording, sections=load_sections(library), profile=rules,
        name=reading.name, source_sha256=reading.sha256, date=date, stale=reading.stale,
        pharmacy=None if pharmacy is None else pharmacy_of(library, pharmacy),
        figures=reading.figures, summary=summary, route=route, use=use,
        is_framed=bool(frame_language),
    )  # fmt: skip
    if not particulars:
        return leaflet
    return with_particulars(leaflet, wording, particulars, ForbiddenWords.of(rules))


def typeset(
    leaflet: Leaflet,
    layout: str = "standard",
    *,
    folder: Folder = None,
    profile: ProfileRef | None = None,
    embed: Reading | None = None,
    minimum: Minimum | None = None,
    impose: bool = False,
) -> Typeset:
    """Set a leaflet in a layout, given by name. The same inputs give the same bytes.

    folder: a pharmacy's own library. profile: the one the leaflet was composed with, if it was
    given as a value. embed: what it was composed from; that and the words then travel in the PDF.
    minimum: the least type sizes. impose: two pages on a side of a sheet, to be folded.

    Raises LayoutError, NotFoundError, TypesetError, UsageError; ProfileError where the layout does
    not keep a rule of the leaflet's profile.
    """
    from .typesetting.draw import draw

    check_type("leaflet", leaflet, Leaflet)
    check_type("embed", embed, Reading, type(None))
    check_type("layout", layout, str)
    library = open_library(folder)
    styles, families = load_layout_and_fonts(library, layout)
    rules = profile or ProfileRef(leaflet.profile, load_profile(library, leaflet.profile))
    drawn_leaflet = draw(
        leaflet, styles, families, name=layout, version=VERSION,
        source=embed.source if embed else None, drawings=drawings(library, leaflet),
        minimum=minimum, minima=minima(rules.profile, rules.name), impose=impose,
    )  # fmt: skip
    return drawn_leaflet.typeset


def write(leaflet: Typeset | bytes | str, target: str | Path) -> Path:
    """Write a typeset leaflet, its bytes, or a text, whole or not at all, for its owner alone.

    Raises WriteError, and UsageError for an argument of a wrong type; then nothing was changed.
    """
    from .pdf.writer import check_complete
    from .typesetting import Typeset

    check_type("leaflet", leaflet, Typeset, bytes, str)
    check_type("target", target, str, Path)
    path = Path(target)
    if isinstance(leaflet, str):
        write_file(path, leaflet.encode())
    else:
        pdf = leaflet if isinstance(leaflet, bytes) else leaflet.pdf
        write_file(path, pdf, check=check_complete)
    return path


def attach(
    leaflet: Typeset | bytes,
    dispense: str,
    store: str | Store,
    *,
    when: str,
    by: str,
    particulars: Particulars | None = None,
    approved_only: bool = False,
    metadata: Metadata | None = None,
    sha256: str = "",
    **fields: Any,
) -> Attached:
    """Attach a leaflet to a dispensing record in a store, or at its address.

    leaflet: as typeset, or a PDF of ours, which needs the extra `inspect`. metadata, sha256: of a
    PDF that was just made (`Frozen.metadata`), so that it need not be read. dispense: the record's
    identifier. when: ISO date and time with its zone. by: who attached it. particulars: what was
    printed for the patient; its fields are recorded, and why a rule was set aside. approved_only:
    refuse drafts. fields: other fields of Attachment, such as how="paper". Attaching twice gives
    back the first. Raises StoreError, UsageError, WriteError.
    """
    from .exchange.open_store import open_store
    from .records import Override, attachment_of, check_approved, identity_in, identity_of
    from .records.identity import identity_of_made
    from .typesetting import Typeset

    check_type("leaflet", leaflet, Typeset, bytes)
    if isinstance(leaflet, bytes):
        pdf = leaflet
        identity = identity_of_made(pdf, metadata, sha256) if metadata else identity_in(pdf)
    else:
        pdf, identity = leaflet.pdf, identity_of(leaflet.metadata)
    if approved_only:
        check_approved(identity)
    if particulars is not None:
        fields["particulars"] = tuple(particulars.values)
        fields["overrides"] = tuple(Override(*rule) for rule in particulars.overrides.items())
    attachment = attachment_of(pdf, identity, dispense, when=when, by=by, **fields)
    if not isinstance(store, str):
        return store.attach(attachment, pdf)
    with open_store(store) as opened:
        return opened.attach(attachment, pdf)


def freeze(
    reading: Reading,
    layout: str = "standard",
    *,
    fields: Iterable[str] | None = None,
    folder: Folder = None,
    date: str | None = None,
    profile: str | ProfileRef = "generic",
    pharmacy: str | Pharmacy | None = None,
    summary: bool = False,
    minimum: Minimum | None = None,
    route: str | None = None,
    use: str | None = None,
    spare: float | None = None,
    letters: Letters = frozenset(),
    lines: Lines | None = None,
) -> Frozen:
    """Set the body of a leaflet once, to put the words of any number of patients behind it.

    fields: the particulars that each patient will have; by default all, but the route only where
    it is given, or the medicine has no other. spare: lines kept free for long words, as in
    `Frozen.spare_for`. letters: for which the fonts have room, as in `Frozen.letters_for`. lines:
    that the words must need, as in `reserve.field_lines`. The rest is as in `compose` and
    `typeset`. Raises what these raise, DoesNotFit where the particulars do not stand on one page in
    one piece, and UsageError for the field of a route where the body would hold for several routes.
    """
    from .stamping.filler import fillers
    from .stamping.freeze import freeze as freeze_leaflet

    library, rules = open_library(folder), _profile(reading, profile)
    styles, families = load_layout_and_fonts(library, layout)
    leaflet = compose(
        reading, date=date, profile=rules, pharmacy=pharmacy, summary=summary, route=route, use=use,
        particulars=fillers(reading, fields, route, use, lines, styles, families),
    )  # fmt: skip
    return freeze_leaflet(
        leaflet, styles, families, name=layout, version=VERSION, medicine=reading.medicine,
        drawings=drawings(library, leaflet), minimum=minimum, lines=lines,
        minima=minima(rules.profile, rules.name),
        particulars_wording=ParticularsWording.of(load_wording(reading.library, leaflet.language)),
        forbidden_words=ForbiddenWords.of(rules), spare=spare, letters=letters,
    )  # fmt: skip


def _profile(reading: Reading, profile: str | ProfileRef) -> ProfileRef:
    check_type("profile", profile, str, ProfileRef)
    if isinstance(profile, ProfileRef):
        return profile
    language = reading.monograph.language
    return ProfileRef(profile, load_profile(reading.library, profile, [language]))
