"""PyYAML's event parser: libyaml's where it is there, and then without importing all of PyYAML.

`import yaml` takes 10 ms, nearly all of it for loaders and dumpers that are never used here; the
compiled parser alone takes 1 ms. It asks the package for its events, tokens, nodes and the names
of its errors, so it is given just these; the rest is imported as soon as anybody else asks for
it. Whatever goes wrong in that falls back to the plain import, and where libyaml is absent
PyYAML's own parser gives the same events, more slowly.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

__all__ = ["PARSER", "Parser"]

# where each error stands that the compiled parser knows; only the first four are ever raised by it
ERRORS = {
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
    """What reads events: `make(text).get_event()`, their classes, and the error that it raises."""

    make: Any
    events: Any
    error: type[Exception]


class _Package(ModuleType):
    """PyYAML, of which the rest is imported when somebody asks for it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__" and name != "__with_libyaml__":
            raise AttributeError(name)
        _complete(self)
        return getattr(self, name)


def _complete(package: ModuleType) -> None:
    """Make the package what a plain import makes, with the errors that everybody knows."""
    package.__class__ = ModuleType
    spec = package.__spec__
    assert spec
    assert spec.loader
    spec.loader.exec_module(package)
    for name, module in list(sys.modules.items()):
        if name.startswith("yaml."):  # those imported before are no longer bound by the import
            setattr(package, name.removeprefix("yaml."), module)
    for name, where in ERRORS.items():
        setattr(package._yaml, name, getattr(sys.modules[f"yaml.{where}"], name))


def _compiled_alone(spec: ModuleSpec) -> Parser:
    """libyaml's parser, in a package that holds only what the parser asks for."""
    package: Any = module_from_spec(spec)
    package.__class__ = _Package
    sys.modules["yaml"] = package
    for module in (
        import_module("yaml.error"),
        import_module("yaml.tokens"),
        import_module("yaml.events"),
        import_module("yaml.nodes"),
    ):
        held = vars(module).items()
        vars(package).update({name: value for name, value in held if isinstance(value, type)})
    for name, where in ERRORS.items():
        # not marked: that class takes a reader's five values for a place
        base = package.YAMLError if where == "reader" else package.MarkedYAMLError
        setattr(package, where, SimpleNamespace(**{name: type(name, (base,), {})}))
    return Parser(import_module("yaml._yaml").CParser, package.events, package.YAMLError)


def _whole() -> Parser:
    """The best parser of the whole package."""
    yaml = import_module("yaml")
    return Parser(getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.events, yaml.YAMLError)


def _found() -> Parser:
    spec = find_spec("yaml") if "yaml" not in sys.modules else None
    if spec is None:
        return _whole()
    try:
        return _compiled_alone(spec)
    except Exception:  # another PyYAML may be built otherwise: the plain way always works
        for name in [name for name in sys.modules if name.split(".")[0] == "yaml"]:
            del sys.modules[name]
        return _whole()


PARSER = _found()
