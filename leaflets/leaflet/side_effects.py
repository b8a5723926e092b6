"""The section on side effects: those outside the warning boxes, by route, with their frequency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ..content.monograph.frequency import Band
from ..content.monograph.model import Monograph
from ..content.monograph.prose import SectionText
from ..content.monograph.side_effects import EffectGroup, SideEffect
from .blocks import bullets, fixed_sentences, paragraph
from .frequency import effect_name, frequency, has_no_frequency, rarity, scope
from .model import Block, Heading, Section, Words
from .phrasebook import Phrasebook, capitalize, fill, join_sentences, to_words
from .prose import prose
from .side_effect_table import side_effect_table
from .urgency import URGENCY

__all__ = ["side_effects"]

MOST_NAMES_IN_LINE: Final = 2  # more names become a list


def side_effects(phrases: Phrasebook, monograph: Monograph, path: str) -> Iterator[Block]:
    """Build an introduction, then effects and prose in the order of the monograph.

    Of effects that follow each other, those for every route come first, then those for some; if the
    profile wants a table, they stand in one.
    """
    yield from _intro(phrases, monograph.single_effects, path)
    parts = monograph.side_effects if isinstance(monograph.side_effects, tuple) else ()
    runs = groupby(parts, key=lambda part: isinstance(part, SideEffect))
    for number, (is_effects, members) in enumerate(runs, 1):
        inner = path if number == 1 else f"{path}/part-{number}"
        if is_effects:
            yield from _effects(phrases, monograph, tuple(members), inner)  # type: ignore[arg-type]
            continue
        for index, part in enumerate(members, 1):
            if isinstance(part, SectionText):
                yield from _prose(phrases, part, f"{inner}/prose-{index}")
            elif isinstance(part, EffectGroup):
                yield from _effect_group(phrases, monograph, part, f"{inner}/group-{index}")


def _prose(phrases: Phrasebook, part: SectionText, path: str) -> Iterator[Block]:
    """Build what a source says in prose, with its heading if it has one."""
    if part.heading is None:
        yield from prose(phrases, path, part.says)
        return
    heading = Heading(f"{path}/heading", 3, part.heading)
    yield Section(path, "", None, heading, prose(phrases, path, part.says, level=4))


def _effect_group(
    phrases: Phrasebook, monograph: Monograph, group: EffectGroup, path: str
) -> Iterator[Block]:
    """Build effects with what they share above them: heading, limits, how many people."""
    if group.heading:
        yield paragraph(f"{path}/heading", group.heading, "label")
    if limit := scope(phrases, group, monograph):
        yield paragraph(f"{path}/scope", capitalize(limit), "label")
    if group.frequency or group.said_to_be:
        yield paragraph(f"{path}/how-many", frequency(phrases, group, len(group.effects) > 1))
    yield bullets(phrases, path, group.effects)


def _effects(
    phrases: Phrasebook, monograph: Monograph, effects: Sequence[SideEffect], path: str
) -> Iterator[Block]:
    """Build side effects that are told one by one."""
    if phrases.profile.side_effects_in_table:
        yield side_effect_table(phrases, monograph, effects, f"{path}/table")
        return
    groups = _by_scope([effect for effect in effects if effect.how_fast not in URGENCY])
    for number, group in enumerate(groups, 1):
        limit = scope(phrases, group[0], monograph)
        if len(groups) > 1 and not limit:
            limit = to_words(phrases.wording.side_effects.any_route)
        if limit:
            yield paragraph(f"{path}/{number}", capitalize(limit), "label")
        yield from _group(phrases, f"{path}/{number}", group)


def _intro(phrases: Phrasebook, effects: Sequence[SideEffect], path: str) -> Iterator[Block]:
    """Introduce the section in the profile's words, or else the program's.

    The introduction points to the warning boxes, and says if no number is known for some effects.
    """
    texts = phrases.wording.side_effects
    own = tuple(fixed_sentences(phrases, path, "instead"))
    yield from own
    effects_in_boxes = [effect for effect in effects if effect.how_fast in URGENCY]
    effects_without_number = [
        effect for effect in effects if effect in effects_in_boxes or _is_bare(phrases, effect)
    ]
    no_number = any(has_no_frequency(effect) for effect in effects_without_number)
    intro = join_sentences(
        None if own else texts.intro,
        texts.see_boxes if effects_in_boxes else None,
        texts.no_number if no_number and not phrases.profile.side_effects_in_table else None,
    )
    if intro:
        yield paragraph(f"{path}/intro", intro)


def _is_bare(phrases: Phrasebook, effect: SideEffect) -> bool:
    """Return whether the leaflet prints nothing about how many people get it."""
    return has_no_frequency(effect) and not phrases.profile.bands


def _by_scope(effects: Sequence[SideEffect]) -> list[list[SideEffect]]:
    """Group side effects by routes and uses. The group without limits comes first."""
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for effect in sorted(effects, key=lambda effect: bool(effect.routes or effect.uses)):
        groups.setdefault((effect.routes, effect.uses), []).append(effect)
    return list(groups.values())


def _group(phrases: Phrasebook, path: str, group: list[SideEffect]) -> Iterator[Block]:
    """Build the blocks of one group by frequency, the most frequent first.

    Effects of the same frequency share a line, or a list led by the frequency.
    """
    by_number: dict[str, list[SideEffect]] = {}
    for effect in sorted(group, key=rarity):
        by_number.setdefault(str(frequency(phrases, effect)), []).append(effect)
    if len(by_number) == 1 and _is_bare(phrases, group[0]) and not _needs_list(phrases, group):
        # the introduction says that no number is known
        yield paragraph(f"{path}/1", capitalize(_line(phrases, group)))
        return
    lines: list[Words] = []
    for number, effects in enumerate(by_number.values(), 1):
        first = effects[0]
        has_number = len(by_number) > 1 or not _is_bare(phrases, first)
        how_many = frequency(phrases, first, len(effects) > 1) if has_number else None
        if not _needs_list(phrases, effects):
            lines.append(_line(phrases, effects, how_many))
            continue
        if lines:
            yield bullets(phrases, f"{path}/{number}/before", lines)
            lines = []
        if how_many:
            is_label = (
                len(by_number) > 1 or isinstance(first.frequency, Band) or has_no_frequency(first)
            )
            yield paragraph(f"{path}/{number}/how-many", how_many, "label" if is_label else "body")
        yield bullets(phrases, f"{path}/{number}", [_line(phrases, [effect]) for effect in effects])
    if lines:
        yield bullets(phrases, f"{path}/single", lines)


def _needs_list(phrases: Phrasebook, effects: list[SideEffect]) -> bool:
    """Return whether effects of one frequency are too many or too detailed for a line."""
    return len(effects) > MOST_NAMES_IN_LINE or (
        len(effects) > 1 and any(_details(phrases, effect) for effect in effects)
    )


def _line(phrases: Phrasebook, effects: list[SideEffect], how_many: Words | None = None) -> Words:
    """Name effects, followed by their frequency and the details of the first."""
    names = phrases.join_and([effect_name(phrases, effect) for effect in effects])
    text = join_sentences(how_many, _details(phrases, effects[0]))
    return phrases.lead(names, text) if text else names


def _details(phrases: Phrasebook, effect: SideEffect) -> Words:
    """Return what a leaflet says about an effect besides its name: signs, remarks, what to do."""
    signs = capitalize(phrases.join_and(effect.signs)) if effect.signs else None
    row = fill(phrases.wording.lists.row, names=signs) if signs else None
    return join_sentences(row, effect.more, effect.what_to_do)
