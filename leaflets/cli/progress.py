"""`--verbose`: what each of the five verbs did, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from . import console


class Step:
    """One verb at work. detail: what its line says after the time."""

    detail = ""


class Progress:
    """Lines on standard error, one a verb; none unless wanted."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    @contextmanager
    def step(self, verb: str) -> Iterator[Step]:
        """Time what is done inside."""
        step, start = Step(), perf_counter()
        yield step
        if self.wanted:
            spent = (perf_counter() - start) * 1000
            console.note(f"{verb:<8}{spent:7.1f} ms  {step.detail}")

    def skip(self, verb: str, why: str) -> None:
        """Tell that a verb had nothing to do."""
        if self.wanted:
            console.note(f"{verb:<8}      -     {why}")
