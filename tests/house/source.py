"""The package as syntax trees, for the tests of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "leaflets"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(Struct, frozen=True, dict=True):
    """One file of the package."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def name(self) -> str:
        """Its full name, as it is imported."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return ".".join(["leaflets", *(part for part in parts if part != "__init__")])

    @property
    def room(self) -> str:
        """The folder or the lone file directly under the package."""
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Full names of all that is imported anywhere in the file, with the line."""
        package = ["leaflets", *self.path.relative_to(PACKAGE).parent.parts]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                kept = package[: len(package) - node.level + 1] if node.level else []
                base = ".".join([*kept, *([node.module] if node.module else [])])
                yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)
            elif isinstance(node, ast.Call) and dotted(node.func).endswith(
                ("import_module", "__import__")
            ):
                first = node.args[0] if node.args else None
                # a name that is computed cannot be checked, so it counts as everything
                yield (str(first.value) if isinstance(first, ast.Constant) else "*", node.lineno)


def dotted(node: ast.AST) -> str:
    """`os.path.join` of a chain of attributes; what is not a name is written as `?`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def modules() -> list[Module]:
    """Every file of the package."""
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py"))]
