"""The section on side effects: what is not in a warning box, by route, with numbers of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.monograph.model import Monograph, SideEffect
from ..content.monograph.scalars import Band
from .fixed_sentences import fixed_sentences
from .frequency import effect_name, frequency, how_often, is_silent, scope
from .model import Block, Words
from .phrasebook import Phrasebook, capitalize, fill, join_sentences, to_words
from .prose import bullets, paragraph
from .side_effect_table import side_effect_table
from .warnings import URGENCY

__all__ = ["side_effects"]

FEW = 2  # so many names make a phrase; more make a list


def side_effects(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """An introduction, then the effects for every route, then those for some."""
    every = monograph.side_effects
    yield from _intro(phrases, every, path)
    if phrases.profile.table:
        yield side_effect_table(phrases, monograph, f"{path}/table")
        return
    others = [effect for effect in every if effect.how_fast not in URGENCY]
    groups = _by_scope(others)
    for number, group in enumerate(groups, 1):
        only = scope(phrases, group[0], monograph)
        if len(groups) > 1 and not only:
            only = to_words(phrases.wording.side_effects.any_route)
        if only:
            yield paragraph(f"{path}/{number}", capitalize(only), "label")
        yield from _group(phrases, f"{path}/{number}", group)


def _intro(phrases: Phrasebook, every: Sequence[SideEffect], path: str) -> Iterator[Block]:
    """What everybody should know first, in the profile's words or ours; where the worst stand."""
    says, own = phrases.wording.side_effects, tuple(fixed_sentences(phrases, path, "instead"))
    yield from own
    boxed = [effect for effect in every if effect.how_fast in URGENCY]
    bare = [effect for effect in every if effect in boxed or _is_bare(phrases, effect)]
    silent = any(is_silent(effect) for effect in bare) and not phrases.profile.table
    intro = join_sentences(
        None if own else says.intro,
        says.see_boxes if boxed else None,
        says.no_number if silent else None,
    )
    if intro:
        yield paragraph(f"{path}/intro", intro)


def _is_bare(phrases: Phrasebook, effect: SideEffect) -> bool:
    """Whether nothing is printed about how many people get it."""
    return is_silent(effect) and not phrases.profile.bands


def _by_scope(effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Effects of the same routes and uses together; those for all routes first."""
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for effect in sorted(effects, key=lambda one: bool(one.routes or one.uses)):
        groups.setdefault((effect.routes, effect.uses), []).append(effect)
    return list(groups.values())


def _group(phrases: Phrasebook, path: str, group: list[SideEffect]) -> Iterator[Block]:
    """The effects of one group, those that most people get first; a number is never apart."""
    by_number: dict[str, list[SideEffect]] = {}
    for effect in sorted(group, key=how_often):
        by_number.setdefault(str(frequency(phrases, effect)), []).append(effect)
    if len(by_number) == 1 and _is_bare(phrases, group[0]) and not _is_list(phrases, group):
        # the introduction says that no number is known
        yield paragraph(f"{path}/1", capitalize(_line(phrases, group)))
        return
    single: list[Words] = []
    for number, same in enumerate(by_number.values(), 1):
        told = len(by_number) > 1 or not _is_bare(phrases, same[0])
        how_many = frequency(phrases, same[0], len(same) > 1) if told else None
        if not _is_list(phrases, same):
            single.append(_line(phrases, same, how_many))
            continue
        if single:
            yield bullets(phrases, f"{path}/{number}/before", single)
            single = []
        if how_many:
            numbered = isinstance(same[0].frequency, Band) or is_silent(same[0])
            apart = len(by_number) > 1 or numbered
            yield paragraph(f"{path}/{number}/how-many", how_many, "label" if apart else "body")
        yield bullets(phrases, f"{path}/{number}", [_line(phrases, [effect]) for effect in same])
    if single:
        yield bullets(phrases, f"{path}/single", single)


def _is_list(phrases: Phrasebook, same: list[SideEffect]) -> bool:
    """Whether effects that as many people get are too many, or have too much to say, for a line."""
    return len(same) > FEW or (len(same) > 1 and any(_more(phrases, one) for one in same))


def _line(phrases: Phrasebook, same: list[SideEffect], how_many: Words | None = None) -> Words:
    """Effects with how many people get them, and what more there is to say of a single one."""
    names = phrases.join_and([effect_name(phrases, effect) for effect in same])
    text = join_sentences(how_many, _more(phrases, same[0]))
    return phrases.lead(names, text) if text else names


def _more(phrases: Phrasebook, effect: SideEffect) -> Words:
    """What is said of an effect besides its name: its signs, what more there is, what to do."""
    signs = capitalize(phrases.join_and(effect.signs)) if effect.signs else None
    row = fill(phrases.wording.lists.row, names=signs) if signs else None
    return join_sentences(row, effect.more, effect.what_to_do)
