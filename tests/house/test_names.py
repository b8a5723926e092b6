"""Names say what a thing is; the repository names no machine; the public names are the API."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from .source import PACKAGE, ROOT, Function, Module, modules

SAY_NOTHING = {
    "util", "utils", "helper", "helpers", "manager", "managers", "misc", "handler", "handlers",
    "template", "templates", "process",
}  # fmt: skip
# written in two halves, so that this file does not contain them
MACHINE_PATHS = tuple("/" + folder + "/" for folder in ("work", "tmp", "home", "root", "Users"))
TEXT_FILES = {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".txt", ".sh", ".cfg", ".ini", ""}
NOT_OURS = {".git", "out", "dist", "build", "__pycache__", ".hypothesis"}


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}


def _given(module: Module) -> Iterator[tuple[str, int]]:
    """Every name that the module itself gives to something."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno


def _is_handed_a_body(module: Module) -> bool:
    """Litestar hands the body of a request over by the name of `data`."""
    return str(module).startswith("service/")


def test_no_name_that_says_nothing() -> None:
    offences = [
        f"{module}:{line} {name}"
        for module in modules()
        for name, line in _given(module)
        if _words(name) & SAY_NOTHING or (name == "data" and not _is_handed_a_body(module))
    ]
    assert not offences


def test_no_file_or_folder_that_says_nothing() -> None:
    assert not [path for path in PACKAGE.rglob("*") if _words(path.stem) & SAY_NOTHING]


def _ours() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts)
        if path.is_file() and not hidden and parts[0] != ".venv" and path.suffix in TEXT_FILES:
            yield path


def test_the_repository_names_no_machine() -> None:
    found = []
    for path in _ours():
        text = path.read_text(encoding="utf-8", errors="replace")
        for line, words in enumerate(text.splitlines(), 1):
            # a path begins a word; https://example.org/home/ is none
            if any(re.search(rf"(?<![\w./]){folder}", words) for folder in MACHINE_PATHS):
                found.append(f"{path.relative_to(ROOT)}:{line}")
    assert not found


def test_public_names_are_the_api() -> None:
    import leaflets

    public = {
        name
        for name, value in vars(leaflets).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and name not in ("annotations", "TYPE_CHECKING")
    }
    assert public <= set(leaflets.__all__)
    assert all(getattr(leaflets, name) is not None for name in leaflets.__all__)
    assert list(leaflets.__all__) == sorted(set(leaflets.__all__), key=leaflets.__all__.index)
