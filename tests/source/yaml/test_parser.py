"""The compiled parser is imported alone, and nobody else can tell."""

from __future__ import annotations

import subprocess
import sys

from tests.house.source import ROOT


def run(program: str) -> str:
    """What a program prints in a new interpreter."""
    begin = "import sys\nimport leaflets.source.yaml.parser as parser\n"
    ran = subprocess.run(
        [sys.executable, "-c", begin + program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return ran.stdout.strip()


def test_pyyaml_is_not_imported_whole() -> None:
    output = run("print('yaml.reader' in sys.modules, parser.PARSER.create.__name__)")
    assert output == "False CParser"


def test_whoever_imports_yaml_later_gets_all_of_it() -> None:
    output = run(
        "import yaml, yaml.constructor\n"
        "assert yaml.safe_load('a: 1') == yaml.load('a: 1', yaml.CSafeLoader) == {'a': 1}\n"
        "assert yaml.error and yaml.events and yaml.nodes and yaml.__version__\n"
        "for loader in (yaml.SafeLoader, yaml.CSafeLoader):\n"
        "    for text in ('a: [', 'a: \\x07', '*a', '\"\\\\q\"'):\n"
        "        try: yaml.load(text, loader)\n"
        "        except yaml.YAMLError as error:\n"
        "            where = getattr(yaml, type(error).__module__.split('.')[1])\n"
        "            assert getattr(where, type(error).__name__) is type(error), error\n"
        "        else: raise SystemExit(text)\n"
        "print('all')"
    )
    assert output == "all"


def test_names_can_be_imported_from_yaml_later() -> None:
    assert run("from yaml import CSafeLoader, load\nprint(load('[1]', CSafeLoader))") == "[1]"


def test_without_libyaml_the_events_are_pythons() -> None:
    output = run(
        "import importlib.abc\n"
        "for name in [n for n in sys.modules if n.startswith(('yaml', 'leaflets'))]:\n"
        "    del sys.modules[name]\n"
        "class Without(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'yaml._yaml': raise ImportError(name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "import leaflets.source.yaml.parser as parser\n"
        "from leaflets.source.yaml import parse\n"
        "from leaflets.base.errors import MonographError\n"
        "print(parser.PARSER.create.__name__, parse(b'a: [1]', 'f', MonographError))"
    )
    assert output == "SafeLoader {'a': ['1']}"


def test_hostile_files_cost_neither_memory_nor_a_crash() -> None:
    output = run(
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (100 << 20, 100 << 20))\n"
        "from leaflets.source.yaml import parse\n"
        "from leaflets.base.errors import MonographError\n"
        "bomb = b'a: &a [x, x]\\n' + b''.join(b'b%d: [*a, *a]\\n' % n for n in range(20))\n"
        "for hostile in (bomb, b'[' * 200000, b'{a: ' * 100000, b'- ' * 200000, b'? ' * 200000):\n"
        "    try: parse(hostile, 'f', MonographError)\n"
        "    except MonographError as error: print(error.code, end=' ')\n"
    )
    assert output == "M001 M002 M002 M002 M009"
