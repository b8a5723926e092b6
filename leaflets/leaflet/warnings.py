"""The warning boxes: what to do, what to look for, what to tell; the most urgent box first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ..monograph.model import Monograph, SideEffect
from .frequency import frequency, scope
from .model import Block, Box, Heading, Words
from .prose import bullets, paragraph
from .voice import Voice, filled, sentences, words

__all__ = ["effect_name", "warning_boxes"]

Kind = Literal["emergency", "urgent"]
URGENCY: Final[dict[str, Kind]] = {"at-once": "emergency", "same-day": "urgent"}
GRAVITY: Final = ("life-threatening", "serious", "not-serious")


def warning_boxes(voice: Voice, monograph: Monograph) -> Iterator[Box]:
    """A box for each urgency that has something in it."""
    headings = voice.wording.boxes
    for how_fast, kind in URGENCY.items():
        effects = [one for one in monograph.side_effects if one.how_fast == how_fast]
        if effects:
            effects.sort(key=lambda one: GRAVITY.index(one.seriousness))
            heading = words(headings.emergency if kind == "emergency" else headings.urgent)
            blocks = tuple(_inside(voice, kind, effects, monograph))
            continued = filled(headings.continued, heading=heading)
            yield Box(kind, kind, Heading(f"{kind}/heading", 2, heading), blocks, continued)


def effect_name(voice: Voice, effect: SideEffect) -> Words:
    """The plain name, with the medical one behind it."""
    if effect.medical_name is None:
        return effect.name
    named = voice.wording.side_effects.with_medical_name
    return filled(named, name=effect.name, medical=effect.medical_name)


def _inside(
    voice: Voice, kind: Kind, effects: Sequence[SideEffect], monograph: Monograph
) -> Iterator[Block]:
    actions = {str(effect.what_to_do): effect.what_to_do for effect in effects}
    shared = next(iter(actions.values())) if len(actions) == 1 else None
    if shared:
        yield paragraph(f"{kind}/action", shared, "action")
    for number, same in enumerate(_by_name(voice, effects), 1):
        yield from _effect(voice, f"{kind}/{number}", same, monograph, shared)
    unknown = [one for one in effects if one.frequency == "not-known" and not one.said_to_be]
    if unknown:
        yield paragraph(f"{kind}/how-many", frequency(voice, unknown[0], len(unknown) > 1))
    if kind == "emergency":
        told = filled(voice.wording.boxes.tell, name=monograph.identity.name)
        yield paragraph(f"{kind}/tell", told)


def _by_name(voice: Voice, effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Effects that differ only in who gets them, together."""
    same: dict[str, list[SideEffect]] = {}
    for effect in effects:
        same.setdefault(str(effect_name(voice, effect)), []).append(effect)
    return list(same.values())


def _effect(
    voice: Voice, path: str, same: list[SideEffect], monograph: Monograph, shared: Words | None
) -> Iterator[Block]:
    """One effect: its name, what to do if that is its own, its signs, who gets it."""
    name = effect_name(voice, same[0])
    only = scope(voice, same[0], monograph) if len(same) == 1 else None
    if only:
        name = filled(voice.wording.boxes.scope, name=name, medical=only)
    yield paragraph(path, name, "label")
    actions = {str(one.what_to_do): one.what_to_do for one in same if one.what_to_do}
    if not shared:
        for number, action in enumerate(actions.values(), 1):
            yield paragraph(f"{path}/action/{number}", action, "action")
    signs = {str(sign): sign for one in same for sign in one.signs}
    if signs:
        yield bullets(voice, f"{path}/signs", signs.values())
    for number, one in enumerate(same, 1):
        remark = _remark(voice, one, None if only else scope(voice, one, monograph))
        if remark:
            yield paragraph(f"{path}/who/{number}", remark)


def _remark(voice: Voice, effect: SideEffect, only: Words | None) -> Words | None:
    """How many get it and who more easily; not-known alone is said once for the whole box."""
    silent = effect.frequency == "not-known" and not effect.said_to_be
    remark = sentences(None if silent else frequency(voice, effect), effect.more)
    if only and remark:
        return filled(voice.wording.lists.lead, name=only, text=remark)
    return only or remark or None
