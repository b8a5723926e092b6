"""Whether what a monograph says makes sense together.

The checks look at the values as they stand in the file, before these become a Monograph: so each
knows its place, and a fault in one part does not hide those of another. What has the wrong shape
is passed over here, and so is a name where there are none to compare with; reading tells that.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.errors import Fault, MonographError
from ...source.schema import Faults, listed, nearest, suggestion
from ...source.yaml import Mapping, Text
from .content import check_content
from .doses import check_doses
from .sections import Sections

__all__ = ["meaning_faults"]


def meaning_faults(node: Mapping, sections: Sections) -> list[Fault]:
    """All faults of meaning in a monograph."""
    found: list[Fault] = []
    faults = Faults(MonographError.letter, found)
    _check_sections(node, sections, faults)
    _check_routes(node, sections, faults)
    _check_ids(node, faults)
    _check_sources(node, faults)
    _check_review(node.group("review"), faults)
    for use in node.list("uses").groups():
        _check_use(use, faults)
    for effect in node.list("side-effects").groups():
        _check_effect(effect, faults)
        _check_frequency(effect, faults)
    check_doses(node, faults)
    check_content(node, sections.pictograms, faults)
    return found


def _check_sections(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Every section of the agreed list is spoken of, and no other."""
    if "sections" not in node:
        return
    given, told = node.group("sections"), sections.required_ids
    guessed: set[str] = set()
    for id_ in given:
        part = sections.find(id_)
        if part and part.text != "monograph":
            says = f"'{id_}' is not written here: it is made from other parts of the monograph."
            faults.add(101, id_.place, says, "Remove it.")
        elif not part:
            guessed.update(faults.unknown_key(id_, [one for one in told if one not in given]))
    absent = [id_ for id_ in told if id_ not in given and id_ not in guessed]
    if absent:
        names = listed(f"'{id_}'" for id_ in absent)
        says = f"{names} {'is' if len(absent) == 1 else 'are'} missing from the sections."
        hint = "Write each, or say ask-pharmacist or not-applicable behind its name."
        faults.add(102, given.place, says, hint)


def _check_routes(node: Mapping, sections: Sections, faults: Faults) -> None:
    """Routes are of the agreed list; scopes name only the medicine's own."""
    own = list(node.group("identity").list("routes").texts())
    for route in own:
        if route.strip() and route not in sections.routes:
            says = f"'{route}' is not a route of the agreed list."
            faults.add(
                105, route.place, says, suggestion(nearest(route, sections.routes), sections.routes)
            )
    _check_twice(own, faults)
    for effect in node.list("side-effects").groups():
        for route in effect.list("routes").texts():
            _check_own_route(route, own, faults)
    for route in _routes_of_words(node):
        _check_own_route(route, own, faults)


def _check_own_route(route: Text, own: list[Text], faults: Faults) -> None:
    if own and route not in own:
        says = f"'{route}' is not among the routes of this medicine's identity."
        faults.add(201, route.place, says, suggestion(nearest(route, own), own))


def _routes_of_words(node: Mapping) -> Iterator[Text]:
    """The keys of every by-route in the monograph."""
    waiting: list[object] = [node]
    while waiting:
        seen = waiting.pop()
        if isinstance(seen, Mapping):
            yield from seen.group("by-route")
            waiting.extend(seen.values())
        elif isinstance(seen, list):
            waiting.extend(seen)


def _check_ids(node: Mapping, faults: Faults) -> None:
    """Ids are unique among their kind, and side effects name uses that exist."""
    for kind in ("uses", "sources"):
        ids = [one.text("id") for one in node.list(kind).groups()]
        _check_twice([id_ for id_ in ids if id_], faults)
    uses = [id_ for one in node.list("uses").groups() if (id_ := one.text("id"))]
    for effect in node.list("side-effects").groups():
        named = list(effect.list("uses").texts())
        _check_twice(named, faults)
        for use in named:
            if uses and use not in uses:
                says = f"'{use}' is not the id of a use."
                faults.add(202, use.place, says, suggestion(nearest(use, uses), uses))


