"""`leaflets serve`: leaflets over HTTP, for dispensing systems and the counter."""

from __future__ import annotations

from pathlib import Path

import click

from . import console
from .dates import leaflet_date
from .language import language_option
from .options import (
    approved_only_option,
    data_option,
    layout_option,
    own_folder,
    pharmacy_option,
    profile_option,
    store_option,
)
from .run_service import clock, run_service, service_extra
from .service_options import as_path, exposure_options
from .stores import store_token


@click.command(short_help="Serve leaflets over HTTP, to other programs and at the counter.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; only this machine, unless told otherwise.",
)
@click.option(
    "--port", metavar="NUMBER", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="The port to listen at; 0: any that is free.",
)  # fmt: skip
@click.option(
    "--workers",
    metavar="NUMBER",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes answer.",
)
@data_option()
@store_option(required=False)
@click.option(
    "--state",
    metavar="FOLDER",
    default="out/serve",
    show_default=True,
    type=click.Path(),
    help="For batches and idempotency keys, which outlive a stop; for its owner alone.",
)
@layout_option()
@language_option(default="en")
@profile_option()
@pharmacy_option()
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date on the leaflets.  [default: SOURCE_DATE_EPOCH, or the date of the edition]",
)
@approved_only_option()
@exposure_options()
def command(
    host: str,
    port: int,
    workers: int,
    folder: str | None,
    address: str | None,
    state: str,
    layout: str,
    language: str,
    profile: str,
    pharmacy: str | None,
    date: str | None,
    approved_only: bool,
    names: tuple[str, ...],
    tokens: str | None,
    certificate: str | None,
    key: str | None,
    behind_proxy: bool,
) -> int:
    """Serve leaflets over HTTP until Ctrl-C.

    A layout, a language and the like hold for requests that name none. /openapi.json describes
    what there is; 'leaflets help serve' explains it.
    """
    with service_extra():
        from ..service.settings import ServiceSettings

    library = own_folder(folder)
    settings = ServiceSettings(
        clock=clock(), host=host, port=port, folder=library and library.absolute(), store=address,
        store_token=store_token(), state=Path(state).absolute(), workers=workers, layout=layout,
        language=language, profile=profile, pharmacy=pharmacy, date=leaflet_date(date),
        approved_only=approved_only, names=names, tokens=as_path(tokens),
        certificate=as_path(certificate), key=as_path(key), behind_proxy=behind_proxy,
    )  # fmt: skip
    return run_service(settings, lambda at: console.note(f"Listening at {at}; Ctrl-C stops it."))
