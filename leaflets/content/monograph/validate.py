"""Check that the parts of a monograph agree with each other and with the agreed lists.

The checks look at the values of the file before these become a Monograph, so that each fault has
its place and a fault in one part does not hide those of another. Values of a wrong shape, and names
with nothing to compare them with, are skipped: reading the shape reports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.errors import Fault, MonographError
from ...source.schema import Faults, InvalidText, listed, nearest, suggestion
from ...source.yaml import Mapping, Node, Sequence, Text
from .blocks import check_blocks
from .doses import check_doses
from .frequency import Share
from .parts import check_given, check_section_names, check_summary, prose_parts
from .review import ReviewPolicy, check_review
from .sections import Sections

__all__ = ["meaning_faults"]


def meaning_faults(node: Mapping, sections: Sections, policy: ReviewPolicy) -> list[Fault]:
    """Return all faults of meaning of a monograph.

    node: its values. sections: the agreed lists. policy: which reviews are accepted.
    """
    faults = Faults(MonographError.letter, [])
    _check_sections(node, sections, faults)
    check_given(node, sections, faults)
    check_section_names(node, sections, faults)
    check_summary(node, faults)
    _check_routes(node, sections, faults)
    _check_ids(node, faults)
    _check_sources(node, faults)
    check_review(node, policy, faults)
    for use in node.list("uses").groups():
        _check_use(use, faults)
    for effect in node.list("side-effects").groups():
        _check_effect(effect, faults)
        _check_frequency(effect, faults)
    for acceptance in node.list("accepts").groups():
        _check_acceptance(acceptance, faults)
    check_doses(node, faults)
    check_blocks(node, sections.pictograms, faults)
    return faults.faults


def _check_sections(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Check that a monograph has every section of the agreed list, and no other (M101, M102)."""
    if "sections" not in node:
        return
    group = node.group("sections")
    is_given = "as-given" in node  # then a section may stand there
    absent = [id_ for id_ in sections.required_ids if id_ not in group and not is_given]
    near = _check_places(node, absent, faults)  # one typo is one fault, not also a missing one
    for id_ in group:
        entry = sections.find(id_)
        if entry and entry.text not in ("monograph", "either"):
            message = f"'{id_}' is not written here: it is made from other parts of the monograph."
            faults.add(101, id_.place, message, "Remove it.")
        elif not entry:
            near.update(faults.unknown_key(id_, absent))
    absent = [id_ for id_ in absent if id_ not in near]
    if absent:
        names = listed(f"'{id_}'" for id_ in absent)
        message = f"{names} {'is' if len(absent) == 1 else 'are'} missing from the sections."
        hint = "Write each, or say ask-pharmacist, not-applicable or not-stated behind its name."
        faults.add(102, group.place, message, hint)


def _check_places(node: Mapping, absent: list[str], faults: Faults) -> set[str]:
    """Add M101 for absent sections that stand indented too little or too far; return their ids."""
    misplaced_keys: set[str] = set()
    inner = [entry for entry in node.group("sections").values() if isinstance(entry, Mapping)]
    column = next((id_.place.column for id_ in node.group("sections")), 0)
    for key in [*node, *(key for entry in inner for key in entry)]:
        if key in absent and column:
            message = f"'{key}' is a section, but does not stand among the sections."
            hint = f"Put it under 'sections:', beginning in column {column}."
            faults.add(101, key.place, message, hint)
            misplaced_keys.add(key)
    return misplaced_keys


