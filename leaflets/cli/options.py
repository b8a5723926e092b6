"""Options that several commands share, and what the shell completes for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from ..base.errors import NotFoundError, Place, UsageError
from ..content.library import Library
from .target import SOURCES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..content.pharmacy.model import Pharmacy

Decorator = Callable[[Any], Any]

DATA: Final = "LEAFLETS_DATA"
APPROVED_ONLY: Final = "LEAFLETS_APPROVED_ONLY"
# the variable of each setting of leaflets.yaml, and the parameter of the commands that take it
VARIABLES: Final = {
    "layout": "LEAFLETS_LAYOUT", "profile": "LEAFLETS_PROFILE", "pharmacy": "LEAFLETS_PHARMACY",
    "language": "LEAFLETS_LANGUAGE", "store": "LEAFLETS_STORE",
}  # fmt: skip
PARAMETERS: Final = {name: name for name in VARIABLES} | {"store": "address"}


def own_folder(option: str | None) -> Path | None:
    """Return the pharmacy's own folder, by --data or from the environment, if there is one.

    Raises UsageError.
    """
    if option == "":  # an unset variable of a script: the program's own files would be used instead
        raise UsageError("--data is empty.", "Give your own folder, or leave out --data.")
    folder = option or os.environ.get(DATA)
    return Path(folder) if folder else None


def use_settings(context: click.Context, _: click.Parameter, folder: str | None) -> str | None:
    """Let the settings of the pharmacy's own folder stand in for options that were not given.

    Click then takes each value from the option, else its variable, else the settings, else its
    default. An option without the variable of a setting has none, such as the store of a pack; a
    command without any does not read the settings. Raises SettingsError.
    """
    variables = {parameter.envvar for parameter in context.command.params}
    names = [name for name, variable in VARIABLES.items() if variable in variables]
    own = None if context.resilient_parsing else own_folder(folder)
    if own is not None and names:
        from ..content.settings import load_settings  # takes 1 ms, which others need not wait for

        settings = dict(load_settings(Library(own)).items())
        context.default_map = {
            PARAMETERS[name]: settings[name] for name in names if name in settings
        }
    return folder


def check_given(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Refuse an empty value, and an unknown name in a variable, which the message then tells.

    An empty value is an unset variable of a script. Raises UsageError, NotFoundError.
    """
    if value == "":
        option = parameter.opts[0]
        raise UsageError(f"{option} is empty.", f"Give a value, or leave out {option}.")
    is_variable = context.get_parameter_source(str(parameter.name)) is ParameterSource.ENVIRONMENT
    if value and is_variable and not context.resilient_parsing:
        check_name_in_variable(context, parameter, value)
    return value


def check_name_in_variable(context: click.Context, parameter: click.Parameter, value: str) -> None:
    """Refuse the name of something that is not there. Raises NotFoundError."""
    library = library_of(context)
    searches = {
        "layout": library.layout, "profile": library.profile, "pharmacy": library.pharmacy,
        "language": library.wording,
    }  # fmt: skip
    if search := searches.get(str(parameter.name)):
        try:
            search(value)
        except NotFoundError as error:
            place = Place(str(parameter.envvar))
            raise NotFoundError(error.says, error.hint, code=error.code, place=place) from None


def selected_pharmacy(name: str | None, library: Library) -> Pharmacy | None:
    """Read the pharmacy of that name, if there is one. Raises PharmacyError, NotFoundError."""
    if name is None:
        return None
    from ..pdf.figures import pharmacy_of

    return pharmacy_of(library, name)


def is_file(name: str) -> bool:
    """Return whether a NAME|FILE is a file: names have no ending."""
    return name.endswith(SOURCES)


def complete_monograph(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of monographs, and files."""
    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [
        CompletionItem(name) for name in library_of(context).names() if name.startswith(incomplete)
    ]


def complete_layout(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of layouts."""
    return [name for name in library_of(context).layouts() if name.startswith(incomplete)]


def complete_profile(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of profiles."""
    return [name for name in library_of(context).profiles() if name.startswith(incomplete)]


def complete_pharmacy(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of pharmacies."""
    return [name for name in library_of(context).pharmacies() if name.startswith(incomplete)]


def complete_layout_file(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of layouts, and files."""
    from click.shell_completion import CompletionItem  # only a shell that completes needs it

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in complete_layout(context, parameter, incomplete)]


def library_of(context: click.Context) -> Library:
    """Return the library with the pharmacy's own folder."""
    return Library(own_folder(context.params.get("folder")))


def name_argument() -> Decorator:
    """NAME|FILE."""
    return click.argument("name", metavar="NAME|FILE", shell_complete=complete_monograph)


def layout_option(says: str = "How the leaflet should look; see 'leaflets list'.") -> Decorator:
    """--layout."""
    return click.option(
        "--layout",
        metavar="NAME",
        default="standard",
        envvar=VARIABLES["layout"],
        callback=check_given,
        help=f"{says}  [default: standard; also: {VARIABLES['layout']}]",
        shell_complete=complete_layout,
    )


def profile_option() -> Decorator:
    """--profile."""
    return click.option(
        "--profile",
        metavar="NAME",
        default="generic",
        envvar=VARIABLES["profile"],
        callback=check_given,
        help="Whose rules the leaflet keeps: generic, eu, uk, us, or your own; see 'leaflets help "
        f"profiles'.  [default: generic; also: {VARIABLES['profile']}]",
        shell_complete=complete_profile,
    )


def pharmacy_option() -> Decorator:
    """--pharmacy."""
    return click.option(
        "--pharmacy",
        metavar="NAME",
        envvar=VARIABLES["pharmacy"],
        callback=check_given,
        help="The pharmacy whose name, address and logo stand at the head of the leaflet; see "
        "'leaflets help pharmacy'.  "
        f"[also: {VARIABLES['pharmacy']}]",
        shell_complete=complete_pharmacy,
    )


def approved_only_option() -> Decorator:
    """--approved-only."""
    return click.option(
        "--approved-only",
        is_flag=True,
        envvar=APPROVED_ONLY,
        help="Refuse drafts: what no health professional has reviewed.  "
        f"[also: {APPROVED_ONLY}=yes]",
    )


def store_option(*, required: bool = True) -> Decorator:
    """--store."""
    return click.option(
        "--store",
        "address",
        metavar="ADDRESS",
        required=required,
        envvar=VARIABLES["store"],
        callback=check_given,
        help="Where attachments are kept, such as sqlite:///records.db.  "
        f"[also: {VARIABLES['store']}]",
    )


def data_option(*, for_settings: bool = False) -> Decorator:
    """--data, read before all other options. for_settings: the command needs nothing else there."""
    what = "your own leaflets.yaml, which says what holds where you give nothing."
    if not for_settings:
        what = (
            "your own monographs/, layouts/, profiles/, wording/ and pharmacies/, which come "
            "before those of the program; and with leaflets.yaml, see 'leaflets help pharmacy'."
        )
    return click.option(
        "--data",
        "folder",
        metavar="FOLDER",
        type=click.Path(),
        is_eager=True,
        expose_value=not for_settings,
        callback=use_settings,
        help=f"The folder with {what}  [also: {DATA}]",
    )
