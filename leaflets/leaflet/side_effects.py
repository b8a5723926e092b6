"""The section on side effects: what is not in a warning box, by route, with numbers of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..monograph.model import Monograph, SideEffect
from .frequency import effect_name, frequency, how_often, is_silent, scope
from .model import Block, Words
from .prose import bullets, paragraph
from .voice import Voice, capital, filled, sentences, words
from .warnings import URGENCY

__all__ = ["side_effects"]

FEW = 2  # so many names make a phrase; more make a list


def side_effects(voice: Voice, monograph: Monograph, path: str) -> Iterator[Block]:
    """An introduction, then the effects for every route, then those for some."""
    says, every = voice.wording.side_effects, monograph.side_effects
    boxed = any(effect.how_fast in URGENCY for effect in every)
    silent = any(is_silent(effect) for effect in every)
    intro = sentences(
        says.intro, says.see_boxes if boxed else None, says.no_number if silent else None
    )
    yield paragraph(f"{path}/intro", intro)
    others = [effect for effect in every if effect.how_fast not in URGENCY]
    for number, group in enumerate(_by_scope(others), 1):
        only = scope(voice, group[0], monograph) or words(says.any_route)
        yield from _group(voice, f"{path}/{number}", capital(only), group)


def _by_scope(effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Effects of the same routes and uses together; those for all routes first."""
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for effect in sorted(effects, key=lambda one: bool(one.routes or one.uses)):
        groups.setdefault((effect.routes, effect.uses), []).append(effect)
    return list(groups.values())


def _group(voice: Voice, path: str, only: Words, group: list[SideEffect]) -> Iterator[Block]:
    """The effects of one group, those that most people get first."""
    yield paragraph(path, only, "label")
    by_number: dict[str, list[SideEffect]] = {}
    for effect in sorted(group, key=how_often):
        by_number.setdefault(str(frequency(voice, effect)), []).append(effect)
    for number, same in enumerate(by_number.values(), 1):
        where = f"{path}/{number}"
        # of effects that come alone, the introduction says that no number is known
        if len(by_number) > 1 or not is_silent(same[0]):
            yield paragraph(f"{where}/how-many", frequency(voice, same[0], len(same) > 1))
        lines = [_line(voice, effect) for effect in same]
        plain = len(lines) <= FEW and not any(_says_more(effect) for effect in same)
        yield paragraph(where, voice.both(lines)) if plain else bullets(voice, where, lines)


def _says_more(effect: SideEffect) -> bool:
    return bool(effect.signs or effect.more or effect.what_to_do)


def _line(voice: Voice, effect: SideEffect) -> Words:
    """One effect as an item: its name, its signs, what more there is to say, what to do."""
    name = effect_name(voice, effect)
    signs = voice.both(effect.signs) if effect.signs else None
    row = filled(voice.wording.lists.row, names=signs) if signs else None
    text = sentences(row, effect.more, effect.what_to_do)
    return voice.lead(name, text) if text else name
