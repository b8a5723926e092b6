"""Coded directions become words in which every number is right, or are refused."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.base.errors import DispenseError, NotFoundError, ParticularsError
from leaflets.content.library import Library
from leaflets.content.particulars import Particulars
from leaflets.exchange.fhir.reading import read_dispense
from leaflets.leaflet.directions import DirectionsWriter, with_standard_directions

LANGUAGES = ("en", "es")
TABLETS = {"value": 8, "unit": "tablet"}
WRITERS = {language: DirectionsWriter(Library(), language) for language in LANGUAGES}
NOTE = {
    "en": " A computer program put these directions into words."
    " No pharmacist has reviewed its words yet.",
    "es": " Un programa informático puso estas pautas en palabras."
    " Ningún farmacéutico las ha revisado todavía.",
}
SNOMED, UCUM = "http://snomed.info/sct", "http://unitsofmeasure.org"
GTS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"


def dosages_of(*dosages: dict[str, Any], **changed: Any) -> Any:
    record = {
        "resourceType": "MedicationDispense",
        "id": "d1",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Testine"},
        "dosageInstruction": list(dosages),
        **changed,
    }
    return read_dispense(json.dumps(record).encode(), "d.json", particulars=True).dosages


def words(*dosages: dict[str, Any], language: str = "en", **changed: Any) -> str:
    """Return the directions without the note that a program put them into words."""
    text = WRITERS[language].write(dosages_of(*dosages, **changed))
    assert text.endswith(NOTE[language])
    return text.removesuffix(NOTE[language])


def dose(value: object, unit: str = "tablet") -> dict[str, Any]:
    return {"doseAndRate": [{"doseQuantity": {"value": value, "unit": unit}}]}


def coded_dose(unit: str, code: str) -> dict[str, Any]:
    quantity = {"value": 2, "unit": unit, "code": code, "system": UCUM}
    return {"doseAndRate": [{"doseQuantity": quantity}]}


def every(frequency: int = 1, period: int = 1, unit: str = "d", **more: Any) -> dict[str, Any]:
    repeat = {"frequency": frequency, "period": period, "periodUnit": unit, **more}
    return {"timing": {"repeat": repeat}}


def concept(code: str, system: str = SNOMED) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def span(value: int, code: str = "d") -> dict[str, Any]:
    return {"value": value, "code": code, "system": UCUM}


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({**dose(1), **every(2)}, "Use 1 tablet twice a day.", "Use 1 comprimido 2 veces al día."),
    (
        {**dose(2), **every(3), "route": concept("26643006")},
        "Take 2 tablets by mouth 3 times a day.",
        "Tome 2 comprimidos por la boca 3 veces al día.",
    ),
    (
        {**dose(1), **every(1, 6, "h")},
        "Use 1 tablet every 6 hours.",
        "Use 1 comprimido cada 6 horas.",
    ),
    (
        {**dose(1), **every(1, 4, "h", periodMax=6)},
        "Use 1 tablet every 4 to 6 hours.",
        "Use 1 comprimido cada 4 a 6 horas.",
    ),
    (
        {**dose(1), **every(1, frequencyMax=2)},
        "Use 1 tablet 1 to 2 times a day.",
        "Use 1 comprimido 1 a 2 veces al día.",
    ),
    (
        {**dose(0.5), **every()},
        "Use half a tablet once a day.",
        "Use medio comprimido una vez al día.",
    ),
    (
        {**dose(1.5), **every()},
        "Use 1 and a half tablets once a day.",
        "Use 1 comprimido y medio una vez al día.",
    ),
    (
        {**dose(2.5), **every()},
        "Use 2 and a half tablets once a day.",
        "Use 2 comprimidos y medio una vez al día.",
    ),
    ({**dose(7.5, "mL"), **every()}, "Use 7.5 mL once a day.", "Use 7.5 mL una vez al día."),
    (
        {**dose(1, "international unit"), **every()},
        "Use 1 international unit once a day.",
        "Use 1 unidad internacional una vez al día.",
    ),
    (
        {**dose(100000, "IU"), **every()},
        "Use 100,000 international units once a day.",
        "Use 100\u00a0000 unidades internacionales una vez al día.",
    ),
    (
        {"timing": {"repeat": {"when": ["ACM"], "offset": 30}}, **dose(1, "capsule")},
        "Use 1 capsule 30 minutes before breakfast.",
        "Use 1 cápsula 30 minutos antes del desayuno.",
    ),
    (
        {**dose(1), **every(2, when=["MORN", "EVE"])},
        "Use 1 tablet twice a day, in the morning and in the evening.",
        "Use 1 comprimido 2 veces al día, por la mañana y a última hora de la tarde.",
    ),
    (
        {**dose(1), "timing": {"repeat": {"timeOfDay": ["08:00:00", "20:00:00"]}}},
        "Use 1 tablet every day at 08:00 and 20:00.",
        "Use 1 comprimido todos los días a las 08:00 y 20:00.",
    ),
    (
        {**dose(1), **every(1, 1, "wk", dayOfWeek=["mon"])},
        "Use 1 tablet once a week, every Monday.",
        "Use 1 comprimido una vez a la semana, los lunes.",
    ),
    (
        {**dose(1), **every(1, boundsDuration=span(1))},
        "Use 1 tablet once a day, for 1 day.",
        "Use 1 comprimido una vez al día, durante 1 día.",
    ),
    (
        {**dose(1), **every(1, boundsRange={"low": span(7), "high": span(10)})},
        "Use 1 tablet once a day, for 7 to 10 days.",
        "Use 1 comprimido una vez al día, durante 7 a 10 días.",
    ),
    (
        {**dose(1), **every(1, boundsPeriod={"start": "2026-11-24", "end": "2026-12-01"})},
        "Use 1 tablet once a day, from 24 November 2026, until 1 December 2026.",
        "Use 1 comprimido una vez al día, desde el 24 de noviembre de 2026, "
        "hasta el 1 de diciembre de 2026.",
    ),
    (
        {**dose(1), **every(1, count=1, duration=2, durationUnit="h")},
        "Use 1 tablet once a day, for 2 hours each time, 1 time in all.",
        "Use 1 comprimido una vez al día, durante 2 horas cada vez, 1 vez en total.",
    ),
    (
        {**dose(1), "timing": {"code": concept("BID", GTS)}},
        "Use 1 tablet twice a day.",
        "Use 1 comprimido 2 veces al día.",
    ),
    (
        {**dose(1), "timing": {"code": concept("BED", GTS), "repeat": {"boundsDuration": span(5)}}},
        "Use 1 tablet once a day, before you go to sleep, for 5 days.",
        "Use 1 comprimido una vez al día, antes de irse a dormir, durante 5 días.",
    ),
    (
        {**dose(2, "puff"), "asNeededCodeableConcept": concept("49727002")},
        "Use 2 puffs, only when you need it for a cough.",
        "Use 2 inhalaciones, solo cuando lo necesite para la tos.",
    ),
    (
        {
            **dose(1),
            "asNeededBoolean": True,
            "maxDosePerPeriod": {"numerator": TABLETS, "denominator": span(24, "h")},
        },
        "Use 1 tablet, only when you need it. Do not use more than 8 tablets in 24 hours.",
        "Use 1 comprimido, solo cuando lo necesite. No use más de 8 comprimidos en 24 horas.",
    ),
    (
        {**dose(1), **every(), "maxDosePerAdministration": {"value": 1, "unit": "tablet"}},
        "Use 1 tablet once a day. Do not use more than 1 tablet at one time.",
        "Use 1 comprimido una vez al día. No use más de 1 comprimido de una vez.",
    ),
    (
        {**dose(1), **every(), "additionalInstruction": [concept("419303009")]},
        "Use 1 tablet once a day. Use it with plenty of water.",
        "Use 1 comprimido una vez al día. Úselo con mucha agua.",
    ),
    (
        {**dose(1), **every(), "method": concept("421521009")},
        "Swallow 1 tablet once a day.",
        "Trague 1 comprimido una vez al día.",
    ),
    (
        {"doseQuantity": {"value": 3, "unit": "drops"}, **every()},
        "Use 3 drops once a day.",
        "Use 3 gotas una vez al día.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("dosage", "english", "spanish"), CASES)
def test_codes_become_words(dosage: dict[str, Any], english: str, spanish: str) -> None:
    assert words(dosage) == english
    assert words(dosage, language="es") == spanish


@pytest.mark.parametrize(
    "dosage",
    [
        {},
        {**every(2)} | {"site": concept("1")},
        {**dose(1), **every(1, 1, "s")},
        {**dose(1), **every(2, when=["MORN"])},
        {**dose(1), **every(1, when=["MORN", "EVE"])},
        {**dose(1), **every(3, timeOfDay=["08:00:00"])},
        {**dose(1), **every(1, 6, "h", timeOfDay=["08:00:00"])},
        {**dose(1), **every(2, 1, "wk", dayOfWeek=["mon", "tue", "wed"])},
        {**dose(1), **every(1, when=["PHS"])},
        {**dose(1), **every(1, when=["IMD"])},
        {**dose(1), **every(1, when=["MORN"], offset=30)},
        {**dose(1), **every(1, period=1.5)},
        {**dose(1), **every(1, frequencyMax=2, period=4, periodMax=6, periodUnit="h")},
        {**dose(1), "timing": {"repeat": {"frequency": 2}}},
        {**dose(1), "timing": {"repeat": {"period": 2}}},
        {**dose(1), "timing": {"event": ["2026-11-24"]}},
        {**dose(1), **every(boundsPeriod={"end": "2026-02-30"})},
        {**dose(1), **every(boundsPeriod={"end": "2026-02"})},
        {**dose(1), "timing": {"code": concept("BID", GTS), **every(3)["timing"]}},
        {**dose(1), "timing": {"code": concept("BID", "https://example.org")}},
        {**dose(1), "timing": {"code": {"text": "twice a day"}}},
        {**dose(0.25), **every()},
        {**dose(0.5, "capsule"), **every()},
        {**dose(0), **every()},
        {**dose(-1), **every()},
        {**dose(1, "spoon"), **every()},
        {**dose(1, ""), **every()},
        {**every(), "doseAndRate": [{"doseQuantity": {**TABLETS, "comparator": "<"}}]},
        {**every(), "doseAndRate": [{"doseQuantity": {**TABLETS, "extension": [{"url": "u"}]}}]},
        {**every(), "doseAndRate": [{"rateQuantity": {"value": 1, "unit": "mL"}}]},
        {**every(), "doseAndRate": [*dose(1)["doseAndRate"], *dose(2)["doseAndRate"]]},
        {**dose(1), **every(), "route": concept("47625008")},
        {**dose(1), **every(), "method": concept("1")},
        {**dose(1), **every(), "asNeededFor": [{"text": "wheezing"}]},
        {**dose(1), "asNeededBoolean": False, "asNeededCodeableConcept": concept("49727002")},
        {**dose(1), **every(), "additionalInstruction": [{"text": "with food"}]},
        {**dose(1), **every(), "maxDosePerLifetime": {"value": 8, "unit": "tablet"}},
        {**dose(1), **every(), "extension": [{"url": "u", "valueBoolean": True}]},
        {**dose(1), **every(_count={"id": "1"})},
        {**dose(1), **every(boundsPeriod={"start": "2026-12-01", "end": "2026-11-24"})},
        {**dose(1), **every(2, duration=10, durationUnit="d")},
        {**dose(1), **every(2, duration=13, durationUnit="h")},
        {**dose(1), **every(1, 3, "d", duration=1, durationUnit="wk")},
        *({**coded_dose(unit, "{tbl}"), **every()} for unit in ("1/2 tablet", "half tablet", "mL")),
        *({**coded_dose(unit, "mg"), **every()} for unit in ("mg/kg", "per kg", "ampoule", "mcg")),
        {**coded_dose("tablespoon", "mL"), **every()},
    ],
)  # fmt: skip
def test_what_has_no_safe_words_is_refused_with_its_place(dosage: dict[str, Any]) -> None:
    with pytest.raises(DispenseError) as error:
        WRITERS["en"].write(dosages_of(dosage))
    assert {fault.code for fault in error.value.faults} == {"D209"}
    path = "d.json:MedicationDispense.dosageInstruction[0]"
    assert all(str(fault.place).startswith(path) for fault in error.value.faults)


def test_a_unit_of_another_name_counts_beside_its_code() -> None:
    for unit in ("film-coated tablet", "Filmtablette(n)", "TABLETS", ""):
        assert words({**coded_dose(unit, "{tbl}"), **every()}) == "Use 2 tablets once a day."


def test_a_patch_may_last_until_the_next_one() -> None:
    text = "Use 1 tablet every 3 days, for 72 hours each time."
    assert words({**dose(1), **every(1, 3, duration=72, durationUnit="h")}) == text


def test_a_point_that_can_be_read_as_one_between_thousands_is_refused_where_commas_are_usual() -> (
    None
):
    for value in (1.125, 12.125):
        dosage = {**dose(value, "mg"), **every()}
        assert words(dosage) == f"Use {value} mg once a day."
        with pytest.raises(DispenseError, match="thousands"):
            words(dosage, language="es")
    assert words({**dose(0.125, "mg"), **every()}, language="es") == "Use 0.125 mg una vez al día."


def test_parts_stand_in_their_sequence_and_apart() -> None:
    later, first = {"sequence": 7, "text": "One a day"}, {"sequence": 2, "text": "Two a day"}
    dosages = dosages_of(later, first)
    assert WRITERS["en"].write(dosages) == "First: Two a day. Then: One a day"
    assert WRITERS["es"].write(dosages) == "Primero: Two a day. Después: One a day"
    together = dosages_of({**first, "sequence": 7}, later)
    assert WRITERS["en"].write(together) == "Two a day. One a day"


def test_written_directions_need_no_words_of_ours() -> None:
    dosages = dosages_of({"text": "Mia forá ti mera"}, {"text": "¡Cuidado!"}, {"text": "Me nero"})
    assert DirectionsWriter(Library(), "sv").write(dosages) == (
        "Mia forá ti mera. ¡Cuidado! Me nero"
    )
    with pytest.raises(NotFoundError):
        DirectionsWriter(Library(), "sv").write(dosages_of({**dose(1), **every()}))


def test_as_needed_is_said_beside_written_directions_unless_they_say_it() -> None:
    pain = {**concept("22253000"), "text": "Pain"}
    for dosage, text in (
        ({"text": "One puff", "asNeededBoolean": True}, "One puff. Only when you need it."),
        ({"text": "One puff", "asNeeded": True, "asNeededFor": [pain]},
         "One puff. Only when you need it for pain."),
        ({"text": "One puff", "asNeededFor": [{"text": "tight chest"}]},
         "One puff. Only when you need it for tight chest."),
        ({"text": "One puff as needed", "asNeededFor": [pain]},
         "One puff as needed. Only when you need it for pain."),
    ):  # fmt: skip
        assert words(dosage) == text
    for dosage in (
        {"text": "One puff As Needed", "asNeededBoolean": True},
        {"text": "One puff if needed for pain", "asNeededFor": [pain]},
        {"text": "One puff", "asNeededBoolean": False},
    ):
        assert WRITERS["en"].write(dosages_of(dosage)) == dosage["text"]


def test_a_coded_instruction_beside_written_directions_is_not_lost() -> None:
    dosage = {"text": "One puff", "additionalInstruction": [concept("311504000")]}
    assert words(dosage) == "One puff. Use it with food, or after food."
    dosage["additionalInstruction"] = [concept("1")]
    with pytest.raises(DispenseError):
        WRITERS["en"].write(dosages_of(dosage))


def test_the_directions_of_r5_that_are_rendered_are_taken() -> None:
    dosages = dosages_of({**dose(0)}, renderedDosageInstruction="One tablet at night")
    assert WRITERS["en"].write(dosages) == "One tablet at night"


NUMBERS = st.integers(1, 999_999)
DOSES = st.decimals("0.001", "99999", places=3).filter(bool)
UNITS = ("tablet", "capsule", "drop", "puff", "sachet", "mL", "mg", "g", "microgram", "IU")
REPEATS = st.fixed_dictionaries(
    {
        "frequency": st.integers(1, 99),
        "period": st.integers(1, 99),
        "periodUnit": st.sampled_from(["min", "h", "d", "wk", "mo", "a"]),
    },
    optional={
        "frequencyMax": st.integers(1, 99),
        "periodMax": st.integers(1, 99),
        "count": st.integers(1, 99),
        "boundsDuration": st.builds(span, st.integers(1, 99), st.sampled_from(["d", "wk", "mo"])),
        "duration": st.integers(1, 99),
        "when": st.lists(st.sampled_from(["MORN", "NOON", "EVE", "HS", "AC", "PCM"]), max_size=3),
        "dayOfWeek": st.lists(st.sampled_from(["mon", "tue", "sun"]), max_size=3),
    },
)


NUMBER_WORDS = {"half": "0.5", "medio": "0.5", "once": "1", "una vez": "1", "twice": "2"}


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers of a text, in which words stand for a half, one and two."""
    plain = re.sub(r"(?<=[0-9])[,\u202f\u00a0](?=[0-9]{3}(?![0-9]))", "", text)
    found = [Decimal(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", plain)]
    for word, number in NUMBER_WORDS.items():
        found += [Decimal(number)] * len(re.findall(rf"\b{word}\b", text))
    return found


def given_numbers(value: object, repeat: dict[str, Any]) -> set[Decimal]:
    """Return the numbers that directions may hold: those given, and a half parted from a dose."""
    amount = Decimal(str(value))
    numbers = {amount, Decimal("0.5"), amount.to_integral_value(rounding="ROUND_FLOOR")}
    return numbers | {
        Decimal(item["value"] if isinstance(item, dict) else item)
        for item in repeat.values()
        if isinstance(item, (int, dict))
    }


@given(DOSES, st.sampled_from(UNITS), REPEATS, st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_no_coded_direction_prints_a_wrong_number(
    value: Decimal, unit: str, repeat: dict[str, Any], language: str
) -> None:
    if "duration" in repeat:
        repeat["durationUnit"] = "min"
    source = {"timing": {"repeat": repeat}, **dose(0, unit)}
    try:
        text = _write_exactly(source, value, language)
    except DispenseError:
        return
    printed = numbers_in(text)
    assert set(printed) <= given_numbers(value, repeat)
    # every number is said: the dose, and all others but a period or frequency of one
    whole, half = divmod(value, 1)
    assert value in printed or (half == Decimal("0.5") and half in printed)
    assert whole in printed or value in printed or whole == 0
    for key in ("frequency", "frequencyMax", "period", "periodMax", "count", "duration"):
        if key in repeat and repeat[key] > 1:
            assert Decimal(repeat[key]) in printed, key
    assert Decimal(repeat.get("boundsDuration", span(1))["value"]) in {*printed, Decimal(1)}
    Particulars.from_mapping({"directions": text}, language=language)  # no risky notation


def _write_exactly(source: dict[str, Any], value: Decimal, language: str) -> str:
    record = {
        "resourceType": "MedicationDispense", "id": "1", "status": "completed",
        "medicationCodeableConcept": {"text": "Testine"}, "dosageInstruction": [source],
    }  # fmt: skip
    text = json.dumps(record).replace('"value": 0', f'"value": {value}', 1)
    dosages = read_dispense(text.encode(), "d.json", particulars=True).dosages
    written = WRITERS[language].write(dosages)
    assert written.endswith(NOTE[language])
    return written.removesuffix(NOTE[language])


@given(NUMBERS, st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_only_one_takes_the_singular(number: int, language: str) -> None:
    text = words({**dose(number), **every()}, language=language)
    plural = {"en": " tablets ", "es": " comprimidos "}[language]
    assert (plural in text) is (number != 1)


@given(st.decimals("0.001", "99", places=3), st.decimals("0.001", "99", places=3))
@settings(max_examples=100, deadline=None)
def test_a_range_keeps_both_ends_in_order(low: Decimal, high: Decimal) -> None:
    limits = {"low": {"value": 0, "unit": "mL"}, "high": {"value": 1, "unit": "mL"}}
    record = json.dumps({
        "resourceType": "MedicationDispense", "id": "1", "status": "completed",
        "medicationCodeableConcept": {"text": "Testine"},
        "dosageInstruction": [{**every(), "doseAndRate": [{"doseRange": limits}]}],
    })  # fmt: skip
    record = record.replace('"value": 1,', f'"value": {high},').replace(
        '"value": 0,', f'"value": {low},'
    )
    try:
        text = WRITERS["en"].write(
            read_dispense(record.encode(), "d.json", particulars=True).dosages
        )
    except DispenseError:
        assert low >= high
        return
    assert low < high
    assert numbers_in(text.removesuffix(NOTE["en"])) == [low, high, Decimal(1)]


def hours(number: int) -> dict[str, Any]:
    return {"timing": {"repeat": {"frequency": 1, "period": number, "periodUnit": "h"}}}


def test_every_language_says_every_number_in_its_place() -> None:
    repeat = {"frequency": 3, "period": 1, "periodUnit": "d", "when": ["AC"]}
    repeat |= {"boundsDuration": {"value": 7, "unit": "d", "code": "d", "system": UCUM}}
    dosages = dosages_of({**dose(2.5), "timing": {"repeat": repeat}}, {**dose(5), **hours(6)})
    for language in Library().wordings():
        text = DirectionsWriter(Library(), language).write(dosages)
        assert "{" not in text, language
        assert sorted(re.findall(r"\d+", text)) == sorted(["2", "3", "7", "5", "6"]), language


@pytest.mark.parametrize(
    ("language", "number", "says"),
    [
        ("pl", 1, "Stosować 1 tabletkę co 4 godziny."),
        ("pl", 3, "Stosować 3 tabletki co 4 godziny."),
        ("pl", 12, "Stosować 12 tabletek co 4 godziny."),
        ("ru", 21, "Применяйте 21 таблетку каждые 4 часа."),
        ("ru", 3, "Применяйте 3 таблетки каждые 4 часа."),
        ("uk", 11, "Застосовуйте 11 таблеток кожні 4 години."),
        ("uk", 2, "Застосовуйте 2 таблетки кожні 4 години."),
        ("ro", 20, "Folosiți 20 de comprimate la fiecare 4 ore."),
        ("fr", 2, "Utilisez 2 comprimés toutes les 4 heures."),
        ("ar", 2, "استخدم 2 قرص كل 4 ساعات."),
        ("ar", 3, "استخدم 3 أقراص كل 4 ساعات."),
        ("ar", 11, "استخدم 11 قرصًا كل 4 ساعات."),
        ("ar", 100, "استخدم 100 قرص كل 4 ساعات."),
        ("he", 1, "מינון: 1 טבליה כל 4 שעות."),
        ("he", 2, "מינון: 2 טבליות כל 4 שעות."),
        ("fa", 2, "مصرف کنید: 2 قرص هر 4 ساعت."),
        ("ur", 2, "2 گولیاں ہر 4 گھنٹے میں استعمال کریں۔"),
    ],
)
def test_a_number_takes_the_form_of_its_language(language: str, number: int, says: str) -> None:
    text = DirectionsWriter(Library(), language).write(dosages_of({**dose(number), **hours(4)}))
    assert text.startswith(says)


def test_sentences_have_the_marks_of_their_language() -> None:
    repeat = {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["ACM"]}
    dosages = dosages_of({**dose(1), "timing": {"repeat": repeat}, "asNeededBoolean": True})
    for language, comma, stop in (("ar", "،", "."), ("ur", "،", "۔"), ("he", ",", ".")):
        text = DirectionsWriter(Library(), language).write(dosages)
        first, _, _ = text.partition(f"{stop} ")
        assert first.count(f"{comma} ") == 2, language
        assert not set(first) & ({*",،.۔"} - {comma}), language


@pytest.mark.parametrize(
    ("language", "number", "says"),
    [
        ("zh", "118", "每天3次，口服，每次服用1片，饭后。以上"),
        ("zh", "401", "每天2次，每次使用1喷。以上"),
        ("ja", "118", "食後、一日3回、口から、1錠服用してください。この"),
        ("ja", "401", "一日2回、1吸入使用してください。この"),
        ("ko", "118", "식사 후에, 하루에 3번 입으로 1정 복용하십시오. 이"),
        ("th", "118", "รับประทาน 1 เม็ด ทางปาก วันละ 3 ครั้ง หลังอาหาร โปรแกรม"),
        ("hi", "118", "भोजन के बाद, दिन में 3 बार मुँह से 1 गोली लें। ये"),
    ],
)
def test_directions_have_the_order_and_marks_of_their_language(
    language: str, number: str, says: str
) -> None:
    assert DirectionsWriter(Library(), language).write_standard(number).startswith(says)


def test_written_directions_end_with_the_mark_of_their_script() -> None:
    dosages = dosages_of(
        {"text": "每天1片"}, {"text": "รับประทานยา"}, {"text": "रोज़ 1 गोली"}, {"text": "A"}
    )
    written = DirectionsWriter(Library(), "sv").write(dosages)
    assert written == "每天1片。รับประทานยา रोज़ 1 गोली। A"


def test_every_standard_number_comes_out_in_every_language() -> None:
    for language in Library().wordings():
        writer = DirectionsWriter(Library(), language)
        texts = [writer.write_standard(number) for number in writer.standard.directions]
        assert len(set(texts)) == len(texts) > 40, language
        # sound as particulars: not in another language, and no dangerous notation
        for text in texts:
            Particulars.from_mapping({"directions": text}, language=language)


def test_a_number_stands_in_the_place_of_directions() -> None:
    def writer() -> DirectionsWriter:
        return WRITERS["en"]

    written = with_standard_directions({"patient": "A", "directions-number": "103"}, writer)
    assert written == {
        "patient": "A",
        "directions": f"Take 1 tablet by mouth 3 times a day.{NOTE['en']}",
    }
    assert with_standard_directions({"directions-number": " "}, writer) == {}
    with pytest.raises(NotFoundError):
        with_standard_directions({"directions-number": "9"}, writer)
    with pytest.raises(ParticularsError) as caught:
        with_standard_directions({"directions-number": "103", "directions": "One"}, writer)
    assert [fault.code for fault in caught.value.faults] == ["A289"]
