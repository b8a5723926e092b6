"""The shapes of side effects in a monograph."""

from typing import Literal

from ...source.schema import FileShape, field
from ...source.yaml import Text
from .frequency import Band
from .inline import Words
from .scalars import RouteId, Slug


class SideEffect(FileShape):
    """One unwanted effect. What its source does not say is left out, and nothing is assumed."""

    name: Words = field("Its plain name, as a patient would say it.")
    medical_name: Text | None = field("Its medical name, printed in brackets.", default=None)
    signs: tuple[Words, ...] = field("What one sees or feels.", default=())
    seriousness: Literal["life-threatening", "serious", "not-serious"] | None = field(
        "How bad it can be; left out: the source does not grade it.", default=None
    )
    how_fast: Literal["at-once", "same-day", "if-it-bothers-you"] | None = field(
        "How fast to act. at-once puts it in the emergency box, same-day in the box below; left "
        "out: the source does not say, and it stands in no box.",
        default=None,
    )
    what_to_do: Words | None = field("Exactly what to do.", default=None)
    frequency: Band | Literal["not-known"] = field(
        "How many people get it: {from: 1 in 100, to: 1 in 10} or {from: 2.3%, to: 13%}, where "
        "either end may be left out; or not-known.",
        default="not-known",
        hint="Write not-known, or numbers such as {from: 1 in 100, to: 1 in 10}. A word of the "
        "source, such as common, stands under said-to-be.",
    )
    said_to_be: Text | None = field(
        "The word that the source uses, such as common; printed with that remark.", default=None
    )
    more: Words | None = field("Who gets it more easily, or another remark.", default=None)
    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)


class EffectGroup(FileShape):
    """Unwanted effects that share a heading, a frequency or a route; not graded, and in no box."""

    heading: Words | None = field("What stands above them.", default=None)
    effects: tuple[Words, ...] = field("The effects, each as its source names it.", least=1)
    frequency: Band | Literal["not-known"] | None = field(
        "How many people get each of them, as for a single effect.", default=None
    )
    said_to_be: Text | None = field(
        "The word that the source uses for how many, such as common.", default=None
    )
    routes: tuple[RouteId, ...] = field("Only for these routes; empty: for all.", default=())
    uses: tuple[Slug, ...] = field("Only for these uses; empty: for all.", default=())
    sources: tuple[Slug, ...] = field("The ids of the sources of these facts.", key="from", least=1)
