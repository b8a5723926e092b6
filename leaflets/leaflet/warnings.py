"""The warning boxes: what to do, what to look for, what to tell; the most urgent box first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ..content.monograph.model import Monograph, SideEffect
from .boxes import box_with_heading
from .fixed_sentences import fixed_sentences
from .frequency import effect_name, frequency, is_silent, scope
from .model import Block, Box, Words
from .phrasebook import Phrasebook, capitalize, fill, join_sentences, to_words
from .prose import bullets, paragraph

__all__ = ["GRAVITY", "URGENCY", "warning_boxes"]

Kind = Literal["emergency", "urgent"]
URGENCY: Final[dict[str, Kind]] = {"at-once": "emergency", "same-day": "urgent"}
GRAVITY: Final = ("life-threatening", "serious", "not-serious")
FEW: Final = 2  # signs that stand in a sentence; more stand in a list


def warning_boxes(phrases: Phrasebook, monograph: Monograph) -> Iterator[Box]:
    """A box for each urgency that has something in it."""
    headings = phrases.wording.boxes
    for how_fast, kind in URGENCY.items():
        effects = [one for one in monograph.side_effects if one.how_fast == how_fast]
        if effects:
            effects.sort(key=lambda one: GRAVITY.index(one.seriousness))
            heading = to_words(headings.emergency if kind == "emergency" else headings.urgent)
            blocks = tuple(_inside(phrases, kind, effects, monograph))
            yield box_with_heading(phrases.wording, kind, kind, heading, blocks)


def _inside(
    phrases: Phrasebook, kind: Kind, effects: Sequence[SideEffect], monograph: Monograph
) -> Iterator[Block]:
    actions = _actions(effects)
    shared = len(actions) == 1
    if shared:
        yield paragraph(f"{kind}/action", actions[0], "action")
    yield from fixed_sentences(phrases, kind)
    for number, same in enumerate(_by_name(phrases, effects), 1):
        own = () if shared else _actions(same)
        yield from _effect(phrases, f"{kind}/{number}", same, own, monograph)
    yield from fixed_sentences(phrases, kind, "last")
    if kind == "emergency":
        told = fill(phrases.wording.boxes.tell, name=monograph.identity.name)
        yield paragraph(f"{kind}/tell", told)


def _actions(effects: Sequence[SideEffect]) -> list[Words]:
    """What to do, each once."""
    return list({str(one.what_to_do): one.what_to_do for one in effects if one.what_to_do}.values())


def _by_name(phrases: Phrasebook, effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Effects that differ only in who gets them, together."""
    same: dict[str, list[SideEffect]] = {}
    for effect in effects:
        same.setdefault(str(effect_name(phrases, effect)), []).append(effect)
    return list(same.values())


def _effect(
    phrases: Phrasebook,
    path: str,
    same: list[SideEffect],
    actions: Sequence[Words],
    monograph: Monograph,
) -> Iterator[Block]:
    """One effect: its name, what to do if that is its own, its signs, who gets it."""
    name = capitalize(effect_name(phrases, same[0]))
    only = scope(phrases, same[0], monograph) if len(same) == 1 else None
    if only:
        name = fill(phrases.wording.boxes.scope, name=name, scope=only)
    yield paragraph(path, name, "label")
    for number, action in enumerate(actions, 1):
        yield paragraph(f"{path}/action/{number}", action, "action")
    signs = list({str(sign): sign for one in same for sign in one.signs}.values())
    row = None
    if len(signs) > FEW:
        yield bullets(phrases, f"{path}/signs", signs)
    elif signs:
        row = capitalize(fill(phrases.wording.lists.row, names=phrases.join_and(signs)))
    who = [_remark(phrases, one, None if only else scope(phrases, one, monograph)) for one in same]
    if text := join_sentences(row, *who):
        yield paragraph(f"{path}/who", text)


def _remark(phrases: Phrasebook, effect: SideEffect, only: Words | None) -> Words | None:
    """How many get it and who more easily; that no number is known is said in the section."""
    many = None if is_silent(effect) else frequency(phrases, effect)
    remark = join_sentences(many, effect.more)
    if not only:
        return remark or None
    only = capitalize(only)
    if not remark:
        return fill(phrases.wording.lists.row, names=only)
    return fill(phrases.wording.lists.lead, name=only, text=remark)
