"""`--verbose`: what each of the five verbs did, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from . import console


class Told:
    """What a step has to say of itself."""

    says = ""


class Progress:
    """Lines on standard error, one a verb; none unless wanted."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    @contextmanager
    def step(self, verb: str) -> Iterator[Told]:
        """Time what is done inside."""
        told, start = Told(), perf_counter()
        yield told
        if self.wanted:
            spent = (perf_counter() - start) * 1000
            console.aside(f"{verb:<8}{spent:7.1f} ms  {told.says}")

    def skip(self, verb: str, why: str) -> None:
        """Tell that a verb had nothing to do."""
        if self.wanted:
            console.aside(f"{verb:<8}      -     {why}")
