"""The program `leaflets`: one module a command; the only room that prints, reads the environment
or exits."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """The entry point of the `leaflets` command."""
    try:
        from .errors import leave, run
    except KeyboardInterrupt:  # so early that nothing else could answer
        raise SystemExit(130) from None
    leave(run())
