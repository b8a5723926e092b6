"""The one place that turns whatever happened into a message and an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from ..base.code_place import place_in_code
from ..base.errors import Bug, LeafletsError, TooBig, UsageError
from ..base.files import write
from ..base.operating_system import ENDING_SIGNALS, PIPE_CLOSED
from . import console

INTERRUPTED: Final = 128 + signal.SIGINT
COMPLETE: Final = "_LEAFLETS_COMPLETE"  # set by the shell's completion script


class Stopped(BaseException):
    """A signal asked the program to end. Not an Exception, so that no `except` swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def run(arguments: list[str] | None = None) -> int:
    """Run a command, print what went wrong, and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        console.prepare()
        obey_signals()
        gc.disable()  # one leaflet, then the end: collecting garbage costs more than it frees
        code = run_command(arguments)
        console.flush()
    except BrokenPipeError:
        console.abandon()
        return PIPE_CLOSED  # the reader has enough, as in `leaflets list | head -1`
    except KeyboardInterrupt:
        console.note("Stopped.")
        return INTERRUPTED
    except Stopped as stopped:
        return stopped.exit_code
    except BaseException as exception:
        error = as_leaflets_error(exception)
        console.note(str(error))
        if isinstance(error, Bug):
            report(exception, to_file="--debug" in arguments)
        return error.exit_code
    return code


def run_command(arguments: list[str]) -> int:
    """Run the command that the arguments name, and return its exit code.

    This is not click's `main`, which ends in its own way on Ctrl-C and closed pipes.
    """
    import click  # here, so that `run` tells when the package is not installed

    from .program import program

    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "leaflets", COMPLETE, instruction)
    try:
        with program.make_context("leaflets", arguments or ["--help"]) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "leaflets"
        raise UsageError(sentence(error.format_message()), f"See '{path} --help'.") from None
    except click.ClickException as error:
        raise UsageError(sentence(error.format_message())) from None
    return code if isinstance(code, int) else 0


def sentence(message: str) -> str:
    """Put a message of click on one line, with a full stop."""
    line = " ".join(message.split()).rstrip(".,")
    return line if line.endswith(("?", ")", "!")) and "Did you mean" in line else f"{line}."


def as_leaflets_error(exception: BaseException) -> LeafletsError:
    """Turn any exception into a LeafletsError.

    The message of a foreign exception is not repeated: it may hold text of a leaflet.
    """
    if isinstance(exception, LeafletsError):
        return exception
    if isinstance(exception, MemoryError):
        return TooBig("There is not enough memory for this leaflet.", "Nothing was changed.")
    package = isinstance(exception, ModuleNotFoundError) and exception.name
    if package and not package.startswith("leaflets"):
        return UsageError(
            f"The Python package that provides '{package}' is not installed.",
            "Install leaflets again: pip install --force-reinstall leaflets.",
            code="U202",
        )
    with suppress(ImportError):  # the cause may be a package that does not fit
        from .typesetting_guard import check_installed, check_loaded

        try:
            check_loaded()
            check_installed()
        except LeafletsError as error:
            return error
    return Bug(
        "The program broke one of its own promises: "
        f"{type(exception).__name__} at {place_in_code(exception)}.",
        "No file was written.",
    )


def report(exception: BaseException, *, to_file: bool) -> None:
    """Write the whole exception to a file that its owner alone may read.

    It may hold text of the leaflet, so it is written with --debug only.
    """
    if not to_file:
        console.note("Run it again with --debug to get a report file for the developers.")
        return
    import traceback  # takes 2 ms, and few commands fail

    path = Path("leaflets-report.txt")
    try:
        write(path, "".join(traceback.format_exception(exception)).encode("utf-8", "replace"))
        console.note(f"Report: {path}. It may hold text of the leaflet; read it before sending.")
    except LeafletsError as error:
        console.note(str(error))


def obey_signals() -> None:
    """Let Ctrl-C, termination and hang-up clean up first; a second Ctrl-C ends at once."""
    for number in ENDING_SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)


def stop(number: int, _: FrameType | None) -> NoReturn:
    """Answer a signal with an exception, so that temporary files are removed."""
    raise Stopped(number)


def interrupt(number: int, _: FrameType | None) -> NoReturn:
    """Answer the first Ctrl-C with KeyboardInterrupt, and leave the second to the system."""
    signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


def leave(code: int) -> NoReturn:
    """End the process at once: shutting the interpreter down costs 10 ms for nothing."""
    try:
        console.flush()
    except (OSError, ValueError):
        with suppress(OSError):
            console.abandon()
        code = code or PIPE_CLOSED
    os._exit(code)
