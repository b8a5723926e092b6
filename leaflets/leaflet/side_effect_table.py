"""Side effects as a table: effect, seriousness, what to do, how many people. The worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content.monograph.model import Monograph
from ..content.monograph.side_effects import SideEffect
from .blocks import paragraph
from .frequency import effect_name, frequency, has_no_frequency, rarity, scope
from .model import Block, Row, Table, Words
from .phrasebook import Phrasebook, TextOrWords, capitalize, fill, join_sentences
from .urgency import SERIOUSNESS, URGENCY

__all__ = ["side_effect_table"]


def side_effect_table(
    phrases: Phrasebook, monograph: Monograph, side_effects: Sequence[SideEffect], path: str
) -> Table:
    """Build a table of side effects; those that differ only in name share a row.

    The details of effects in a warning box are left to the box.
    """
    texts = phrases.wording.side_effects.table
    columns = (texts.effect, texts.seriousness, texts.what_to_do, texts.how_many)
    effects = sorted(
        side_effects,
        key=lambda effect: (SERIOUSNESS.index(effect.seriousness), rarity(effect)),
    )
    groups: dict[tuple[object, ...], list[SideEffect]] = {}
    for number, effect in enumerate(effects):
        groups.setdefault(_group_key(phrases, effect, number), []).append(effect)
    rows = [
        _effects_row(phrases, monograph, f"{path}/{number}", group)
        for number, group in enumerate(groups.values(), 1)
    ]
    return Table(path, (_row(f"{path}/head", columns),), tuple(rows))


def _group_key(phrases: Phrasebook, effect: SideEffect, number: int) -> tuple[object, ...]:
    """Effects with the same key share a row. An effect with details has a row of its own."""
    has_details = effect.how_fast not in URGENCY and (
        effect.signs or effect.more or effect.what_to_do
    )
    return (
        number if has_details else "",
        effect.seriousness,
        effect.how_fast,
        str(_frequency(phrases, [effect])),
        effect.routes,
        effect.uses,
    )


def _row(path: str, cells: tuple[TextOrWords, ...]) -> Row:
    return Row(path, tuple((paragraph(f"{path}/{n}", cell),) for n, cell in enumerate(cells, 1)))


def _effects_row(
    phrases: Phrasebook, monograph: Monograph, path: str, group: list[SideEffect]
) -> Row:
    texts, effect = phrases.wording.side_effects.table, group[0]
    seriousness = {
        "life-threatening": texts.life_threatening,
        "serious": texts.serious,
        "not-serious": texts.not_serious,
        None: texts.not_graded,
    }
    what_to_do = {
        "at-once": texts.at_once,
        "same-day": texts.same_day,
        "if-it-bothers-you": texts.if_it_bothers_you,
        None: texts.ask,
    }
    row = _row(
        path,
        (
            _names(phrases, monograph, group),
            seriousness[effect.seriousness],
            what_to_do[effect.how_fast],
            _frequency(phrases, group),
        ),
    )
    if effect.how_fast in URGENCY:
        return row
    first, second, third, fourth = row.cells
    if effect.what_to_do:
        third = (paragraph(f"{path}/3", effect.what_to_do),)
    return Row(path, ((*first, *_signs(phrases, f"{path}/1", effect)), second, third, fourth))


def _names(phrases: Phrasebook, monograph: Monograph, group: Sequence[SideEffect]) -> Words:
    """Name the effects, led by the routes and uses to which they are limited, if any."""
    names = phrases.join_and([effect_name(phrases, effect) for effect in group])
    limit = scope(phrases, group[0], monograph)
    if not limit:
        return capitalize(names)
    return fill(phrases.wording.lists.lead, name=capitalize(limit), text=names)


def _signs(phrases: Phrasebook, path: str, effect: SideEffect) -> Iterator[Block]:
    """Describe what one sees or feels, and who gets it more easily."""
    row = None
    if effect.signs:
        row = capitalize(fill(phrases.wording.lists.row, names=phrases.join_and(effect.signs)))
    if text := join_sentences(row, effect.more):
        yield paragraph(f"{path}/signs", text)


def _frequency(phrases: Phrasebook, group: Sequence[SideEffect]) -> TextOrWords:
    if has_no_frequency(group[0]) and not phrases.profile.bands:
        return phrases.wording.side_effects.table.not_known
    return frequency(phrases, group[0], len(group) > 1)
