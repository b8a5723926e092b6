"""`leaflets layout new`: a layout of your own, to begin from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ...base.errors import LayoutError, UsageError
from .. import console
from ..options import complete_layout, data_option, own_folder

if TYPE_CHECKING:
    from ...content.library import Library

FOLDER: Final = "our"  # as in the README


@click.command(short_help="Begin a layout of your own.")
@click.argument("name", metavar="NAME")
@click.option(
    "--from",
    "base",
    metavar="BASE",
    default="standard",
    show_default=True,
    help="The layout from which it differs.",
    shell_complete=complete_layout,
)
@data_option()
def command(name: str, base: str, folder: str | None) -> None:
    """Begin a layout of your own: a small file that extends BASE, with its values as remarks.

    It is written to layouts/NAME.yaml in the folder of --data or LEAFLETS_DATA; without these, in
    the folder 'our', made if absent. The path of the file is printed.
    """
    from ...base.files import make_folder
    from ...content.library import Library
    from ...pipeline import write

    own = own_folder(folder) or Path(FOLDER)
    library = Library(own if own.is_dir() else None)
    path = own / "layouts" / f"{name}.yaml"
    text = checked(library, name, base, path)
    make_folder(path.parent)
    write(text, path)
    console.say(str(path))
    console.note(f"Change it, then: leaflets layout check {name} --data {own}")


def checked(library: Library, name: str, base: str, path: Path) -> str:
    """The text of the new layout, if it can be one. Raises UsageError."""
    from ...content.library import Library, is_name
    from ...layout.beginning import beginning

    if not is_name(name):
        raise UsageError(
            f"{name!r} cannot be the name of a layout.",
            "Use small letters, digits and single hyphens, such as our-pharmacy.",
        )
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already.", "Change that file, or choose another name.")

    def load(wanted: str) -> tuple[bytes, str]:
        return library.layout(wanted)[1:3]

    text = beginning(load, name, base)
    if name in Library().layouts():
        check_stand_in(library, name, base, text)
    return text


def check_stand_in(library: Library, name: str, base: str, text: str) -> None:
    """One with the name of ours takes its place, so that nothing can extend ours any more."""
    from ...layout.reading import resolve

    def load(wanted: str) -> tuple[bytes, str]:
        return (text.encode(), name) if wanted == name else library.layout(wanted)[1:3]

    try:
        resolve(load, name)
    except LayoutError:
        raise UsageError(
            f"A layout '{name}' of your own takes the place of ours, and cannot extend it: "
            f"'{base}' begins from '{name}'.",
            "Choose another name, and give it with --layout.",
        ) from None
    console.note(f"Note: this stands in for our layout '{name}'.")
