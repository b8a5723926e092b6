"""`--language`: one language by tag or name, or two for both in one leaflet."""

from __future__ import annotations

import click
from click.core import ParameterSource

from ..base.languages import BETWEEN_LANGUAGES, split_languages
from ..content.library import is_language
from .options import VARIABLES, Decorator, check_given, is_file, library_of

__all__ = ["language_option"]


def language_of_name(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Return the tag of the language that was given by tag or name.

    A file has its own, whatever is set for names.
    """
    source = context.get_parameter_source(str(parameter.name))
    if source is not ParameterSource.COMMANDLINE and is_file(context.params.get("name") or ""):
        return None
    return check_given(context, parameter, _tag(context, value) if value else value)


def languages_of_names(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Return one language as `language_of_name` does, or two, as in es,en.

    Raises UsageError (U231) for others.
    """
    if not value or BETWEEN_LANGUAGES not in value:
        return language_of_name(context, parameter, value)
    tags = [_tag(context, name) for name in split_languages(value)]
    for tag in split_languages(BETWEEN_LANGUAGES.join(tags)):
        check_given(context, parameter, tag)
    return BETWEEN_LANGUAGES.join(tags)


def _tag(context: click.Context, name: str) -> str:
    """Return the tag of a language that is given by tag or name."""
    if (is_language(name) and "-" not in name) or context.resilient_parsing:
        return name
    from ..content.wording.names import language_tag  # few give a language by its name

    return language_tag(library_of(context), name)


def complete_language(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the languages of the monograph, or of the program's own words."""
    library = library_of(context)
    languages = library.languages(context.params.get("name") or "") or library.wordings()
    return [language for language in languages if language.startswith(incomplete)]


def language_option(
    says: str = "Language of the leaflet, such as en or Spanish.",
    default: str | None = None,
    *,
    takes_two: bool = False,
) -> Decorator:
    """--language. default: for commands in which no file has a language of its own.

    takes_two: leaflets may have two languages.
    """
    if takes_two:
        says = says.removesuffix(".") + "; es,en for both in one leaflet."
    return click.option(
        "--language",
        metavar="TAG",
        default=default,
        envvar=VARIABLES["language"],
        callback=languages_of_names if takes_two else language_of_name,
        help=f"{says}  [default: en{'' if default else '; a FILE has its own'}; "
        f"also: {VARIABLES['language']}]",
        shell_complete=complete_language,
    )
