"""Find out in which layouts and profiles a monograph makes a leaflet, and on how many pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from .. import pipeline
from ..base.errors import Fault, LeafletsError, Place
from ..content.library import Library
from ..content.monograph.reading import Reading
from ..content.profile.minima import minima
from ..content.profile.model import ProfileRef
from ..content.profile.reading import load_profile
from ..content.profile.rules import summarize_rules
from ..layout.reading import load_layout_and_fonts
from ..leaflet.model import Leaflet
from ..leaflet.pictograms import drawings
from ..source.schema import listed
from .model import Finding, Severity

__all__ = ["FIT_RULES", "Fit", "fits_of"]

STANDARD: Final = "standard"
GENERIC: Final = "generic"  # the rules of a country may need more pages
MOST_PAGES: Final = 2
LEAST_FILL: Final = 0.15  # of the last page

# code: severity and source; E401 is given with the code of what went wrong
FIT_RULES: Final[dict[str, tuple[Severity, str]]] = {
    "E401": ("error", "own"),
    "E402": ("warning", "own"),
    "E403": ("warning", "own"),
    "E404": ("note", "own"),
}


class Fit(Struct, frozen=True):
    """How a leaflet falls in one layout.

    pages: 0 if it cannot be made. fill: the share of the last page that is filled. error: why it
    cannot be made. translated: the rules of the profile whose words are our own translation.
    """

    layout: str
    profile: str
    extent: str
    language: str
    pages: int = 0
    fill: float = 0
    error: LeafletsError | None = None
    translated: tuple[str, ...] = ()

    def findings(self, file: str) -> Iterator[Finding]:
        """Yield what is wrong with it."""
        where = f"In the layout {self.layout}, by the profile {self.profile},"
        if self.error:
            message = f"{where} {'the summary' if self.extent == 'summary' else 'it'} is not made: "
            yield _finding(
                "E401", file, f"{message}{self.error.code} {self.error.says}", self.error.hint
            )
        elif (self.layout, self.profile) == (STANDARD, GENERIC) and self.pages > MOST_PAGES:
            message = f"{where} it takes {self.pages} pages."
            yield _finding(
                "E402", file, message, "Say less; most readers do not turn a second sheet."
            )
        elif self.pages > 1 and self.fill < LEAST_FILL:
            message = f"{where} the last of {self.pages} pages is nearly empty."
            yield _finding(
                "E403", file, message, "Shorten the words by a few lines, or add to them."
            )
        if self.translated:
            message = (
                f"By the profile {self.profile}, these words are our own translation, of no "
                f"official standing: {listed(self.translated)}."
            )
            command = f"leaflets profiles {self.profile} --language {self.language}"
            hint = f"Have a translator check them: {command}."
            yield _finding("E404", file, message, hint)


def _finding(code: str, file: str, message: str, hint: str) -> Finding:
    severity, _ = FIT_RULES[code]
    return Finding(severity, Fault(code, Place(file, 1, 1), message, hint))


def fits_of(reading: Reading) -> Iterator[Fit]:
    """Yield how a monograph falls in every layout by the profile generic, by every profile in the
    layout standard, and as a summary."""
    library = reading.library
    for layout in library.layouts():
        yield _fit(reading, library, layout, GENERIC)
    for profile in library.profiles():
        if profile != GENERIC:
            yield _fit(reading, library, STANDARD, profile)
    yield _fit(reading, library, STANDARD, GENERIC, summary=True)


def _fit(
    reading: Reading, library: Library, layout: str, profile: str, *, summary: bool = False
) -> Fit:
    extent = "summary" if summary else "full"
    language = str(reading.monograph.language)
    try:
        rules = ProfileRef(profile, load_profile(library, profile, (language,)))
        leaflet = pipeline.compose(reading, profile=rules, summary=summary)
        pages, fill = _pages(leaflet, library, layout, rules)
    except LeafletsError as error:
        return Fit(layout, profile, extent, language, error=error)
    translated = tuple(
        rule.name
        for rule in summarize_rules(rules.profile)
        if rule.language == language and rule.evidence == "own-translation"
    )
    return Fit(layout, profile, extent, language, pages, fill, translated=translated)


def _pages(leaflet: Leaflet, library: Library, layout: str, rules: ProfileRef) -> tuple[int, float]:
    """Return the number of pages, and how full the last one is. Raises what typesetting raises."""
    from ..typesetting.draw import lay_out_leaflet
    from ..typesetting.flaws import fill_share

    styles, families = load_layout_and_fonts(library, layout)
    paged = lay_out_leaflet(
        leaflet, styles, families, drawings(library, leaflet), None,
        minima(rules.profile, rules.name),
    )  # fmt: skip
    return len(paged.pages), fill_share(paged.pages[-1], paged.context)
