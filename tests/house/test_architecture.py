"""The page on the architecture names only what is there, and the rooms in their order."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec

from .source import PACKAGE, ROOT
from .test_layers import ORDER

PAGE = (PACKAGE / "help" / "architecture.md").read_text("utf-8")


def _exists(dotted: str) -> bool:
    """Return whether a dotted name below the package is a module or a name in one."""
    module, _, name = dotted.rpartition(".")
    try:
        return (
            not module or hasattr(import_module(f"leaflets.{module}"), name) or _is_module(dotted)
        )
    except ModuleNotFoundError:
        return False


def _is_module(dotted: str) -> bool:
    return find_spec(f"leaflets.{dotted}") is not None


def test_every_function_and_class_that_the_page_names_is_there() -> None:
    dotted = re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_]+)`", PAGE)
    names = {name for name in dotted if not name.endswith((".py", ".md", ".yaml", ".toml"))}
    assert len(names) > 15
    assert not {name for name in names if not _exists(name)}


def test_every_file_and_folder_that_the_page_names_is_there() -> None:
    paths = set(re.findall(r"`([a-z_]+(?:/[a-z_.]+)+/?|[a-z_]+\.(?:py|toml))`", PAGE))
    assert len(paths) > 15
    assert not {path for path in paths if not any((r / path).exists() for r in (ROOT, PACKAGE))}


def test_the_page_and_the_readme_list_the_rooms_in_their_order() -> None:
    rooms = [room for room in ORDER if not room.startswith("_") and room != "pipeline"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [r for r in re.findall(r"^    ([a-z]+) {2,}", PAGE, re.MULTILINE) if r in rooms] == rooms
    assert [r for r in re.findall(r"^    ([a-z]+)/ ", readme, re.MULTILINE) if r in rooms] == rooms
