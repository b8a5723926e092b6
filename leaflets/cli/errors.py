"""How the program ends: one place turns whatever happened into a message and an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Final, NoReturn

from ..base.errors import Bug, LeafletsError, TooBig, UsageError
from . import console

INTERRUPTED: Final = 128 + signal.SIGINT
PIPE_CLOSED: Final = 128 + signal.SIGPIPE
COMPLETE: Final = "_LEAFLETS_COMPLETE"  # by which the shell's script asks


class Stopped(BaseException):
    """A signal asked the program to end; not an Exception, so that nobody swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def run(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask, tell what went wrong, and give the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        console.prepare()
        obey_signals()
        gc.disable()  # one leaflet, then the end: looking for garbage costs more than it frees
        code = command(arguments)
        console.flush()
    except BrokenPipeError:
        console.abandon()
        return PIPE_CLOSED  # the reader has enough, as in `leaflets list | head -1`
    except KeyboardInterrupt:
        console.note("Stopped.")
        return INTERRUPTED
    except Stopped as stopped:
        return stopped.exit_code
    except BaseException as fault:
        error = as_ours(fault)
        console.note(str(error))
        if isinstance(error, Bug):
            report(fault, wanted="--debug" in arguments)
        return error.exit_code
    return code


def command(arguments: list[str]) -> int:
    """Run the command that the arguments name.

    Not by click's `main`, which has its own ways to end on Ctrl-C and closed pipes.
    """
    import click  # here, so that `run` tells when the package is not installed

    from .program import program

    if wanted := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "leaflets", COMPLETE, wanted)
    try:
        with program.make_context("leaflets", arguments or ["--help"]) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as fault:
        path = fault.ctx.command_path if fault.ctx else "leaflets"
        raise UsageError(sentence(fault.format_message()), f"See '{path} --help'.") from None
    except click.ClickException as fault:
        raise UsageError(sentence(fault.format_message())) from None
    return code if isinstance(code, int) else 0


def sentence(said: str) -> str:
    """What click says, on one line and with its full stop."""
    line = " ".join(said.split()).rstrip(".,")
    return line if line.endswith(("?", ")", "!")) and "Did you mean" in line else f"{line}."


def as_ours(fault: BaseException) -> LeafletsError:
    """Any exception as one of ours.

    What others say in theirs is not repeated: it may be text of a leaflet.
    """
    if isinstance(fault, LeafletsError):
        return fault
    if isinstance(fault, MemoryError):
        return TooBig("There is not enough memory for this leaflet.", "Nothing was changed.")
    missing = isinstance(fault, ModuleNotFoundError) and fault.name
    if missing and not missing.startswith("leaflets"):
        return UsageError(
            f"The Python package that provides '{missing}' is not installed.",
            "Install leaflets again: pip install --force-reinstall leaflets.",
            code="U202",
        )
    with suppress(ImportError):  # the cause may be a package that does not fit
        from .requirements import check_installed, check_loaded

        try:
            check_loaded()
            check_installed()
        except LeafletsError as unfit:
            return unfit
    return Bug(
        f"The program broke one of its own promises: {type(fault).__name__} at {spot(fault)}.",
        "No file was written.",
    )


def spot(fault: BaseException) -> str:
    """The innermost line of our own code that the exception went through."""
    found = "an unknown place"
    trace = fault.__traceback__
    ours = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(ours):
            found = f"leaflets{file[len(ours) :]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def report(fault: BaseException, *, wanted: bool) -> None:
    """Keep the whole exception in a file for its owner alone; it may hold text of the leaflet."""
    if not wanted:
        console.note("Run it again with --debug to get a report file for the developers.")
        return
    import traceback
    from pathlib import Path

    from ..base.files import write

    path = Path("leaflets-report.txt")
    try:
        write(path, "".join(traceback.format_exception(fault)).encode("utf-8", "replace"))
        console.note(f"Report: {path}. It may hold text of the leaflet; read it before sending.")
    except LeafletsError as error:
        console.note(str(error))


def obey_signals() -> None:
    """Ctrl-C, termination and hang-up clean up first; a second Ctrl-C ends at once."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)


def stop(number: int, _: FrameType | None) -> NoReturn:
    """Answer a signal with an exception, so that temporary files go."""
    raise Stopped(number)


def interrupt(number: int, _: FrameType | None) -> NoReturn:
    """The first Ctrl-C."""
    signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


def leave(code: int) -> NoReturn:
    """End the process at once: taking the interpreter down politely costs 10 ms for nothing."""
    try:
        console.flush()
    except (OSError, ValueError):
        with suppress(OSError):
            console.abandon()
        code = code or PIPE_CLOSED
    os._exit(code)
