"""Side effects as a table: which, how serious, what to do, how many people; the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.monograph.model import Monograph, SideEffect
from .frequency import effect_name, frequency, how_often, is_silent, scope
from .model import Block, Row, Table, Words
from .phrasebook import Phrasebook, TextOrWords, capitalize, fill, join_sentences
from .prose import paragraph
from .warnings import GRAVITY, URGENCY

__all__ = ["side_effect_table"]


def side_effect_table(phrases: Phrasebook, monograph: Monograph, path: str) -> Table:
    """All side effects, alike ones in one row; of those in a warning box, that says the rest."""
    says = phrases.wording.side_effects.table
    head = _row(f"{path}/head", (says.effect, says.seriousness, says.what_to_do, says.how_many))
    effects = sorted(
        monograph.side_effects, key=lambda one: (GRAVITY.index(one.seriousness), how_often(one))
    )
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for number, effect in enumerate(effects):
        groups.setdefault(_alike(phrases, effect, number), []).append(effect)
    rows = [
        _effects(phrases, monograph, f"{path}/{number}", group)
        for number, group in enumerate(groups.values(), 1)
    ]
    return Table(path, head, tuple(rows))


def _alike(phrases: Phrasebook, effect: SideEffect, number: int) -> tuple[object, ...]:
    """Effects with the same key share a row; one with more to say than its name has its own."""
    more = effect.how_fast not in URGENCY and (effect.signs or effect.more or effect.what_to_do)
    how_many = str(_how_many(phrases, [effect]))
    scopes = (effect.routes, effect.uses)
    return (number if more else "", effect.seriousness, effect.how_fast, how_many, *scopes)


def _row(path: str, said: tuple[TextOrWords, ...]) -> Row:
    return Row(path, tuple((paragraph(f"{path}/{at}", one),) for at, one in enumerate(said, 1)))


def _effects(phrases: Phrasebook, monograph: Monograph, path: str, group: list[SideEffect]) -> Row:
    says, effect = phrases.wording.side_effects.table, group[0]
    serious = {
        "life-threatening": says.life_threatening,
        "serious": says.serious,
        "not-serious": says.not_serious,
    }
    what = {
        "at-once": says.at_once,
        "same-day": says.same_day,
        "if-it-bothers-you": says.if_it_bothers_you,
    }
    said = serious[effect.seriousness], what[effect.how_fast]
    row = _row(path, (_names(phrases, monograph, group), *said, _how_many(phrases, group)))
    if effect.how_fast in URGENCY:
        return row
    first, second, third, fourth = row.cells
    if effect.what_to_do:
        third = (paragraph(f"{path}/3", effect.what_to_do),)
    return Row(path, ((*first, *_signs(phrases, f"{path}/1", effect)), second, third, fourth))


def _names(phrases: Phrasebook, monograph: Monograph, group: Sequence[SideEffect]) -> Words:
    """The effects, led by whom they are for, if they are not for all."""
    names = phrases.join_and([effect_name(phrases, effect) for effect in group])
    only = scope(phrases, group[0], monograph)
    if not only:
        return capitalize(names)
    return fill(phrases.wording.lists.lead, name=capitalize(only), text=names)


def _signs(phrases: Phrasebook, path: str, effect: SideEffect) -> Iterator[Block]:
    """What one sees or feels, and who gets it more easily; the boxes say that of their own."""
    row = None
    if effect.signs:
        row = capitalize(fill(phrases.wording.lists.row, names=phrases.join_and(effect.signs)))
    if said := join_sentences(row, effect.more):
        yield paragraph(f"{path}/signs", said)


def _how_many(phrases: Phrasebook, group: Sequence[SideEffect]) -> TextOrWords:
    if is_silent(group[0]) and not phrases.profile.bands:
        return phrases.wording.side_effects.table.not_known
    return frequency(phrases, group[0], len(group) > 1)
