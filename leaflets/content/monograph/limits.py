"""The monograph for one patient: without what concerns only other routes or uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...base.errors import Fault, ParticularsError, Place
from ...source.schema import FileShape
from .model import KeyPoint, Monograph, QuestionAnswer, Use
from .prose import Bullets, ByRoute, LimitedPassage, ListItem, SectionText, Steps
from .scalars import RouteId
from .side_effects import EffectGroup, SideEffect

__all__ = ["Limits", "all_limits", "can_limit_routes", "limit", "limits_of"]


class Limits(Struct, frozen=True):
    """For whom a leaflet is. route, use: ids, or empty where there is nothing to choose."""

    route: str = ""
    use: str = ""

    def __bool__(self) -> bool:
        return bool(self.route or self.use)


def limits_of(monograph: Monograph, route: str, use: str) -> Limits:
    """Return what a route and a use leave out of a monograph: nothing if it has no other.

    route, use: ids of the monograph, or empty. A text as given that marks no passage for a route
    stays whole.
    """
    has_routes = len(monograph.identity.routes) > 1 and can_limit_routes(monograph)
    return Limits(route if has_routes else "", use if len(monograph.single_uses) > 1 else "")


def can_limit_routes(monograph: Monograph) -> bool:
    """Return whether a monograph says which of its words concern some routes only.

    A curated one does: what it does not mark concerns all. A text as given does if it has marks.
    """
    return not monograph.as_given or any(_marked_for_routes(monograph))


def all_limits(monograph: Monograph) -> Iterator[Limits]:
    """Yield each single route and use to which the leaflet of a monograph can be limited.

    None if nothing but printed limits of side effects would tell these leaflets apart.
    """
    if not any(_marks(monograph)):
        return
    choices = [
        *(limits_of(monograph, route, "") for route in monograph.identity.routes),
        *(limits_of(monograph, "", use.id) for use in monograph.single_uses),
    ]
    yield from filter(None, choices)


def limit(monograph: Monograph, limits: Limits) -> Monograph:
    """Return the monograph without what concerns only other routes or uses.

    Raises ParticularsError A298 if nothing remains.
    """
    if not limits:
        return monograph
    selection = _Selection(monograph, limits)
    limited = selection.monograph(monograph)
    if not _has_facts(limited):
        message = "Everything in this monograph concerns other routes or uses."
        hint = "Correct 'route' and 'use', or complete the monograph."
        raise ParticularsError([Fault("A298", Place(""), message, hint)])
    return limited


def _has_facts(monograph: Monograph) -> bool:
    """Return whether a monograph says what the medicine is for, how to use it, or what it does."""
    parts: Iterable[object] = (
        monograph.uses, monograph.side_effects, *monograph.sections.values(),
    )  # fmt: skip
    return monograph.as_given is not None or any(not isinstance(part, str) for part in parts)


class _Selection:
    """Selects what concerns some routes and one use.

    routes: those that remain; without a route of the patient, those of the use. use: empty: all.
    """

    def __init__(self, monograph: Monograph, limits: Limits) -> None:
        self.use = limits.use
        own = tuple(str(route) for route in monograph.identity.routes)
        of_use = [
            str(route) for use in monograph.single_uses if use.id == limits.use
            for route in use.routes
        ]  # fmt: skip
        chosen = [limits.route] if limits.route else of_use
        self.routes = tuple(route for route in own if route in chosen) or own

    def monograph(self, monograph: Monograph) -> Monograph:
        identity = monograph.identity
        routes = tuple(route for route in identity.routes if route in self.routes)
        as_given = monograph.as_given
        return replace(
            monograph,
            identity=replace(identity, routes=routes),
            most_important=tuple(
                point for point in monograph.most_important
                if not isinstance(point, KeyPoint) or self._concerns(point.routes, point.uses)
            ),
            as_given=as_given and self._shape(as_given),
            uses=self._list(monograph.uses),
            sections={
                id_: content if isinstance(content, str) else self._text(content)
                for id_, content in monograph.sections.items()
            },
            side_effects=self._list(monograph.side_effects),
            questions=tuple(self._parts(monograph.questions)),
            summary={
                id_: selected for id_, text in monograph.summary.items()
                if (selected := self._shape(text))
            },
        )  # fmt: skip

    def _concerns(self, routes: Collection[str], uses: Collection[str]) -> bool:
        has_route = not routes or not self.routes or any(route in self.routes for route in routes)
        return has_route and (not uses or not self.use or self.use in uses)

    def _list(self, content: Any) -> Any:
        """Select from a list of uses or side effects, or from prose in place of one."""
        if isinstance(content, SectionText):
            return self._text(content)
        if isinstance(content, str):
            return content
        return tuple(self._parts(content)) or "ask-pharmacist"

    def _parts(self, parts: Iterable[Any]) -> Iterator[Any]:
        """Yield the uses, side effects and questions that concern the patient."""
        for part in parts:
            uses = (part.id,) if isinstance(part, Use) else getattr(part, "uses", ())
            if not self._concerns(getattr(part, "routes", ()), uses):
                continue
            if isinstance(part, SideEffect | EffectGroup):
                uses = () if self.use else part.uses
                yield replace(part, routes=self._other_routes(part.routes), uses=uses)
            elif selected := self._part(part):
                yield selected

    def _other_routes(self, routes: tuple[RouteId, ...]) -> tuple[RouteId, ...]:
        """Return the limits that a leaflet for the remaining routes still has to print."""
        remaining = tuple(route for route in routes if route in self.routes)
        return remaining if len(remaining) < len(self.routes) else ()

    def _part(self, part: Use | QuestionAnswer | SectionText) -> Any:
        """Select from the blocks of a part; None if a part with words has none left."""
        says = tuple(self._blocks(part.says))
        if part.says and not says:
            return None
        if isinstance(part, Use):
            return replace(part, says=says, how_it_works=tuple(self._blocks(part.how_it_works)))
        return replace(part, says=says)

    def _text(self, text: SectionText) -> Any:
        return self._shape(text) or "ask-pharmacist"

    def _blocks(self, blocks: Iterable[Any]) -> Iterator[Any]:
        """Yield the blocks that concern the patient, and those inside the passages."""
        for block in blocks:
            match block:
                case LimitedPassage():
                    if self._concerns(block.routes, block.uses):
                        yield from self._blocks(block.says)
                case ByRoute() if len(self.routes) == 1:
                    yield from self._blocks(block.by_route.get(RouteId(self.routes[0]), ()))
                case ByRoute():
                    by_route = {
                        route: inner for route, text in block.by_route.items()
                        if route in self.routes and (inner := tuple(self._blocks(text)))
                    }  # fmt: skip
                    if by_route:
                        yield replace(block, by_route=by_route)
                case tuple():
                    yield tuple(self._blocks(block))
                case FileShape():
                    if (selected := self._shape(block)) is not None:
                        yield selected
                case _:
                    yield block

    def _items(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the items of a list. A passage stays one item, whatever it holds."""
        for item in items:
            selected = tuple(self._blocks((item,)))
            if selected and isinstance(item, LimitedPassage | ByRoute):
                yield ListItem(item=selected)
            else:
                yield from selected

    def _shape(self, shape: Any) -> Any:
        """Select from all blocks inside a shape; None if a list of blocks has none left."""
        select = self._items if isinstance(shape, Bullets | Steps) else self._blocks
        changes: dict[str, Any] = {}
        for name in shape.__struct_fields__:
            value = getattr(shape, name)
            if isinstance(value, tuple) and value:
                inner = tuple(select(value))
                if not inner:
                    return None
                if inner != value:
                    changes[name] = inner
        return replace(shape, **changes) if changes else shape


def _marks(monograph: Monograph) -> Iterator[object]:
    """Yield the parts that only their marks limit: nothing printed tells it."""
    for part in _shapes(monograph):
        match part:
            case LimitedPassage() | KeyPoint() | QuestionAnswer():
                yield from filter(None, (part.routes, part.uses))
            case Use():
                yield from filter(None, (part.routes,))


def _marked_for_routes(monograph: Monograph) -> Iterator[object]:
    """Yield what a text as given and the parts around it mark for a route."""
    for part in _shapes((monograph.as_given, monograph.side_effects, monograph.questions)):
        if isinstance(part, ByRoute):
            yield part
        else:
            yield from getattr(part, "routes", ())


def _shapes(value: object) -> Iterator[object]:
    """Iterate over all shapes in a value, however deep."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, FileShape):
            yield current
            pending.extend(getattr(current, name) for name in current.__struct_fields__)
        elif isinstance(current, tuple):
            pending.extend(current)
        elif isinstance(current, dict):
            pending.extend(current.values())
