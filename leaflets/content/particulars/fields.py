"""Check the fields of particulars. Faults name the field and never repeat a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ...base.errors import Fault, ParticularsError, Place
from ...source.schema import InvalidText, nearest
from ...source.yaml import Text
from ...source.yaml.characters import REPLACEMENT, forbidden_characters, normal
from ..monograph.scalars import Date
from .day_times import amounts_by_time, day_times_doubt, day_times_fault

if TYPE_CHECKING:
    from ...check.notation import Finding

__all__ = [
    "DAY_TIMES", "DIRECTIONS_NUMBER", "FIELDS", "NO_PLACE", "OVERRIDES", "USE", "CheckedFields",
    "check_fields", "overrides_in", "place_of", "unknown_key",
]  # fmt: skip

# in the order in which they are printed
FIELDS: Final = (
    "patient", "born", "product", "directions", "route", "quantity", "dispensed", "pharmacist",
    "pharmacy", "reference",
)  # fmt: skip
DIRECTIONS_NUMBER: Final = "directions-number"  # stands for directions, by whoever has a library
OVERRIDES: Final = "overrides"
TYPED_LANGUAGE: Final = "A207"  # the rule that directions are in the language of the leaflet
DAY_TIMES: Final = "day-times"  # printed as a grid before the fields
USE: Final = "use"  # chooses the leaflet, which then says so itself; not printed among the fields
KEYS: Final = (*FIELDS, DAY_TIMES, USE, OVERRIDES)
KNOWN_KEYS: Final = frozenset(KEYS)
DATE_FIELDS: Final = ("born", "dispensed")
FREE_FIELDS: Final = frozenset(KEYS) - {*DATE_FIELDS, DAY_TIMES}  # that take any words
NOTATION_FIELDS: Final = ("directions", "quantity")  # a product's name is printed as licensed

# the greatest lengths in characters: several times the longest values that we know of
GREATEST_LENGTHS: Final = {"directions": 1000, "product": 300, "pharmacy": 300, OVERRIDES: 2000}
GREATEST_LENGTH: Final = 150  # of any other field

NO_PLACE: Final = Place("")
SPACES: Final = re.compile(" +")
CACHED_DAYS: Final = 4096  # many patients have the same
YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}\Z")
OVERRIDE: Final = re.compile(r"([AC][0-9]{3}):\s*(\S.*)\Z")
OVERRIDE_SEPARATOR: Final = re.compile(r";\s*(?=[AC][0-9]{3}:)")


class CheckedFields(NamedTuple):
    """Sound values by field, in the order of KEYS, without those that are empty.

    values: those that came from a file have their place. use: what the patient uses the medicine
    for, or empty. overrides: the reason for overriding each rule, by its code. warnings: what may
    be printed, and can be misread.
    """

    values: Mapping[str, str]
    use: str
    overrides: Mapping[str, str]
    warnings: tuple[Fault, ...]


def check_fields(
    values: Mapping[str, str],
    language: str,
    place: Place,
    faults: Iterable[Fault] = (),
    *,
    second_language: str = "",
) -> CheckedFields:
    """Check values by field.

    language: of the directions. place: for texts without a place of their own. faults: found
    before. second_language: of the leaflet, in which directions may be, too. Raises
    ParticularsError with all faults.
    """
    # 2 % of a cold render, which needs it for patients only
    from ...check.notation import find_notation

    all_faults = [*faults]
    if not KNOWN_KEYS.issuperset(values):
        unknown_keys = (key for key in values if key not in KNOWN_KEYS)
        all_faults += [unknown_key(key, place_of(key, place)) for key in unknown_keys]
    sound: dict[str, str] = {}
    for field in KEYS:
        if not (value := values.get(field)) or not (text := _normalize(value)):
            continue
        if _is_plain(field, text) or not (value_faults := _value_faults(field, text, place)):
            sound[field] = text
        else:
            all_faults += value_faults
    overrides: dict[str, str] = {}
    if OVERRIDES in sound:
        text = sound.pop(OVERRIDES)
        overrides = _read_overrides(text, place_of(text, place), all_faults)
    warnings: list[Fault] = []
    searched: dict[str, str] = {field: sound[field] for field in NOTATION_FIELDS if field in sound}
    if times := sound.get(DAY_TIMES):
        searched[DAY_TIMES] = "; ".join(amounts_by_time(times).values())
        warnings += filter(None, [day_times_doubt(times, place_of(times, place))])
    if (directions := sound.get("directions")) and TYPED_LANGUAGE not in overrides:
        stands = place_of(directions, place)
        all_faults += _language_faults(directions, stands, language, second_language)
    for field, words in searched.items():
        for finding in find_notation(words, language):
            if finding.code not in overrides:
                fault = _notation_fault(field, finding, place_of(sound[field], place))
                (all_faults if finding.severity == "error" else warnings).append(fault)
    if all_faults:
        raise ParticularsError(all_faults)
    return CheckedFields(sound, sound.pop(USE, ""), overrides, tuple(warnings))


def _language_faults(
    directions: str, place: Place, language: str, second_language: str
) -> list[Fault]:
    """Return a fault if directions seem to be in no language of the leaflet."""
    from ..typed_words import other_language  # few leaflets have directions

    other = other_language(directions, language)
    if other is None or other == second_language.partition("-")[0]:
        return []
    own = f"'{language}' and '{second_language}'" if second_language else f"'{language}'"
    message = f"'directions' seems to be in '{other}', and the leaflet is in {own}."
    hint = "Write them in the leaflet's language, choose a number of 'leaflets directions', or "
    hint += f"print them as typed: --as-typed, or {OVERRIDES}: '{TYPED_LANGUAGE}: the reason'."
    return [Fault(TYPED_LANGUAGE, place, message, hint)]


def place_of(text: str, otherwise: Place) -> Place:
    """Return the place of a text that came from a file, or else another one."""
    return text.place if isinstance(text, Text) and text.place.file else otherwise


def unknown_key(key: str, place: Place) -> Fault:
    """Return the fault of a key that is not a field. It may be private: do not repeat it."""
    near = nearest(key, KEYS)
    known = ", ".join((*FIELDS, DAY_TIMES, USE))
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {known}."
    return Fault("A101", place, "A key is not one of those known here.", hint)


def _normalize(value: str) -> str:
    """Return a value in composed form, without spaces around it, and with one between words."""
    text = (value if value.isascii() else normal(value)).strip(" \n")
    if "  " in text:
        text = SPACES.sub(" ", text)
    return Text(text, value.place) if isinstance(value, Text) else text


def _is_plain(field: str, text: str) -> bool:
    """Return True if a value surely has none of the faults that `_value_faults` finds."""
    is_short = len(text) <= GREATEST_LENGTH
    return is_short and field in FREE_FIELDS and text.isprintable() and REPLACEMENT not in text


def _value_faults(field: str, text: str, row: Place) -> list[Fault]:
    """Return the faults of a value. row: its place, if it has none of its own."""
    place = place_of(text, row)
    faults: list[Fault] = []
    if not text.isprintable() or REPLACEMENT in text:
        if "\n" in text:
            message = f"'{field}' has more than one line."
            hint = "Write it as sentences on one line."
            faults.append(Fault("A202", place, message, hint))
        tabs = ((index, char) for index, char in enumerate(text) if char == "\t")
        for index, char in sorted([*tabs, *forbidden_characters(text)]):
            message = (
                f"Character {index + 1} of '{field}' is U+{ord(char):04X}, which cannot be seen on "
                "paper."
            )
            hint = "Delete it, and type the words around it again."
            return [*faults, Fault("A010", place, message, hint)]
    greatest = GREATEST_LENGTHS.get(field, GREATEST_LENGTH)
    if len(text) > greatest:
        message = f"'{field}' has {len(text)} characters; at most {greatest} are printed."
        faults.append(Fault("A011", place, message, "Shorten it."))
    if field == DAY_TIMES and (fault := day_times_fault(text, place)):
        faults.append(fault)
    if field in DATE_FIELDS and not _is_date(field, text):
        or_year = ", or the year alone" if field == "born" else ""
        hint = f"Write year-month-day, such as 2026-07-31{or_year}."
        faults.append(Fault("A107", place, f"'{field}' is not a day of the calendar.", hint))
    return faults


@lru_cache(CACHED_DAYS)
def _is_date(field: str, text: str) -> bool:
    """Return whether a text is a day of the calendar, or a year in which a patient was born."""
    if field == "born" and YEAR.match(text):
        return True
    try:
        Date.from_text(Text(text))
    except InvalidText:
        return False
    return True


def overrides_in(text: str) -> dict[str, str]:
    """Return the reason for overriding each rule, by its code, without those that are wrong."""
    return _read_overrides(text, NO_PLACE, []) if text else {}


def _read_overrides(text: str, place: Place, faults: list[Fault]) -> dict[str, str]:
    """Read `C331: the reason; C333: the reason`. Add a fault for each part that is wrong."""
    from ...check.notation import is_rule
    from ..library.products import DISPUTABLE

    overrides: dict[str, str] = {}
    for part in OVERRIDE_SEPARATOR.split(text):
        match = OVERRIDE.match(part.strip(" ;"))
        if match is None:
            message = "'overrides' is not a list of codes, each with its reason."
            hint = "Write them as C331: the reason; C333: the reason."
            faults.append(Fault("A203", place, message, hint))
        elif not is_rule(match[1]) and match[1] not in DISPUTABLE:
            message = f"There is no rule {match[1]} that can be overridden."
            hint = "See 'leaflets help notation' for the rules."
            faults.append(Fault("A204", place, message, hint))
        else:
            overrides[match[1]] = match[2]
    return overrides


def _notation_fault(field: str, finding: Finding, place: Place) -> Fault:
    message = f"'{finding.notation}' in '{field}' can be read as {finding.read_as}."
    return Fault(finding.code, place, message, finding.repair)
