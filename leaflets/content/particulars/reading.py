"""Read particulars from a row or a file: every fault told together, no value ever repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ...base.errors import Fault, ParticularsError, Place
from ...check import Finding, is_rule, notation
from ...source.yaml import Node, Text, parse
from ...source.yaml.characters import REPLACEMENT, is_forbidden, normal
from .model import FIELDS, NOWHERE, OVERRIDES, Particulars

__all__ = ["checked", "read_particulars"]

# longest values, in characters: several times the longest that we know of
LONGEST: Final = {"directions": 1000, "product": 300, "pharmacy": 300, OVERRIDES: 2000}
LONGEST_OTHER: Final = 150
DAYS: Final = ("born", "dispensed")
# the same for many patients; the rest is each patient's own, and is not remembered
OFTEN: Final = frozenset(FIELDS) - {"patient", "born", "reference"}
CHECKED: Final = ("directions", "quantity")  # the name of a product is printed as it is licensed
SPACES: Final = re.compile(" +")
YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}\Z")
PLAIN: Final = frozenset(FIELDS)
KNOWN: Final = PLAIN | {OVERRIDES}
OVERRIDE: Final = re.compile(r"(C[0-9]{3}):\s*(\S.*)\Z")
NEXT_OVERRIDE: Final = re.compile(r";\s*(?=C[0-9]{3}:)")
# what the reader of YAML would say of a patient's words, without them
UNTOLD: Final = {
    "A001": "An anchor or a reference to one stands here; anchors are not used.",
    "A104": "A key is given twice.",
}


def read_particulars(source: bytes, file: str, language: str) -> Particulars:
    """The particulars in a file of YAML or JSON: one text a key. Raises ParticularsError."""
    found: list[Fault] = []
    try:
        node = parse(source, file, ParticularsError, found)
    except ParticularsError as error:
        raise ParticularsError([_untold(fault) for fault in error.faults]) from None
    values: dict[str, Text] = {}
    faults = [_untold(fault) for fault in found]
    for key, value in node.items():
        if isinstance(value, Text):
            values[key] = value
        else:
            faults.append(_not_a_text(key, value))
    return _judged(values, language, Place(file), faults, node)


def _untold(fault: Fault) -> Fault:
    return fault._replace(says=UNTOLD.get(fault.code, fault.says))


def _not_a_text(key: Text, value: Node) -> Fault:
    hint = "Write it on one line, after the colon."
    if key not in (*FIELDS, OVERRIDES):
        return _unknown(key, key.place)
    return Fault("A103", value.place, f"'{key}' must be a text.", hint)


def checked(values: Mapping[str, str], language: str, place: Place) -> Particulars:
    """See Particulars.from_mapping."""
    found = _sound(values, language, place)
    return _judged(values, language, place, [], {}) if found is None else found


def _sound(values: Mapping[str, str], language: str, place: Place) -> Particulars | None:
    """What nothing can be said against, which is most; None where it is to be looked at closely."""
    if not values.keys() <= PLAIN:
        return None
    kept: dict[str, Text] = {}
    for field in FIELDS:
        if field not in values:
            continue
        value = values[field]
        if type(value) is not str:  # a Text has a place of its own
            return None
        text = _clean_again(field, value) if field in OFTEN else _clean(field, value)
        if text is None or (field in CHECKED and notation(text, language)):
            return None
        if text:
            kept[field] = Text(text, place)
    return Particulars(kept, language, {}, ())


def _clean(field: str, value: str) -> str | None:
    """A value as it is kept, if it is surely sound whatever it means."""
    text = _spaced(value)
    sound = text.isprintable() and REPLACEMENT not in text and len(text) <= _longest(field)
    return text if sound and (not text or field not in DAYS or _is_day(field, text)) else None


_clean_again: Final = lru_cache(4096)(_clean)


def _spaced(value: str) -> str:
    """In composed form, without spaces around it, and one between words."""
    plain = normal(value).strip(" \n")
    return SPACES.sub(" ", plain) if "  " in plain else plain


def _longest(field: str) -> int:
    return LONGEST.get(field, LONGEST_OTHER)


def _judged(
    values: Mapping[str, str],
    language: str,
    place: Place,
    faults: list[Fault],
    keys: Mapping[Text, object],
) -> Particulars:
    """keys: as they stand in a file, for their places."""
    kept: dict[str, Text] = {}
    for key in values.keys() - KNOWN:
        faults.append(_unknown(key, next((own.place for own in keys if own == key), place)))
    for field in (*FIELDS, OVERRIDES):
        value = values.get(field)
        if value is None:
            continue
        at = value.place if isinstance(value, Text) and value.place != NOWHERE else place
        text = Text(_spaced(value), at)
        wrong = list(_faults(field, text))
        faults += wrong
        if text and not wrong:
            kept[field] = text
    overrides = dict(_overrides(kept.pop(OVERRIDES, None), faults))
    doubts = list(_notation(kept, language, overrides))
    faults += [fault for fault, severe in doubts if severe]
    if faults:
        raise ParticularsError(faults)
    warnings = tuple(fault for fault, severe in doubts if not severe)
    return Particulars(kept, language, overrides, warnings)


def _unknown(key: str, place: Place) -> Fault:
    from ...source.schema import nearest  # who writes it well need not load it

    near = nearest(key, (*FIELDS, OVERRIDES))
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(FIELDS)}."
    return Fault("A101", place, "A key is not one of those known here.", hint)


def _faults(field: str, text: Text) -> Iterator[Fault]:
    """What is wrong with a value, whatever it means."""
    at = text.place
    if "\n" in text:
        says = f"'{field}' has more than one line."
        yield Fault("A202", at, says, "Write it as sentences on one line.")
    if not text.isprintable() or REPLACEMENT in text:
        for index, char in enumerate(text, 1):
            if char == "\t" or (char != "\n" and is_forbidden(char)):
                code = f"U+{ord(char):04X}"
                says = f"Character {index} of '{field}' is {code}, which cannot be seen on paper."
                yield Fault("A010", at, says, "Delete it, and type the words around it again.")
                return
    longest = _longest(field)
    if len(text) > longest:
        says = f"'{field}' has {len(text)} characters; at most {longest} are printed."
        yield Fault("A011", at, says, "Shorten it.")
    if text and field in DAYS and not _is_day(field, str(text)):
        or_year = ", or the year alone" if field == "born" else ""
        hint = f"Write year-month-day, such as 2026-07-31{or_year}."
        yield Fault("A107", at, f"'{field}' is not a day of the calendar.", hint)


def _is_day(field: str, text: str) -> bool:
    return (field == "born" and bool(YEAR.match(text))) or _is_date(text)


@lru_cache(4096)
def _is_date(text: str) -> bool:
    from ...source.schema import InvalidText
    from ..monograph.scalars import Date  # most have none

    try:
        Date.from_text(Text(text))
    except InvalidText:
        return False
    return True


def _overrides(given: Text | None, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """Codes of rules, each with the reason for setting it aside, one after the other."""
    for one in NEXT_OVERRIDE.split(given) if given else ():
        match = OVERRIDE.match(one.strip(" ;"))
        assert given is not None
        if match is None:
            says = "'overrides' is not a list of codes, each with its reason."
            hint = "Write them as C331: the reason; C333: the reason."
            faults.append(Fault("A203", given.place, says, hint))
        elif not is_rule(match[1]):
            says = f"There is no rule of notation {match[1]} to override."
            hint = "See 'leaflets help notation' for the rules."
            faults.append(Fault("A204", given.place, says, hint))
        else:
            yield match[1], match[2]


def _notation(
    values: Mapping[str, Text], language: str, overrides: Mapping[str, str]
) -> Iterator[tuple[Fault, bool]]:
    """Notation that can be misread, and whether it must not be printed."""
    for field in CHECKED:
        text = values.get(field)
        for found in notation(text, language) if text is not None else ():
            if found.code not in overrides:
                assert text is not None
                yield _fault(field, found, text.place), found.severity == "error"


def _fault(field: str, found: Finding, place: Place) -> Fault:
    says = f"'{found.notation}' in '{field}' can be read as {found.read_as}."
    return Fault(found.code, place, says, found.repair)
