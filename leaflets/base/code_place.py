"""Where in our own code an exception arose; unlike its message, that holds no patient's words."""

from __future__ import annotations

import os

__all__ = ["place_in_code"]


def place_in_code(exception: BaseException) -> str:
    """Return the innermost line of the package that the exception went through."""
    place = "an unknown place"
    trace = exception.__traceback__
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(package):
            place = f"leaflets{file[len(package) :]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
