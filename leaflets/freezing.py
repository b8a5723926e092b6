"""Freezing: the body of a leaflet is set once, and each patient's words are put behind it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .library import Library
from .particulars import FIELDS, Particulars
from .sources import read_profile, wording_of
from .verbs import Reading, compose

if TYPE_CHECKING:
    from .layout.scaling import Minimum
    from .pharmacy.model import Pharmacy
    from .typesetting.frozen import Frozen

__all__ = ["freeze"]


def freeze(
    reading: Reading,
    layout: str = "standard",
    *,
    fields: Iterable[str] = FIELDS,
    folder: str | Path | None = None,
    date: str | None = None,
    profile: str = "generic",
    pharmacy: Pharmacy | None = None,
    summary: bool = False,
    minimum: Minimum | None = None,
) -> Frozen:
    """Set the body of a leaflet once, to put the words of any number of patients behind it.

    fields: the particulars that each of them will have. The rest: as in `compose` and `typeset`,
    and what these raise; DoesNotFit where the particulars do not stand on one page in one piece.
    """
    from .layout.shelf import look
    from .leaflet.sayings import Sayings
    from .profile.forbidden import Forbids
    from .profile.minima import minima
    from .profile.order import Named
    from .typesetting import freeze as freeze_
    from .typesetting.drawings import drawings
    from .version import VERSION

    library = Library(Path(folder) if folder is not None else None)
    looks, families = look(library, layout)
    anybody = Particulars.anybody(fields, str(reading.monograph.language))
    leaflet = compose(
        reading,
        date=date,
        profile=profile,
        particulars=anybody,
        pharmacy=pharmacy,
        summary=summary,
    )
    rules = read_profile(library, leaflet.profile)
    return freeze_(
        leaflet,
        looks,
        families,
        name=layout,
        version=VERSION,
        drawings=drawings(library, leaflet),
        minimum=minimum,
        minima=minima(rules, leaflet.profile),
        sayings=Sayings.of(wording_of(reading.library, leaflet.language)),
        forbids=Forbids.of(Named(leaflet.profile, rules)),
    )
