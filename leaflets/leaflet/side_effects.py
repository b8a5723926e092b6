"""The section on side effects: what is not in a warning box, by route, with numbers of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..monograph.model import Monograph, SideEffect
from .frequency import frequency, how_often, scope
from .model import Block, Words
from .prose import bullets, paragraph
from .voice import Voice, sentences, words
from .warnings import URGENCY, effect_name

__all__ = ["side_effects"]


def side_effects(voice: Voice, monograph: Monograph, path: str) -> Iterator[Block]:
    """An introduction, then the effects for every route, then those for some."""
    says = voice.wording.side_effects
    boxed = [effect for effect in monograph.side_effects if effect.how_fast in URGENCY]
    others = [effect for effect in monograph.side_effects if effect.how_fast not in URGENCY]
    yield paragraph(f"{path}/intro", sentences(says.intro, says.see_boxes if boxed else None))
    for number, group in enumerate(_by_scope(others), 1):
        where = f"{path}/{number}"
        only = scope(voice, group[0], monograph)
        if only or len(monograph.identity.routes) > 1:
            yield paragraph(where, only or words(says.any_route), "label")
        yield from _group(voice, where, group)


def _by_scope(effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Effects of the same routes and uses together; those for all routes first."""
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for effect in sorted(effects, key=lambda one: bool(one.routes or one.uses)):
        groups.setdefault((effect.routes, effect.uses), []).append(effect)
    return list(groups.values())


def _group(voice: Voice, path: str, group: list[SideEffect]) -> Iterator[Block]:
    """The effects of one group, those that most people get first."""
    group.sort(key=how_often)
    by_number: dict[str, list[SideEffect]] = {}
    for effect in group:
        by_number.setdefault(str(frequency(voice, effect)), []).append(effect)
    for number, same in enumerate(by_number.values(), 1):
        where = f"{path}/{number}"
        yield paragraph(f"{where}/how-many", frequency(voice, same[0], len(same) > 1))
        yield bullets(voice, where, [_line(voice, effect) for effect in same])


def _line(voice: Voice, effect: SideEffect) -> Words:
    """One effect as an item: its name, its signs, what more there is to say, what to do."""
    name = effect_name(voice, effect)
    if effect.signs:
        signs = voice.commas(effect.signs)
        name = voice.lead(name, signs)
    if not (effect.more or effect.what_to_do):
        return name
    rest = sentences(effect.more, effect.what_to_do)
    return voice.lead(name, rest) if not effect.signs else _after(name, rest)


def _after(said: Words, rest: Words) -> Words:
    return sentences(said, rest)
