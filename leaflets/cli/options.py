"""Options that several commands share, and what the shell may complete."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..base.errors import UsageError
from .target import SOURCES

if TYPE_CHECKING:
    from ..content.library import Library
    from ..content.pharmacy.model import Pharmacy

VARIABLE: Final = "LEAFLETS_DATA"
PROFILE: Final = "LEAFLETS_PROFILE"
PHARMACY: Final = "LEAFLETS_PHARMACY"


def own_folder(given: str | None) -> Path | None:
    """The pharmacy's own folder: as given, or from the environment."""
    if given == "":  # a script's variable that is not set: ours would come out instead
        raise UsageError("--data is empty.", "Give your own folder, or leave out --data.")
    wanted = given or os.environ.get(VARIABLE)
    return Path(wanted) if wanted else None


def chosen_profile(given: str | None) -> str:
    """The profile as given, or from the environment, or generic."""
    if given == "":
        raise UsageError("--profile is empty.", "Give a name, or leave out --profile.")
    return given or os.environ.get(PROFILE) or "generic"


def chosen_pharmacy(given: str | None, library: Library) -> Pharmacy | None:
    """The pharmacy as given, or from the environment; there need be none."""
    if given == "":
        raise UsageError("--pharmacy is empty.", "Give a name, or leave out --pharmacy.")
    name = given or os.environ.get(PHARMACY)
    if not name:
        return None
    from ..pipeline import pharmacy_of

    return pharmacy_of(library, name)


def is_file(name: str) -> bool:
    """Whether a NAME|FILE is a file: names have no ending."""
    return name.endswith(SOURCES)


def complete_monograph(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """Names of monographs that begin so, and files."""
    from click.shell_completion import CompletionItem

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [
        CompletionItem(name) for name in _library(context).names() if name.startswith(incomplete)
    ]


def complete_layout(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of layouts that begin so."""
    return [name for name in _library(context).layouts() if name.startswith(incomplete)]


def complete_profile(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of profiles that begin so."""
    return [name for name in _library(context).profiles() if name.startswith(incomplete)]


def complete_pharmacy(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of pharmacies that begin so."""
    return [name for name in _library(context).pharmacies() if name.startswith(incomplete)]


def complete_layout_file(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """Names of layouts that begin so, and files."""
    from click.shell_completion import CompletionItem

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in complete_layout(context, parameter, incomplete)]


def complete_language(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Languages of the monograph, or of the program's own words."""
    library = _library(context)
    known = library.languages(context.params.get("name") or "") or library.wordings()
    return [language for language in known if language.startswith(incomplete)]


def _library(context: click.Context) -> Any:
    from ..content.library import Library

    return Library(own_folder(context.params.get("folder")))


def name_argument() -> Callable[[Any], Any]:
    """NAME|FILE."""
    return click.argument("name", metavar="NAME|FILE", shell_complete=complete_monograph)


def language_option() -> Callable[[Any], Any]:
    """--language."""
    return click.option(
        "--language",
        metavar="TAG",
        help="Language of the leaflet, such as en or pt-BR.  [default: en; a FILE has its own]",
        shell_complete=complete_language,
    )


def profile_option() -> Callable[[Any], Any]:
    """--profile."""
    return click.option(
        "--profile",
        metavar="NAME",
        help="Whose rules it keeps: generic, eu, uk, us, or one of yours; see 'leaflets help "
        f"profiles'.  [default: generic; also: {PROFILE}]",
        shell_complete=complete_profile,
    )


def pharmacy_option() -> Callable[[Any], Any]:
    """--pharmacy."""
    return click.option(
        "--pharmacy",
        metavar="NAME",
        help="Whose name, address and logo stand at its head; see 'leaflets help pharmacy'.  "
        f"[also: {PHARMACY}]",
        shell_complete=complete_pharmacy,
    )


def data_option() -> Callable[[Any], Any]:
    """--data."""
    return click.option(
        "--data",
        "folder",
        metavar="FOLDER",
        type=click.Path(),
        help="Your own monographs/, layouts/, profiles/, wording/, pharmacies/; they come before "
        f"ours.  [also: {VARIABLE}]",
    )
