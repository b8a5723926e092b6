"""What the page at the counter shows: the values that are put into its words and fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Final

from msgspec import Struct

from ...base.errors import LeafletsError
from ...content.library import Library
from ...content.monograph.reading import Reading
from ...content.profile.reading import load_profile
from ...content.wording import load_wording
from ...content.wording.patterns import Phrase
from ...layout.reading import load_layout
from ...source.yaml import Text
from ..orders import LeafletOrder
from ..pages import Choice, Page, choices_among, draw_pages
from .desk import Finding, Outcome
from .form import CounterForm
from .handing_over import Earlier
from .medicines import Found, Match
from .words import CounterWords

__all__ = ["Record", "View", "choices_of", "pages_of"]

FIRST_PAGES: Final = 2  # shown at once; the others when they are wanted
DPI: Final = 150  # sharp on common screens


class Record(Struct, frozen=True):
    """What became of handing over, and what was handed over before.

    state: "done", "already", "refused", "not-shown", "not-the-same", or empty where nothing was
    handed over now. why: sentences and next steps. replace: the sha256 that must be replaced.
    earlier: None where nobody looked.
    """

    state: str = ""
    title: str = ""
    why: tuple[tuple[str, str], ...] = ()
    replace: str = ""
    earlier: tuple[Earlier, ...] | None = None


class View(Struct, frozen=True, kw_only=True):
    """All that one page shows; its representation has nothing of a patient.

    chosen: the medicine; None: none yet. choices: by field, and only where there are several.
    is_checked: whether anything typed was checked. has_records: whether there is a store.
    """

    words: CounterWords
    form: CounterForm
    languages: tuple[Choice, ...]
    found: Found = Found()
    chosen: Match | None = None
    edition: str = ""
    is_draft: bool = False
    choices: Mapping[str, tuple[Choice, ...]] = {}
    findings: tuple[Finding, ...] = ()
    is_checked: bool = False
    impossible: tuple[tuple[str, str], ...] = ()
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    text: str = ""
    text_language: str = ""
    sha256: str = ""
    has_records: bool = False
    record: Record = Record()

    def __repr__(self) -> str:
        return "<page at the counter>"


def pages_of(outcome: Outcome, *, every: bool) -> tuple[Page, ...]:
    """Draw the first pages of a leaflet, or every one."""
    if outcome.rendered is None:
        return ()
    count = outcome.rendered.pages if every else min(FIRST_PAGES, outcome.rendered.pages)
    return draw_pages(outcome.rendered.content, range(1, count + 1), DPI)


def choices_of(
    reading: Reading, words: CounterWords, order: LeafletOrder
) -> dict[str, tuple[Choice, ...]]:
    """Return what can be chosen of a leaflet, by field; nothing where there is one value only."""
    library = reading.library
    routes = load_wording(library, words.language).routes
    uses = {str(use.id): str(use.name) for use in reading.monograph.single_uses}
    layouts = _called(library.layouts(), words.choices.layouts, lambda name: _layout(library, name))
    profiles = _called(
        library.profiles(), words.choices.profiles, lambda name: load_profile(library, name).says
    )
    titles = reading.titles
    phrases = {str(route): str(phrase) for route, phrase in routes.items()}
    by_route = {route: phrases.get(route, route) for route in titles.routes}
    fields = {
        "language": (_languages(library, library.languages(reading.name)), order.language),
        "layout": (layouts, order.layout),
        "profile": (profiles, order.profile),
        "route": (_or_all(by_route, words.choices.every_route), _chosen(order, "route")),
        "use": (_or_all(uses, words.choices.every_use), _chosen(order, "use")),
    }
    return {
        name: choices_among(texts, chosen) if len(texts) > 1 else ()
        for name, (texts, chosen) in fields.items()
    }


def _chosen(order: LeafletOrder, field: str) -> str:
    """Return the route or use of an order, which may be among the particulars."""
    return getattr(order, field) or order.particulars.get(field, "")


def _languages(library: Library, tags: Iterable[str]) -> dict[str, str]:
    """Return what each language is called in itself."""
    known = library.wordings()
    return {tag: str(load_wording(library, tag).name) for tag in tags if tag in known}


def _or_all(texts: Mapping[str, str], every: str) -> dict[str, str]:
    """Return texts by value, with one for all values before them where there are several."""
    return {"": str(every), **texts} if len(texts) > 1 else {}


def _called(
    names: Collection[str], words: Mapping[Text, Phrase], says: Callable[[str], str]
) -> dict[str, str]:
    """Return what each layout or profile is called: by the page's words, or by its own file."""
    texts = {str(name): str(phrase) for name, phrase in words.items() if name in names}
    for name in names:
        if name not in texts:
            with suppress(LeafletsError):  # one that cannot be read must not hide the others
                texts[name] = says(name)
    return texts


def _layout(library: Library, name: str) -> str:
    return load_layout(library, name).says
