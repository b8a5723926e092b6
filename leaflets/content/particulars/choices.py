"""The route and the use by which the words of a leaflet are chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...base.arguments import check_type
from ...base.errors import UsageError
from .fields import FIELDS
from .medicine import check_choices, check_particulars
from .model import Particulars

if TYPE_CHECKING:
    from ..monograph.reading import Reading

__all__ = ["choices", "placeholders"]


def choices(
    reading: Reading, particulars: Particulars | None, route: str | None, use: str | None
) -> tuple[str, str]:
    """Return the route and the use of a leaflet, or empty texts, and check the particulars.

    route, use: instead of those of the particulars. Raises ParticularsError as `check_particulars`
    does, and UsageError for others than those of the particulars.
    """
    check_type("route", route, str, type(None))
    check_type("use", use, str, type(None))
    route, use = route or "", use or ""
    if particulars:
        check_particulars(reading, particulars)
        for name, given in {"route": route, "use": use}.items():
            own = getattr(particulars, name)
            if given and own and given != own:
                raise UsageError(f"'{name}' is not that of the particulars.", "Give it once.")
        route, use = route or particulars.route, use or particulars.use
    if route or use:
        titles = reading.titles
        check_choices(route, titles.routes, use, titles.uses)
    return route, use


def placeholders(
    reading: Reading, fields: Iterable[str] | None, route: str | None, use: str | None
) -> Particulars:
    """Return particulars of no real patient, with which the body of a leaflet is set.

    fields: None: all, but the route only where there is one for all patients. Raises UsageError for
    the field of a route where the body would hold for several routes.
    """
    titles = reading.titles
    is_settled = bool(route) or len(titles.routes) < 2 or not titles.limits_routes
    if fields is None:
        fields = [field for field in FIELDS if is_settled or field != "route"]
    present = tuple(fields)
    if "route" in present and not is_settled:
        message = "The leaflets of this medicine differ by route, and 'route' is among the fields."
        raise UsageError(message, f"Give one with route=, such as '{titles.routes[0]}'.")
    any_route = route or next(iter(titles.routes), "oral")
    language = str(reading.monograph.language)
    return Particulars.placeholders(present, any_route, language, reading.name, use or "")
