"""The warning boxes: what to do, which signs to look for, whom to tell. The most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..content.monograph.model import Monograph
from ..content.monograph.side_effects import SideEffect
from .blocks import bullets, fixed_sentences, paragraph, warning_box
from .frequency import effect_name, frequency, has_no_frequency, scope
from .model import Block, Box, Words
from .phrasebook import Phrasebook, capitalize, fill, join_sentences, make_strong
from .urgency import SERIOUSNESS, URGENCY, WarningKind

__all__ = ["warning_boxes"]

MOST_SIGNS_IN_SENTENCE: Final = 2  # more signs become a list


def warning_boxes(phrases: Phrasebook, monograph: Monograph) -> Iterator[Box]:
    """Build a box for each degree of urgency that some side effect has."""
    for how_fast, kind in URGENCY.items():
        effects = [effect for effect in monograph.single_effects if effect.how_fast == how_fast]
        if effects:
            effects.sort(key=lambda effect: SERIOUSNESS.index(effect.seriousness))
            yield warning_box(phrases, kind, kind, _box_blocks(phrases, kind, effects, monograph))


def _box_blocks(
    phrases: Phrasebook, kind: WarningKind, effects: Sequence[SideEffect], monograph: Monograph
) -> Iterator[Block]:
    actions = _actions(effects)
    is_shared = len(actions) == 1
    if is_shared:
        yield paragraph(f"{kind}/action", actions[0], "action")
    yield from fixed_sentences(phrases, kind)
    for number, group in enumerate(_by_name(phrases, effects), 1):
        own_actions = () if is_shared else _actions(group)
        yield from _effect(phrases, f"{kind}/{number}", group, own_actions, monograph)
    yield from fixed_sentences(phrases, kind, "last")
    if kind == "emergency":
        tell = fill(phrases.wording.boxes.tell, name=monograph.identity.name)
        yield paragraph(f"{kind}/tell", tell)


def _actions(effects: Sequence[SideEffect]) -> list[Words]:
    """Return what to do, without repetitions."""
    actions = [effect.what_to_do for effect in effects if effect.what_to_do]
    return list({str(action): action for action in actions}.values())


def _by_name(phrases: Phrasebook, effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Group the side effects that differ only in who gets them."""
    groups: dict[str, list[SideEffect]] = {}
    for effect in effects:
        groups.setdefault(str(effect_name(phrases, effect)), []).append(effect)
    return list(groups.values())


def _effect(
    phrases: Phrasebook,
    path: str,
    group: list[SideEffect],
    actions: Sequence[Words],
    monograph: Monograph,
) -> Iterator[Block]:
    """Build the blocks of side effects of one name: name, own actions, signs, who gets it."""
    name = capitalize(effect_name(phrases, group[0]))
    only_scope = scope(phrases, group[0], monograph) if len(group) == 1 else None
    if only_scope:
        name = fill(phrases.wording.boxes.scope, name=name, scope=only_scope)
    signs = list({str(sign): sign for effect in group for sign in effect.signs}.values())
    has_list = len(signs) > MOST_SIGNS_IN_SENTENCE
    row = None
    if signs and not has_list:
        row = capitalize(fill(phrases.wording.lists.row, names=phrases.join_and(signs)))
    remarks = [
        _remark(phrases, effect, None if only_scope else scope(phrases, effect, monograph))
        for effect in group
    ]
    text = join_sentences(row, *remarks)
    if not (actions or signs or text):  # a label would lead what follows in the box
        yield paragraph(path, make_strong(name))
        return
    yield paragraph(path, name, "label")
    for number, action in enumerate(actions, 1):
        yield paragraph(f"{path}/action/{number}", action, "action")
    if has_list:
        yield bullets(phrases, f"{path}/signs", signs)
    if text:
        yield paragraph(f"{path}/who", text)


def _remark(phrases: Phrasebook, effect: SideEffect, limit: Words | None) -> Words | None:
    """Say how many people get it and who more easily.

    limit: the routes and uses to lead the remark with. That no number is known is not repeated
    here: the section on side effects says so.
    """
    how_many = None if has_no_frequency(effect) else frequency(phrases, effect)
    remark = join_sentences(how_many, effect.more)
    if not limit:
        return remark or None
    limit = capitalize(limit)
    if not remark:
        return fill(phrases.wording.lists.row, names=limit)
    return fill(phrases.wording.lists.lead, name=limit, text=remark)
