"""PyYAML's event parser: that of libyaml if it is there, without importing all of PyYAML.

`import yaml` takes 10 ms, 5 % of a cold render (tests/bench/cold.py), nearly all of it for loaders
and dumpers that are never used here; the compiled parser alone takes 1 ms. The compiled parser asks
its package for events, tokens, nodes and the names of errors, so it gets a package that holds just
these. The rest is imported as soon as anybody asks the package for it. If any of that fails, PyYAML
is imported as a whole; without libyaml, its own parser gives the same events, more slowly.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

__all__ = ["PARSER", "Parser"]

# the errors that the compiled parser refers to, and the module of each
ERROR_MODULES = {
    "ReaderError": "reader",
    "ScannerError": "scanner",
    "ParserError": "parser",
    "ComposerError": "composer",
    "ConstructorError": "constructor",
    "EmitterError": "emitter",
    "SerializerError": "serializer",
    "RepresenterError": "representer",
}


class Parser(NamedTuple):
    """create: makes a parser of a text, with `get_event`. events: their classes. error: raised."""

    create: Any
    events: Any
    error: type[Exception]


class _PartialPackage(ModuleType):
    """PyYAML, of which the rest is imported when somebody asks for a name that is missing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__version__", "__with_libyaml__"):
            raise AttributeError(name)
        _complete(self)
        return getattr(self, name)


def _complete(package: ModuleType) -> None:
    """Import the rest of PyYAML into a partial package, and its own classes of errors."""
    package.__class__ = ModuleType
    spec = package.__spec__
    assert spec
    assert spec.loader
    spec.loader.exec_module(package)
    for name, module in list(sys.modules.items()):
        if name.startswith("yaml."):  # the import does not bind modules that were loaded before
            setattr(package, name.removeprefix("yaml."), module)
    for error, module_name in ERROR_MODULES.items():
        setattr(package._yaml, error, getattr(sys.modules[f"yaml.{module_name}"], error))


def _compiled_parser(spec: ModuleSpec) -> Parser:
    """Import libyaml's parser into a package that holds only what the parser asks for."""
    package: Any = module_from_spec(spec)
    package.__class__ = _PartialPackage
    sys.modules["yaml"] = package
    for module in (
        import_module("yaml.error"),
        import_module("yaml.tokens"),
        import_module("yaml.events"),
        import_module("yaml.nodes"),
    ):
        names = vars(module).items()
        vars(package).update({name: value for name, value in names if isinstance(value, type)})
    for error, module_name in ERROR_MODULES.items():
        # a reader's error has no mark: the marked class would take its five values for a place
        base = package.YAMLError if module_name == "reader" else package.MarkedYAMLError
        setattr(package, module_name, SimpleNamespace(**{error: type(error, (base,), {})}))
    return Parser(import_module("yaml._yaml").CParser, package.events, package.YAMLError)


def _whole_package() -> Parser:
    """Import all of PyYAML, and return its best parser."""
    yaml = import_module("yaml")
    return Parser(getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.events, yaml.YAMLError)


def _best_parser() -> Parser:
    spec = find_spec("yaml") if "yaml" not in sys.modules else None
    if spec is None:
        return _whole_package()
    try:
        return _compiled_parser(spec)
    except Exception:  # another PyYAML may be built otherwise: the plain import always works
        for name in [name for name in sys.modules if name.split(".")[0] == "yaml"]:
            del sys.modules[name]
        return _whole_package()


PARSER = _best_parser()
