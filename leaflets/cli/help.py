"""`leaflets help`: show the pages that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..base.errors import NotFoundError
from ..content.library import printable
from ..source.schema import nearest
from . import console

PAGES: Final = Path(__file__).parent.parent / "help"


def topics() -> dict[str, Path]:
    """Return every topic with its page."""
    return {page.stem: page for page in sorted(PAGES.glob("*.md"))}


def complete_topic(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of topics."""
    return [name for name in topics() if name.startswith(incomplete)]


@click.command(short_help="Read about a topic.")
@click.argument("topic", required=False, shell_complete=complete_topic)
def command(topic: str | None) -> None:
    """Read about a TOPIC; without one, list the topics."""
    known = topics()
    if topic is None:
        console.say("Topics; read one with 'leaflets help TOPIC':\n")
        width = max(map(len, known), default=0)
        for name, page in known.items():
            console.say(f"  {name:<{width}}  {title(page)}")
    elif topic in known:
        console.say(known[topic].read_text(encoding="utf-8").rstrip())
    else:
        raise not_found(topic, list(known))


def title(page: Path) -> str:
    """Return the heading of a page."""
    with page.open(encoding="utf-8") as lines:
        return lines.readline().strip("# \n")


def not_found(topic: str, known: list[str]) -> NotFoundError:
    """Return the error for an unknown topic, with a near one if there is one."""
    near = nearest(topic, known)
    hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
    return NotFoundError(f"There is no help topic '{printable(topic)}'.", hint, code="N408")
