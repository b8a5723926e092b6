"""`leaflets help`: show the pages that come with the program, and the help of commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import click

from ..base.errors import NotFoundError
from ..content.library import printable
from ..source.schema import nearest
from . import console

PAGES: Final = Path(__file__).parent.parent / "help"
CODE: Final = re.compile(r"[A-Za-z][0-9]{3}\Z")


def topics() -> dict[str, Path]:
    """Return every topic with its page."""
    return {page.stem: page for page in sorted(PAGES.glob("*.md"))}


def complete_topic(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of topics and commands."""
    names = dict.fromkeys([*topics(), *program_of(context).list_commands(context)])
    return [name for name in names if name.startswith(incomplete)]


@click.command(short_help="Read about a topic, a command or a code.")
@click.argument("topic", nargs=-1, shell_complete=complete_topic)
@click.pass_context
def command(context: click.Context, topic: tuple[str, ...]) -> None:
    """Read about a TOPIC, a command or the CODE of a message; without one, list the topics."""
    topic_files = topics()
    name = " ".join(topic)
    if not topic:
        show(contents(topic_files))
    elif name in topic_files:
        show(topic_files[name].read_text(encoding="utf-8").rstrip())
    elif CODE.match(name) and (entry := explanation(name.upper(), topic_files)):
        console.say(entry)
    elif help_text := help_of_command(context, topic):
        console.say(help_text)
    else:
        commands = program_of(context).list_commands(context)
        raise not_found(name, list(dict.fromkeys([*topic_files, *commands])), topic_files)


def show(page: str) -> None:
    """Print a page as it is; for a person at a terminal, format it and use the pager."""
    if not console.is_terminal():
        console.say(page)
        return
    from .pages import formatted  # only people need it

    width, _ = shutil.get_terminal_size()
    console.page(formatted(page, width, styled=console.has_styles()))


def contents(known: dict[str, Path]) -> str:
    """Return the list of topics. Four spaces: a terminal gets the rows as they are."""
    width = max(map(len, known), default=0)
    rows = [f"    {name:<{width}}  {title(page)}" for name, page in known.items()]
    head = "Topics; read one with 'leaflets help TOPIC'. For a command: 'leaflets help render'."
    return "\n".join([head, "", *rows])


def explanation(code: str, topic_files: dict[str, Path]) -> str:
    """Return what the pages say of a code, and which page; empty if none does.

    Numbers that mean the same in all kinds of files stand under M: L104 is explained by M104.
    """
    shared = f"M{code[1:]}" if code[1] in "013" else code
    for topic_key in dict.fromkeys((code, shared)):
        entry = re.compile(rf"^- {topic_key}: (.+(?:\n  +\S.*)*)", re.MULTILINE)
        for topic, page in topic_files.items():
            if match := entry.search(page.read_text(encoding="utf-8")):
                text = "\n".join(line.strip() for line in match[1].splitlines())
                return f"{code}: {text}\n\nFrom: leaflets help {topic}"
    return ""


def program_of(context: click.Context) -> click.Group:
    """Return the program whose command `help` is."""
    program = context.find_root().command
    assert isinstance(program, click.Group)
    return program


def help_of_command(context: click.Context, names: tuple[str, ...]) -> str:
    """Return what `--help` shows for a command, such as `layout new`; empty if there is none."""
    inner: click.Command | None = program_of(context)
    at = context.find_root()
    for name in names:
        inner = inner.get_command(at, name) if isinstance(inner, click.Group) else None
        if inner is None:
            return ""
        at = click.Context(inner, info_name=name, parent=at)
    return at.get_help()


def title(page: Path) -> str:
    """Return the heading of a page."""
    with page.open(encoding="utf-8") as lines:
        return lines.readline().strip("# \n")


def not_found(topic: str, known: list[str], topic_files: dict[str, Path]) -> NotFoundError:
    """Return the error for an unknown topic, with a near one, or the pages that have the word."""
    near = nearest(topic, known)
    hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
    word = re.compile(rf"\b{re.escape(topic)}\b", re.IGNORECASE)
    pages = [name for name, page in topic_files.items() if word.search(page.read_text("utf-8"))]
    if pages and not near:
        hint = f"These pages have the word: {', '.join(pages)}."
    return NotFoundError(f"There is no help topic '{printable(topic)}'.", hint, code="N408")
