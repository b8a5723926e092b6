"""`leaflets layout new`: begin a layout of your own."""

from __future__ import annotations

from pathlib import Path

import click

from ...base.errors import LayoutError, UsageError
from ...base.files import make_folder
from ...content.library import Library, is_name
from ...layout.authoring import starter_file
from ...layout.reading import merge_files
from ...pipeline import write
from .. import console
from ..options import complete_layout, data_option
from .layout_file import FOLDER, layout_folder


@click.command(short_help="Begin a layout of your own.")
@click.argument("name", metavar="NAME")
@click.option(
    "--from",
    "base",
    metavar="BASE",
    default="standard",
    show_default=True,
    help="The layout that it extends.",
    shell_complete=complete_layout,
)
@data_option()
def command(name: str, base: str, folder: str | None) -> None:
    """Begin a layout of your own: a small file that extends BASE, with its values as comments.

    It is written to layouts/NAME.yaml in the folder of --data or LEAFLETS_DATA; without these, in
    the folder 'our', made if absent. The path of the file is printed.
    """
    own = layout_folder(folder) or Path(FOLDER)
    library = Library(own if own.is_dir() else None)
    path = own / "layouts" / f"{name}.yaml"
    text = new_layout(library, name, base, path)
    make_folder(path.parent)
    write(text, path)
    console.say(str(path))
    console.note(f"Change it, then: leaflets layout check {name} --data {own}")
    console.note(f"Use it: leaflets render acetylcysteine --layout {name} --data {own}")


def new_layout(library: Library, name: str, base: str, path: Path) -> str:
    """Return the text of the new layout. Raises UsageError for a name that cannot be used."""
    if not is_name(name):
        raise UsageError(
            f"{name!r} cannot be the name of a layout.",
            "Use small letters, digits and single hyphens, such as our-pharmacy.",
        )
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists already.", "Change that file, or choose another name.")

    def load(layout: str) -> tuple[bytes, str]:
        return library.layout(layout)[1:3]

    text = starter_file(load, name, base)
    if name in Library().layouts():
        check_stand_in(library, name, base, text)
    return text


def check_stand_in(library: Library, name: str, base: str, text: str) -> None:
    """Refuse a layout that replaces one of the program's and extends it too. Raises UsageError."""

    def load(layout: str) -> tuple[bytes, str]:
        return (text.encode(), name) if layout == name else library.layout(layout)[1:3]

    try:
        merge_files(load, name)
    except LayoutError:
        raise UsageError(
            f"A layout '{name}' of your own takes the place of ours, and cannot extend it: "
            f"'{base}' begins from '{name}'.",
            "Choose another name, and give it with --layout.",
        ) from None
    console.note(f"Note: this stands in for our layout '{name}'.")
