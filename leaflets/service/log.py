"""The log of the service: a line an event on the standard error, without any message of Python."""

from __future__ import annotations

import logging
from typing import Any, Final

from .guard.edge import ACCESS_LOG, ERROR_LOG

__all__ = ["LOGGING", "LineFormatter"]


class LineFormatter(logging.Formatter):
    """Writes the first line of a record, and no exception: its message may name a patient."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        record.exc_info = record.exc_text = record.stack_info = None
        return super().format(record).partition("\n")[0]


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": f"{__name__}.LineFormatter",
            "format": "%(asctime)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {
        "error": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["error"], "level": "WARNING"},
    "loggers": {name: {"level": "INFO"} for name in (ACCESS_LOG, ERROR_LOG)},
}
"""In the form of `logging.config.dictConfig`."""