def _check_routes(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Check routes: the medicine's against the agreed list, all others against the medicine's."""
    own = list(node.group("identity").list("routes").texts())
    for route in own:
        if route.strip() and route not in sections.routes:
            message = f"'{route}' is not a route of the agreed list."
            faults.add(
                105,
                route.place,
                message,
                suggestion(nearest(route, sections.routes), sections.routes),
            )
    _check_repetitions(own, faults)
    for key, part in node.items():
        if key != "identity":
            for group in _groups(part):
                for route in (*group.list("routes").texts(), *group.group("by-route")):
                    _check_own_route(route, own, faults)


def _check_own_route(route: Text, own: list[Text], faults: Faults) -> None:
    if own and route not in own:
        message = f"'{route}' is not among the routes of this medicine's identity."
        faults.add(201, route.place, message, suggestion(nearest(route, own), own))


def _groups(part: Node) -> Iterator[Mapping]:
    """Iterate over a part of the monograph and all groups of keys in it."""
    pending = [part]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            yield value
            pending.extend(value.values())
        elif isinstance(value, Sequence):
            pending.extend(value)


def _check_ids(node: Mapping, faults: Faults) -> None:
    """Check that ids are unique among their kind, and that limited parts name uses that exist."""
    uses = _ids(node, "uses")
    _check_repetitions(uses, faults)
    _check_repetitions(_ids(node, "sources"), faults)
    for group in (group for part in node.values() for group in _groups(part)):
        references = list(group.list("uses").texts())
        _check_repetitions(references, faults)
        for use in references:
            if uses and use not in uses:
                message = f"'{use}' is not the id of a use."
                faults.add(202, use.place, message, suggestion(nearest(use, uses), uses))


def _ids(node: Mapping, kind: str) -> list[Text]:
    return [id_ for group in node.list(kind).groups() if (id_ := group.text("id"))]


def _check_repetitions(names: list[Text], faults: Faults) -> None:
    first: dict[Text, Text] = {}
    for name in names:
        if name in first:
            message = f"'{name}' is given twice (first on line {first[name].place.line})."
            faults.add(204, name.place, message, "Keep one, or give each its own name.")
        first.setdefault(name, name)


def _check_sources(node: Mapping, faults: Faults) -> None:
    """Check that every `from` names sources that are listed."""
    source_ids = _ids(node, "sources")
    for part in prose_parts(node):
        references = list(part.list("from").texts())
        _check_repetitions(references, faults)
        for source in references:
            if source_ids and source not in source_ids:
                message = f"'{source}' is not the id of a source."
                faults.add(
                    203, source.place, message, suggestion(nearest(source, source_ids), source_ids)
                )


def _check_use(use: Mapping, faults: Faults) -> None:
    """Check that a use that is not established has a caveat (M206)."""
    evidence = use.text("evidence")
    if evidence in ("debated", "unproven") and "caveat" not in use:
        message = f"A use that is {evidence} needs a caveat."
        faults.add(206, evidence.place, message, "Add caveat: with what is not certain.")


def _check_acceptance(acceptance: Mapping, faults: Faults) -> None:
    """Check that a notation is accepted only where it is named (M215)."""
    code = acceptance.text("code")
    if code and code.startswith("C") and "words" not in acceptance:
        message = f"The notation that {code} finds is accepted wherever it may stand."
        faults.add(215, code.place, message, "Add words: with the notation as it stands.")


# for how bad a side effect can be: how fast the reader may be told to act
FITTING: Final = {
    "life-threatening": ("at-once",),
    "serious": ("at-once", "same-day"),
    "not-serious": ("same-day", "if-it-bothers-you"),
}
URGENCIES: Final = {urgency for urgencies in FITTING.values() for urgency in urgencies}


def _check_effect(effect: Mapping, faults: Faults) -> None:
    """Check that how fast to act fits how bad it is (M213), where the source grades both."""
    how_fast, seriousness = effect.text("how-fast"), effect.text("seriousness")
    fitting = FITTING.get(seriousness or "", ())
    if fitting and how_fast in URGENCIES and how_fast not in fitting:
        message = f"'{how_fast}' does not fit a side effect that is {seriousness}."
        faults.add(
            213, how_fast.place, message, f"Write {listed(fitting, 'or')}, or correct seriousness."
        )


def _check_frequency(effect: Mapping, faults: Faults) -> None:
    """Check that a band has an end, and its ends are in one notation and in order (M208)."""
    if not isinstance(effect.get(Text("frequency")), Mapping):
        return
    band = effect.group("frequency")
    if not band:
        faults.add(208, band.place, "The band of the frequency has no end.", "Write not-known.")
    ends = [band.text("from"), band.text("to")]
    if all(ends) and len({str(end).endswith("%") for end in ends}) == 2:
        message = "One end of the frequency is per cent, the other is a number of people."
        faults.add(208, band.place, message, "Write both ends as the source does.")
        return
    least, most = map(_share, ends)
    if least and most and least > most:
        message = f"The band from {ends[0]} to {ends[1]} runs from more people to fewer."
        faults.add(208, band.place, message, "Exchange the two.")


def _share(text: Text | None) -> float:
    """Return the share of people in `1 in 100` or `1.5%`; 0 if the text is none."""
    try:
        return Share.from_text(text).share if text else 0.0
    except InvalidText:
        return 0.0
