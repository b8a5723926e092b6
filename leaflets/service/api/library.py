"""What there is to choose from: monographs by any name or code, layouts, profiles, languages."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct, convert

from ...authoring.listing import layouts, monographs, pharmacies, profiles
from ...content.wording import load_complete_wording
from ..problems import FAILURES
from ..warm import WarmState

__all__ = ["ROUTES"]

Find = Annotated[
    str | None,
    QueryParameter(description="Part of a title, a generic name, a synonym or a code."),
]
Most = Annotated[int, QueryParameter(description="How many to list at most.", ge=1, le=200)]
After = Annotated[str, QueryParameter(description="List those behind this name.")]


class ListError(Struct, frozen=True):
    """Why something cannot be read."""

    code: str
    says: str


class EditionItem(Struct, frozen=True):
    """A monograph in one language. lapsed: its words have changed since the approval."""

    language: str
    title: str
    edition: str
    review: str
    lapsed: bool
    error: ListError | None


class MonographItem(Struct, frozen=True):
    """A monograph. name: in the library."""

    name: str
    title: str
    languages: list[EditionItem]


class MonographList(Struct, frozen=True):
    """Monographs by their names. count: of all, of which some are listed."""

    monographs: list[MonographItem]
    count: int


class ChoiceItem(Struct, frozen=True):
    """A layout or a profile, and what it is for."""

    name: str
    says: str
    error: ListError | None


class LayoutList(Struct, frozen=True):
    """The layouts."""

    layouts: list[ChoiceItem]


class ProfileList(Struct, frozen=True):
    """The profiles."""

    profiles: list[ChoiceItem]


class PharmacyItem(Struct, frozen=True):
    """A pharmacy, and what it is called."""

    name: str
    title: str
    error: ListError | None


class PharmacyList(Struct, frozen=True):
    """The pharmacies of the library."""

    pharmacies: list[PharmacyItem]


class LanguageItem(Struct, frozen=True):
    """A language in which leaflets can be made, and what it calls itself."""

    language: str
    name: str


class LanguageList(Struct, frozen=True):
    """The languages of which the program has all words."""

    languages: list[LanguageItem]


@get(
    "/monographs", responses=FAILURES, operation_id="listMonographs", sync_to_thread=True,
    summary="List monographs, or find them by a name or a code",
)  # fmt: skip
def list_monographs(
    warm: NamedDependency[WarmState], find: Find = None, most: Most = 50, after: After = ""
) -> MonographList:
    """List monographs by name. The word that is found may stand anywhere in a name or a code."""
    library, today = warm.files.library(), warm.settings.clock.today()
    names = library.names() if find is None else library.monographs.names_with(find)
    listed = islice((name for name in names if name > after), most)
    return MonographList(_items(monographs(library, listed, today), MonographItem), len(names))


@get("/layouts", operation_id="listLayouts", summary="List the layouts", sync_to_thread=True)
def list_layouts(warm: NamedDependency[WarmState]) -> LayoutList:
    """List the layouts, and what each is for."""
    return LayoutList(_items(layouts(warm.files.library()), ChoiceItem))


@get("/profiles", operation_id="listProfiles", summary="List the profiles", sync_to_thread=True)
def list_profiles(warm: NamedDependency[WarmState]) -> ProfileList:
    """List the profiles, the rules of countries."""
    return ProfileList(_items(profiles(warm.files.library()), ChoiceItem))


@get(
    "/pharmacies", operation_id="listPharmacies", summary="List the pharmacies",
    sync_to_thread=True,
)  # fmt: skip
def list_pharmacies(warm: NamedDependency[WarmState]) -> PharmacyList:
    """List the pharmacies whose name can stand at the head of a leaflet."""
    return PharmacyList(_items(pharmacies(warm.files.library()), PharmacyItem))


@get("/languages", operation_id="listLanguages", summary="List the languages", sync_to_thread=True)
def list_languages(warm: NamedDependency[WarmState]) -> LanguageList:
    """List the languages of which the program has all words."""
    library = warm.files.library()
    names = ((tag, str(load_complete_wording(library, tag).name)) for tag in library.wordings())
    return LanguageList([LanguageItem(tag, name) for tag, name in names])


def _items(values: Any, item: Any) -> Any:
    """Return plain values as items."""
    return convert(list(values), list[item])


ROUTES = (list_monographs, list_layouts, list_profiles, list_pharmacies, list_languages)
