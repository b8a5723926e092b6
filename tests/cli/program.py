"""Run `leaflets` as a program: in a fork, which costs a twentieth of a new interpreter, or whole.

The fork has its own descriptors, signals, folder, mask and environment, like any program. What
depends on the start of the interpreter (hash seed, locale, blocked imports) takes `whole`.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

from leaflets.cli import errors as ending

ROOT = Path(__file__).parents[2]
MODULE = (sys.executable, "-P", "-m", "leaflets")


class Done(NamedTuple):
    """How a program ended. code: as a shell gives it."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()


def leaflets(
    *arguments: str,
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
    before: Callable[[], None] = lambda: None,
    stdout: int | None = None,
) -> Done:
    """Run it in a fork. before: called in the fork. stdout: a descriptor instead of a file."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        gc.collect()
        child = os.fork()
        if not child:
            try:
                os.dup2(out.fileno() if stdout is None else stdout, 1)
                os.dup2(err.fileno(), 2)
                become(arguments, cwd, environ, before)
            finally:
                os._exit(99)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return Done(code if code >= 0 else 128 - code, out.read(), err.read().decode())


def become(
    arguments: tuple[str, ...],
    cwd: Path | None,
    environ: Mapping[str, str] | None,
    before: Callable[[], None],
) -> NoReturn:
    """Be the program, in a fork, with standard output and error where they are."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as at the start of any program
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for name in ("SOURCE_DATE_EPOCH", *(name for name in os.environ if name[:9] == "LEAFLETS_")):
        os.environ.pop(name, None)
    os.environ.update(environ or {})
    if cwd:
        os.chdir(cwd)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), write_through=True)
    before()
    ending.leave(ending.run(list(arguments)))


def whole(
    *arguments: str,
    cwd: Path | None = None,
    environ: Mapping[str, str | None] | None = None,
    command: tuple[str, ...] = MODULE,
    stdin: int | None = subprocess.DEVNULL,
) -> Done:
    """Run it in an interpreter of its own. environ: None takes a variable away."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LEAFLETS")}
    env |= {"PYTHONPATH": str(ROOT)}
    for name, value in (environ or {}).items():
        env.pop(name, None)
        if value is not None:
            env[name] = value
    done = subprocess.run(
        [*command, *arguments], cwd=cwd, env=env, capture_output=True, stdin=stdin, check=False
    )
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode
    return Done(code, done.stdout, done.stderr.decode("utf-8", "replace"))
