"""`--verbose`: what each of the five verbs did, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from . import console


class Step:
    """One verb at work. detail: printed after the time."""

    detail = ""


class Progress:
    """Prints a line for each verb on standard error, if enabled."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled

    @contextmanager
    def step(self, verb: str) -> Iterator[Step]:
        """Time what runs inside."""
        step, start = Step(), perf_counter()
        yield step
        if self.enabled:
            spent = (perf_counter() - start) * 1000
            console.note(f"{verb:<8}{spent:7.1f} ms  {step.detail}")

    def skip(self, verb: str, why: str) -> None:
        """Say why a verb had nothing to do."""
        if self.enabled:
            console.note(f"{verb:<8}      -     {why}")