def _check_twice(names: list[Text], faults: Faults) -> None:
    first: dict[Text, Text] = {}
    for name in names:
        if name in first:
            says = f"'{name}' is given twice (first on line {first[name].place.line})."
            faults.add(204, name.place, says, "Keep one, or give each its own name.")
        first.setdefault(name, name)


def _check_sources(node: Mapping, faults: Faults) -> None:
    """Each `from` names sources that are listed."""
    known = [id_ for one in node.list("sources").groups() if (id_ := one.text("id"))]
    parts = [*node.group("sections").values()]
    for kind in ("uses", "side-effects", "questions"):
        parts.extend(node.list(kind))
    for part in parts:
        named = list(part.list("from").texts()) if isinstance(part, Mapping) else []
        _check_twice(named, faults)
        for source in named:
            if known and source not in known:
                says = f"'{source}' is not the id of a source."
                faults.add(203, source.place, says, suggestion(nearest(source, known), known))


def _check_review(review: Mapping, faults: Faults) -> None:
    """Approval has a name and a day; a draft has neither."""
    status = review.text("status")
    missing = [key for key in ("by", "on") if key not in review]
    if status == "approved" and missing:
        verb = "are" if missing[1:] else "is"
        says = (
            f"An approved edition says who approved it, and when: {listed(missing)} {verb} missing."
        )
        faults.add(205, status.place, says, "Add it, or set the status to draft.")
    if status == "draft" and len(missing) < 2:
        says = "A draft has not been approved by anybody."
        faults.add(205, status.place, says, "Remove by and on, or set the status to approved.")


def _check_use(use: Mapping, faults: Faults) -> None:
    evidence = use.text("evidence")
    if evidence in ("debated", "unproven") and "caveat" not in use:
        says = f"A use that is {evidence} needs a caveat."
        faults.add(206, evidence.place, says, "Add caveat: with what is not certain.")


# how bad it can be → how fast one may be told to act
FITTING = {
    "life-threatening": ("at-once",),
    "serious": ("at-once", "same-day"),
    "not-serious": ("same-day", "if-it-bothers-you"),
}


def _check_effect(effect: Mapping, faults: Faults) -> None:
    """What to do is said where it matters, and fits how bad it is."""
    how_fast, seriousness = effect.text("how-fast"), effect.text("seriousness")
    if how_fast in ("at-once", "same-day") and "what-to-do" not in effect:
        says = f"A side effect on which to act {how_fast} must say what to do."
        faults.add(207, how_fast.place, says, "Add what-to-do: with exactly what to do.")
    fitting = FITTING.get(seriousness or "", ())
    if fitting and how_fast in sum(FITTING.values(), ()) and how_fast not in fitting:
        says = f"'{how_fast}' does not fit a side effect that is {seriousness}."
        faults.add(
            213, how_fast.place, says, f"Write {listed(fitting, 'or')}, or correct seriousness."
        )


def _check_frequency(effect: Mapping, faults: Faults) -> None:
    """A band has an end, and its ends are in order; a word stands only where there is no number."""
    if not isinstance(effect.get(Text("frequency")), Mapping):
        return
    band = effect.group("frequency")
    if not band:
        faults.add(208, band.place, "The band of the frequency has no end.", "Write not-known.")
    least, most = (_people(band.text(key)) for key in ("from", "to"))
    if least and most and least < most:
        says = f"The band from 1 in {least} to 1 in {most} runs from more people to fewer."
        faults.add(208, band.place, says, "Exchange the two.")
    said = effect.text("said-to-be")
    if said:
        says = "The source's own word stands beside a number."
        faults.add(212, said.place, says, "Remove said-to-be; the number says more.")


def _people(text: Text | None) -> int:
    """The number of people in `1 in 100`; 0 if that cannot be told."""
    digits = (text or "").removeprefix("1 in ").replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
