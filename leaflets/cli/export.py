"""`leaflets export`: send the leaflets of dispenses to a system that speaks HL7 v2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..base.errors import LeafletsError, NotFoundError, StoreError, UsageError
from ..base.files import check_replaceable
from ..base.files.groups import GrowingFile
from . import console
from .export_options import dialect_options
from .input_file import read_input
from .options import data_option, store_option
from .stores import opened

if TYPE_CHECKING:
    from ..exchange.hl7.message import Dialect
    from ..exchange.hl7.queue import Queue
    from ..records import Attachment, Store
    from ..records.filters import Filters


@click.command(short_help="Send the leaflets of dispenses as HL7 messages.")
@click.argument("dispenses", metavar="[DISPENSE]…", nargs=-1)
@store_option()
@data_option(for_settings=True)
@click.option(
    "--hl7",
    "target",
    metavar="FILE|-|mllp://HOST:PORT",
    required=True,
    help="A file, or the address of the receiver; mllps:// for a TLS connection.",
)
@click.option(
    "--dispenses", "listed", metavar="FILE|-", help="A file with a dispense in each line."
)
@click.option("--since", metavar="YYYY-MM-DD", help="All dispenses from this day of attachment on.")
@click.option("--until", metavar="YYYY-MM-DD", help="All dispenses up to this day of attachment.")
@click.option("--pdf", "digest", metavar="SHA256", help="Only the leaflet with this digest.")
@click.option(
    "--queue",
    "queue_file",
    metavar="FILE",
    help="Goes on after a stop, and sends nothing twice that the receiver has acknowledged.",
)
@click.option("--again", is_flag=True, help="Send again what is set aside in the queue.")
@dialect_options()
def command(
    dispenses: tuple[str, ...],
    address: str,
    target: str,
    listed: str | None,
    since: str | None,
    until: str | None,
    digest: str | None,
    queue_file: str | None,
    again: bool,
    **dialect_fields: Any,
) -> int:
    """Send the current leaflets of dispenses as HL7 v2 messages.

    A leaflet is an MDM^T02, or a T10 if it replaces another. A message that is sent again is the
    same to the byte, with the same control id. What the receiver refuses is set aside, and the rest
    is sent; the exit code is then 7. With --queue and no dispense, what waits there is sent.
    """
    from ..exchange.hl7.message import check_dialect

    dialect = dialect_of(**dialect_fields)
    check_dialect(dialect)
    names = [*dispenses, *(read_names(listed) if listed else ())]
    days = days_of(since, until)
    is_selection = bool(names or listed or days)  # a list may be empty today
    check_choice(target, queue_file, is_selection=is_selection, again=again)
    with opened(address, create=False) as store:
        attachments = list(dict.fromkeys(selected(store, names, days, digest)))
        if "://" in target:
            return send(store, attachments, dialect, target, queue_file, again=again)
        write_messages(store, attachments, dialect, target)
    console.note(f"{counted(len(attachments))} to {target}.")
    return 0


def dialect_of(*, table: str | None, **fields: Any) -> Dialect:
    """Return the dialect of the options. table: the file of identifiers. Raises UsageError."""
    from ..exchange.hl7.identifiers import read_identifiers
    from ..exchange.hl7.message import Dialect

    identifiers = read_identifiers(read_input(table), table) if table else {}
    return Dialect(identifiers=identifiers, **fields)


def read_names(file: str) -> list[str]:
    """Return the dispenses in the lines of a file. Raises NotFoundError, UsageError."""
    try:
        lines = read_input(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8.", "Save it as UTF-8.") from None
    return [name for line in lines if (name := line.strip())]


def days_of(since: str | None, until: str | None) -> Filters | None:
    """Return the filters of a store for these days; None without days. Raises UsageError."""
    from ..records.search import day_of

    if since is None and until is None:
        return None
    return {"since": day_of("since", since), "until": day_of("until", until)}


def check_choice(target: str, queue_file: str | None, *, is_selection: bool, again: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if queue_file and "://" not in target:
        message = "A queue belongs to a receiver, and a file is written at once."
        raise UsageError(message, "Leave out --queue, or give the address of a receiver.")
    if again and not queue_file:
        raise UsageError("--again is about what is set aside in a queue.", "Give the --queue.")
    if not is_selection and not queue_file:
        hint = "Name dispenses, or give --dispenses, --since, --until, or a --queue to go on with."
        raise UsageError("There is nothing to send.", hint)


def selected(
    store: Store, names: Iterable[str], days: Filters | None, digest: str | None
) -> Iterator[Attachment]:
    """Yield the current leaflets of the dispenses by name, then of those attached on the days.

    Raises NotFoundError R708 for a name that the store does not have.
    """
    for name in dict.fromkeys(names):
        attachments = list(current(store, name, digest))
        if not attachments:
            message = f"The store has no such leaflet of the dispense {name!r}."
            raise NotFoundError(message, "See 'leaflets records list'.", code="R708")
        yield from attachments
    if days:
        from ..records.filters import is_within

        of_days = store.attachments(**days)
        for name in dict.fromkeys(item.dispense for item in of_days):
            for attachment in current(store, name, digest):
                if is_within(attachment.when, days.get("since"), days.get("until")):
                    yield attachment


def current(store: Store, dispense: str, digest: str | None) -> Iterator[Attachment]:
    """Yield the attachments that nothing has replaced, or the one with that digest."""
    attachments = list(store.attachments(dispense=dispense))
    replaced_digests = {item.replaces for item in attachments}
    for attachment in attachments:
        is_replaced = attachment.sha256 in replaced_digests
        if attachment.sha256 == digest if digest else not is_replaced:
            yield attachment


def write_messages(
    store: Store, attachments: list[Attachment], dialect: Dialect, target: str
) -> None:
    """Write all messages to a file or to standard output; a file appears whole or not at all."""
    from ..exchange.hl7.message import build_message

    messages = (build_message(item, store.pdf(item.sha256), dialect) for item in attachments)
    if target == "-":
        console.Bytes().send(b"".join(messages))
        return
    path = Path(target)
    check_replaceable(path)
    with GrowingFile(path.with_name(f".{path.name}.part")) as file:
        try:
            for message in messages:
                file.write([message])
            file.publish(path)
        except BaseException:
            file.discard()
            raise


def send(
    store: Store,
    attachments: list[Attachment],
    dialect: Dialect,
    target: str,
    queue_file: str | None,
    *,
    again: bool,
) -> int:
    """Send what is selected and what waits, and tell what became of it. Return the exit code."""
    from ..exchange.hl7.delivery import deliver
    from ..exchange.hl7.message import control_id
    from ..exchange.hl7.mllp import Connection, parse_address
    from ..exchange.hl7.queue import Queue, open_queue

    receiver = parse_address(target)
    opened_queue: AbstractContextManager[Queue] = nullcontext(Queue())
    if queue_file:
        opened_queue = open_queue(Path(queue_file), target)
    sent, refused = 0, 0
    with Connection(receiver) as connection, opened_queue as queue:
        if again:
            queue.take_up_again()
        known = queue.add(attachments)
        aside_before = set(queue.set_aside)
        try:
            for delivery in deliver(queue, store, dialect, connection):
                sent += delivery.error is None
                if delivery.error is not None:
                    refused += 1
                    console.note(f"{delivery.leaflet.dispense}: {delivery.error}")
        except LeafletsError:
            say_result(target, sent, known, queue)
            raise
        say_result(target, sent, known, queue)
        selected_before = aside_before.intersection(map(control_id, attachments))
    return StoreError.exit_code if refused or selected_before else 0


def say_result(target: str, sent: int, known: int, queue: Queue) -> None:
    """Note what was sent, and what of the queue was not."""
    console.note(f"{counted(sent)} to {target}.")
    if known:
        console.note(f"{known} had been acknowledged before.")
    if queue.set_aside and queue.path:
        console.note(f"{len(queue.set_aside)} set aside: --again sends them again.")
    if queue.waiting and queue.path:
        console.note(f"{len(queue.waiting)} waiting: give the same --queue to go on.")


def counted(count: int) -> str:
    """Return a number of messages, in words."""
    return f"{count} {'message' if count == 1 else 'messages'}"
