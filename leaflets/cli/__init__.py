"""The program `leaflets`: one module a command; the only room that prints, reads the environment
or exits."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """The entry point of the `leaflets` command."""
    from .ending import leave, run

    leave(run())
