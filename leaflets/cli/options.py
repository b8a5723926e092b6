"""Options that several commands share, and what the shell completes for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..base.errors import UsageError
from ..content.library import Library
from .target import SOURCES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..content.pharmacy.model import Pharmacy

VARIABLE: Final = "LEAFLETS_DATA"
PROFILE: Final = "LEAFLETS_PROFILE"
PHARMACY: Final = "LEAFLETS_PHARMACY"


def own_folder(option: str | None) -> Path | None:
    """Return the pharmacy's own folder, by --data or from the environment, if there is one.

    Raises UsageError.
    """
    if option == "":  # an unset variable of a script: the program's own files would be used instead
        raise UsageError("--data is empty.", "Give your own folder, or leave out --data.")
    folder = option or os.environ.get(VARIABLE)
    return Path(folder) if folder else None


def profile_name(option: str | None) -> str:
    """Return the profile's name, by --profile, from the environment, or generic.

    Raises UsageError.
    """
    if option == "":
        raise UsageError("--profile is empty.", "Give a name, or leave out --profile.")
    return option or os.environ.get(PROFILE) or "generic"


def selected_pharmacy(option: str | None, library: Library) -> Pharmacy | None:
    """Read the pharmacy, by --pharmacy or from the environment, if there is one.

    Raises UsageError, PharmacyError, NotFoundError.
    """
    if option == "":
        raise UsageError("--pharmacy is empty.", "Give a name, or leave out --pharmacy.")
    name = option or os.environ.get(PHARMACY)
    if not name:
        return None
    from ..pipeline import pharmacy_of

    return pharmacy_of(library, name)


def is_file(name: str) -> bool:
    """Tell whether a NAME|FILE is a file: names have no ending."""
    return name.endswith(SOURCES)


def complete_monograph(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of monographs, and files."""
    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [
        CompletionItem(name) for name in _library(context).names() if name.startswith(incomplete)
    ]


def complete_layout(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of layouts."""
    return [name for name in _library(context).layouts() if name.startswith(incomplete)]


def complete_profile(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of profiles."""
    return [name for name in _library(context).profiles() if name.startswith(incomplete)]


def complete_pharmacy(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of pharmacies."""
    return [name for name in _library(context).pharmacies() if name.startswith(incomplete)]


def complete_layout_file(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of layouts, and files."""
    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in complete_layout(context, parameter, incomplete)]


def complete_language(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the languages of the monograph, or of the program's own words."""
    library = _library(context)
    languages = library.languages(context.params.get("name") or "") or library.wordings()
    return [language for language in languages if language.startswith(incomplete)]


def _library(context: click.Context) -> Library:
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
        help="Whose rules the leaflet keeps: generic, eu, uk, us, or your own; see 'leaflets help "
        f"profiles'.  [default: generic; also: {PROFILE}]",
        shell_complete=complete_profile,
    )


def pharmacy_option() -> Callable[[Any], Any]:
    """--pharmacy."""
    return click.option(
        "--pharmacy",
        metavar="NAME",
        help="The pharmacy whose name, address and logo stand at the head of the leaflet; see "
        "'leaflets help pharmacy'.  "
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
        help="The folder with your own monographs/, layouts/, profiles/, wording/ and pharmacies/, "
        f"which come before those of the program.  [also: {VARIABLE}]",
    )
