"""Files and functions stay small, and say what they are for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from statistics import median, quantiles

from .source import Function, Module, modules

FILE_LINES = 300
MEDIAN_LINES, P90_LINES, MOST_LINES = 10, 30, 60


def _lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_long() -> None:
    lengths = {str(module): len(module.text.splitlines()) for module in modules()}
    assert not {name: lines for name, lines in lengths.items() if lines > FILE_LINES}


def test_no_function_is_long() -> None:
    lengths = {
        f"{module}: {function.name}": _lines(function)
        for module in modules()
        for function in module.functions()
    }
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


def test_most_functions_are_short() -> None:
    lengths = [_lines(function) for module in modules() for function in module.functions()]
    assert median(lengths) <= MEDIAN_LINES
    assert quantiles(lengths, n=10)[-1] <= P90_LINES


def test_every_module_begins_with_a_sentence() -> None:
    first = {
        str(module): (ast.get_docstring(module.tree) or "").partition("\n\n")[0]
        for module in modules()
    }
    assert not {name: says for name, says in first.items() if not says.endswith(".")}


Named = Function | ast.ClassDef


def _public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Named]]:
    for node in body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, f"{node.name}.")


def _explained_above(module: Module) -> set[str]:
    """Methods that a class of the same file explains for the classes that build on it."""
    bases = {
        base.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    }
    return {
        node.name
        for name, node in _public(module.tree.body)
        if name.partition(".")[0] in bases and ast.get_docstring(node)
    }


def test_every_public_name_says_what_it_is() -> None:
    silent = [
        f"{module}: {name}"
        for module in modules()
        for name, node in _public(module.tree.body)
        if not ast.get_docstring(node)
        and not ("." in name and node.name in _explained_above(module))
    ]
    assert not silent
