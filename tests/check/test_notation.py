"""Each rule of notation has a case and a line in the help; plain directions break none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.check.notation import find_notation, is_rule
from leaflets.check.rule import Rule
from leaflets.check.rules import RULES
from leaflets.content.library import Library
from leaflets.leaflet.directions import DirectionsWriter
from tests.house.source import PACKAGE

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
HARMLESS = sorted((Path(__file__).parent / "harmless").glob("*.txt"))
HELP = PACKAGE / "help" / "notation.md"
RULES_BY_CODE = {rule.code: rule for rule in RULES}
# one in which a rule holds
LANGUAGE_OF = {"any": "en", "decimal-point": "en", "decimal-comma": "fr", "right-to-left": "ar"}
WRITINGS: dict[str, set[str]] = {
    "en": {"any", "decimal-point"},
    "es": {"any", "decimal-comma"},
    "es-MX": {"any", "decimal-point"},
    "de": {"any", "decimal-comma"},
    "fr": {"any", "decimal-comma"},
    "pl": {"any", "decimal-comma"},
    "zh": {"any", "decimal-point"},
    "he": {"any", "decimal-point", "right-to-left"},
    "ar": {"any", "right-to-left"},
    "x-none": {"any"},
}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PLAIN = [
    "Take 1 tablet once a day.",
    "Take 2 capsules twice a day with food.",
    "Take one tablet in the morning and one tablet at bedtime.",
    "Take half a tablet at bedtime for 7 days.",
    "Take 1 to 2 tablets every 4 to 6 hours for pain. Take no more than 8 in 24 hours.",
    "Take 5 mL three times a day. Shake the bottle first.",
    "Take 2.5 mL twice a day.",
    "Take 0.5 mg at bedtime.",
    "Put 1 drop in each eye at 8 am and 8 pm.",
    "Put 1 drop in the left eye 4 times a day.",
    "Breathe in 2 puffs every 4 hours if you are short of breath.",
    "Inject 10 units under the skin before breakfast.",
    "Inject 1,000 units under the skin once a day.",
    "Use 1 spray in each nostril in the morning.",
    "Put on a thin layer twice a day for up to 14 days.",
    "Stick on 1 patch every 72 hours. Take the old one off first.",
    "Dissolve 1 tablet in half a glass of water and drink it at once.",
    "Take 1 tablet on Monday, Wednesday and Friday.",
    "Take 1 tablet once a week, always on the same day.",
    "Take 3 tablets on day 1, then 2 tablets on day 2, then 1 tablet on day 3.",
    "Take 4 tablets as one dose. Do it again after 12 hours if you still feel sick.",
    "Take 1 tablet 30 minutes before meals.",
    "Swallow whole with a full glass of water. Do not lie down for 30 minutes.",
    "Take 1 tablet at 8.00 am and at 10.30 pm.",
    "Chew 1 tablet after each meal and at bedtime.",
    "Place 1 tablet under the tongue. If the pain does not stop in 5 minutes, call 911.",
    "Take 1 tablet every other day.",
    "Take 500 mg every 8 hours until they are all gone.",
    "Take as directed by your doctor.",
    "Take 1 tablet at once, then 1 tablet after each loose stool, at most 6 a day.",
    "Rub into both hands. Wash them after use.",
    "Use the cream in the evening, not on broken skin.",
    "Call us on 555 0100 if you get a rash.",
    "Ask for Dr. Muster if it gets worse.",
    "TAKE ONE TABLET AS NEEDED FOR PAIN",
    "TAKE 1 TABLET IN THE MORNING WITH FOOD",
    "USE 2 SPRAYS IN EACH NOSTRIL AS DIRECTED",
    "Take 1 tablet with your SSRI in the morning.",
    "Keep the pen in the fridge at 2 to 8 °C.",
    "It's for your cough; you'll sleep better.",
    "Take 100,000 units by mouth on 3 days.",
    "Take 1 tablet of 10 mg. Then wait.",
    "Vitamin D 1,000 units: take 1 drop a day.",
    "Take 25 micrograms on an empty stomach.",
    "Take I tablet only if your doctor says so; I am here to help.",
]
PLAIN_ELSEWHERE = [
    ("es", "Tome 1 comprimido una vez al día, con un vaso de agua."),
    ("es", "Tome 0,5 mg al acostarse y 1.000 mg por la mañana."),
    ("es", "Use 2,5 mL en 24 horas. No use más de 500.000 unidades."),
    ("de", "Nehmen Sie 1 Tablette am Abend ein, höchstens 1,5 g am Tag."),
    ("fr", "Prenez 1 comprimé le soir pendant 7 jours, au plus 2,5 mL."),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_case_of_a_rule_finds_that_rule_alone(case: Path) -> None:
    page = case.read_text(encoding="utf-8")
    fences = dict(FENCE.findall(page))
    language = LANGUAGE_OF[RULES_BY_CODE[case.stem].writing]
    faults = [
        f"{found.code} '{found.notation}' can be read as {found.read_as}. {found.repair}"
        for line in fences["text"].splitlines()
        for found in find_notation(line, language)
    ]
    assert faults == fences["faults"].splitlines()
    assert {line[:4] for line in faults} == {case.stem}
    assert page.startswith(f"# {case.stem}: ")


def test_every_rule_has_a_case() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == [case.stem for case in CASES]
    assert all(map(is_rule, codes))
    assert not is_rule("C299")


def _line(rule: Rule) -> str:
    findings = find_notation(f"Take {rule.example}", LANGUAGE_OF[rule.writing])
    (finding,) = (finding for finding in findings if finding.code == rule.code)
    warning = " *warning*" if rule.severity == "warning" else ""
    says = f"can be read as {rule.read_as}. {finding.repair}{warning}"
    return f"- {rule.code}: `{rule.example}` {says}"


def test_the_help_lists_every_rule() -> None:
    lines = [line for line in HELP.read_text("utf-8").splitlines() if line.startswith("- C")]
    assert lines == [_line(rule) for rule in RULES]


def test_a_rule_of_the_joint_commission_is_an_error() -> None:
    assert {rule.severity for rule in RULES if rule.source == "JC"} == {"error"}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_directions_have_no_findings(text: str) -> None:
    assert find_notation(text, "en") == find_notation(text, "en-GB") == ()


@pytest.mark.parametrize("texts", HARMLESS, ids=lambda texts: texts.stem)
def test_harmless_directions_are_not_refused(texts: Path) -> None:
    lines = texts.read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) >= 150
    findings = [finding for line in lines for finding in find_notation(line, texts.stem)]
    assert not [finding for finding in findings if finding.severity == "error"]
    assert {finding.code for finding in findings} == {"C316"}


@pytest.mark.parametrize(("language", "text"), PLAIN_ELSEWHERE)
def test_plain_directions_in_another_language_have_no_findings(language: str, text: str) -> None:
    assert find_notation(text, language) == ()


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("1,0 mg", "Write 1."),
        (",5 mg", "Write 0,5."),
        ("1,50 g", "Write 1,5."),
        ("1.0 mg", "Write 1."),
    ],
)
def test_the_decimal_sign_may_be_a_comma(text: str, repair: str) -> None:
    (found,) = find_notation(f"Tome {text}", "es")
    assert found.repair == repair


@pytest.mark.parametrize("language", WRITINGS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_is_dangerous_is_so_in_every_language(rule: Rule, language: str) -> None:
    codes = {found.code for found in find_notation(f"Take {rule.example}", language)}
    assert (rule.code in codes) == (rule.writing in WRITINGS[language])


@pytest.mark.parametrize("language", ["es", "fr", "de", "pt", "it"])
def test_shorthand_of_a_prescriber_is_refused_in_another_language(language: str) -> None:
    found = find_notation("1 tab BID PRN po QHS, HCTZ", language)
    assert [finding.code for finding in found] == [
        "C333", "C336", *(["C351"] if language != "it" else []), "C339", "C365",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Po jedzeniu, po 1 tabletce od rana"),
        ("pl", "PO JEDZENIU, OD RANA"),
        ("pt", "Tome os comprimidos com leite ou água"),
        ("fr", "1 comprimé au coucher ou après l'effort, pour l'os"),
        ("de", "1 Tablette am Morgen od. am Abend"),
        ("de", "IM SITZEN EINNEHMEN"),
        ("es", "Si Ud. tiene un TAC, avise. Si os duele, Uds. verán"),
        ("es-ES", "Ud. puede tomarlo"),
        ("da", "Tag den til tiden: i god tid, ud over maden, om aftenen"),
        ("nl", "Neem 1 tablet om 8 uur"),
        ("it", "Prendere un po' prima dei pasti"),
        ("ro", "Stați: 1 tableta au mai ramas; cu un ac steril"),
        ("fr", "Prenez 1 comprimé jusqu'à 5 d'entre eux"),
        ("es", "Empiece el 3/12 y termine el 10/12"),
    ],
)
def test_an_ordinary_word_of_the_language_is_no_shorthand(language: str, text: str) -> None:
    assert find_notation(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("pl", "1 tabl. OD", "C331"),
        ("pl", "1 tabl. o.d.", "C331"),
        ("pl", "1 tabl. p.o.", "C351"),
        ("fr", "1 goutte OU", "C354"),
        ("da", "1 tablet TID", "C334"),
        ("es", "1 comp UD", "C343"),
        ("xx", "po", "C351"),
    ],
)
def test_an_ordinary_word_in_capitals_or_with_points_is_shorthand(
    language: str, text: str, code: str
) -> None:
    assert code in {found.code for found in find_notation(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("es", "1 comp c/8h", "C346"),
        ("es", "1 comp c/ 12 horas", "C346"),
        ("es", "1 comp c/noche", "C346"),
        ("pt", "1 cp 8/8h", "C346"),
        ("pt", "1 cp s/n", "C336"),
        ("es", "1 comp VO", "C351"),
        ("es", "1 comp v.o.", "C351"),
        ("es", "1 amp EV", "C355"),
        ("es", "1 amp i.m.", "C355"),
        ("es", "1 comp 3 veces/día", "C310"),
        ("es", "1 comp x 7 días", "C314"),
        ("fr", "1 cp 3x/j", "C310"),
        ("it", "1 cp 3 volte/die", "C310"),
        ("de", "1 Tablette b. B.", "C336"),
        ("de", "3x1 Tablette", "C348"),
        ("de", "3 × 1", "C348"),
        ("de", "2 x ½ Tablette", "C348"),
        ("de", "1-0-1", "C347"),
        ("de", "1 – 0 – 1 – 0", "C347"),
        ("de", "0-0-0-1", "C347"),
        ("de", "½-0-½", "C347"),
        ("de", "0,5-0-1,5", "C347"),
        ("de", "1 ½ - 0 - 1", "C347"),
        ("de", "1/2-0-1/2", "C347"),
        ("ru", "по 1 таб. 3 р/д", "C346"),
        ("uk", "1 табл. 2 р/день", "C346"),
        ("ru", "1 мл п/к", "C352"),
        ("uk", "1 мл в/м", "C355"),
        ("ja", "1日3錠分3毎食後", "C348"),
        ("en", "1+0+1", "C347"),
        ("en", "Take 2-1-1.", "C347"),
        ("en", "10-8-12 units", "C347"),
        ("en", "1:0:1", "C347"),
        ("es", "1\N{NO-BREAK SPACE}‑\N{NO-BREAK SPACE}0 - 1", "C347"),
    ],
)
def test_shorthand_of_other_countries_is_found(language: str, text: str, code: str) -> None:
    assert code in {found.code for found in find_notation(text, language)}


@pytest.mark.parametrize(
    "text",
    [
        "Take 1-2 tablets every 4-6 hours.",
        "Take it until 2026-11-24.",
        "Take it until 24-11-2026.",
        "Call 1-800-555-0100 or 06-12-34-56-78.",
        "Take 2 x 500 mg tablets.",
        "Cut a strip of 5 x 5 cm.",
        "Batch A-1-0-1, or 1-0-1-B-7, is called back.",
        "Open from 9:00 to 12:30 and at 15:00.",
    ],
)
def test_ranges_dates_and_telephone_numbers_are_no_day_times(text: str) -> None:
    codes = {found.code for found in find_notation(text, "en")}
    assert not codes & {"C346", "C347", "C348"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PUT 1 DROP OU", "C354"),
        ("Put 1 drop o.s.", "C354"),
        ("Put 1 drop (AS)", "C354"),
        ("INJECT 1 ML IM", "C355"),
        ("Spray 1 puff IN", "C355"),
        ("TAKE II TABLETS", "C308"),
        ("Take vi capsules", "C308"),
        ("1 tablet q3d", "C340"),
        ("1 tablet q.6.h.", "C340"),
        ("1 tablet q4–6h", "C340"),
        ("1 tablet qdaily", "C331"),
        ("1 tablet t.i.w.", "C341"),
        ("1000 I.U. once", "C322"),
        ("Give 5 c.c.", "C325"),
        ("Give 1tsp", "C327"),
        ("Give 5 mls", "C328"),
        ("Take 1⁄2 tablet", "C309"),
        ("Take 11/2 tablets", "C309"),
        ("Take 5/8 tablet", "C309"),
        ("Take 1@noon", "C312"),
        ("Take 25 units/10 units", "C310"),
        ("Inject 5m units", "C306"),
        ("Inject 10k units", "C306"),
        ("For 1/12 months", "C314"),
        ("TAKE MS FOR PAIN", "C364"),
        ("TAKE MSO4", "C364"),
        ("take mtx", "C365"),
        ("Take 2 tspful", "C327"),
        ("One teaspoon of syrup", "C327"),
        ("Stop it dc", "C361"),
        ("Take (5 mg.)", "C328"),
        ("Take 1·0 mg", "C301"),
        ("Take １．０ ｍｇ", "C301"),
        ("Take １０ｍｇ", "C303"),
        ("Take 2x10mg", "C303"),
        ("Take 1 tablet ＱＤ", "C331"),
        ("Take 10\N{NO-BREAK SPACE}U", "C321"),
        ("at 8.00 mg", "C301"),
        ("between 1.0 and 2.0 mL", "C301"),
        ("from 1.00 to 2 tablets", "C301"),
        ("between 1.00 and 2 mg", "C301"),
        ("from 2.00-4 mL", "C301"),
        ("Increase the dose by 1.00 each week", "C301"),
        ("Ask Dr. Smith. 1 drop AD", "C354"),
        ("1 DR OD DAILY", "C331"),
        ("Inject 10 u 2 times", "C321"),
    ],
)
def test_notation_of_dispensing_systems_is_found(text: str, code: str) -> None:
    assert code in {found.code for found in find_notation(text, "en")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Inyecte 10 u 2 veces al día", "C321"),
        ("Inyecte 10 u por la noche", "C321"),
        ("Tome 10comprimidos", "C303"),
        ("de 1,00 a 2,00 ml", "C301"),
    ],
)
def test_notation_is_found_in_spanish(text: str, code: str) -> None:
    assert code in {found.code for found in find_notation(text, "es")}


def test_words_in_capitals_are_not_shorthand() -> None:
    assert not find_notation("TAKE IT AS DIRECTED, IN THE MORNING AS BEFORE", "en")


def test_a_spanish_point_between_thousands_is_no_decimal_sign() -> None:
    assert not find_notation("Tome 1.500 mg", "es")


@pytest.mark.parametrize(
    ("language", "text", "notation"),
    [
        ("fr", "Prenez 1,500 mg", "1,500"),
        ("es", "Tome 2,000 unidades", "2,000"),
        ("de", "12,500 IE", "12,500"),
    ],
)
def test_a_comma_before_three_digits_may_group_thousands(
    language: str, text: str, notation: str
) -> None:
    (found,) = find_notation(text, language)
    assert (found.code, found.notation) == ("C318", notation)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Prenez 0,125 mg"),
        ("fr", "Prenez 1,25 mg"),
        ("de", "Nehmen Sie 1.500 mg"),
        ("es-MX", "Tome 1,000 mg"),
        ("ja", "1,000 mg"),
    ],
)
def test_a_decimal_number_and_thousands_of_the_language_are_not_taken_for_each_other(
    language: str, text: str
) -> None:
    assert find_notation(text, language) == ()


def test_thousands_are_grouped_as_the_language_does() -> None:
    def repair(language: str) -> str:
        return find_notation("100000 IU", language)[0].repair

    assert repair("en") == repair("zh") == "Group the digits in threes, as in 100,000."
    assert repair("de") == repair("es") == "Group the digits in threes, as in 100.000."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "خذ 5 mL 3 مرات في اليوم"),
        ("fa", "روزی 5 mL 3 بار"),
        ("he", "לקחת 2.5 mL 2 פעמים ביום"),
        ("ur", "500 mg 3 بار لیں"),
    ],
)
def test_a_number_behind_a_unit_is_doubtful_from_right_to_left(language: str, text: str) -> None:
    (found,) = find_notation(text, language)
    assert (found.code, found.severity) == ("C319", "warning")
    assert "in words" in found.repair
    assert "directions by number" in found.repair


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "خذ 5 mL ثلاث مرات في اليوم"),
        ("ar", "خذ قرصا 3 مرات"),
        ("he", "5 mL כל 8 שעות"),
        ("zh", "每次5 mL，3次"),
        ("en", "Take 5 mL 3 times a day"),
    ],
)
def test_a_number_behind_words_of_the_language_stays_in_its_place(language: str, text: str) -> None:
    assert "C319" not in {found.code for found in find_notation(text, language)}


# directions in each language of ours, as a prescriber in a hurry writes them; {} is what is
# dangerous, as close to the words as their writing allows
DIRECTIONS = {
    "ar": "خذ {} قبل الأكل", "de": "Nehmen Sie {} vor dem Essen", "el": "Πάρτε {} πριν το φαγητό",
    "es": "Tome {} antes de comer", "fa": "{} قبل از غذا", "fr": "Prenez {} avant le repas",
    "he": "לקחת {} לפני האוכל", "hi": "खाने से पहले {} लें", "it": "Prenda {} prima dei pasti",
    "ja": "食前に{}服用", "ko": "식전에 {}복용", "pl": "Przyjmować {} przed posiłkiem",
    "pt": "Tome {} antes de comer", "ro": "Luați {} înainte de masă", "ru": "Принимайте {} до еды",
    "so": "Qaado {} cuntada ka hor", "th": "กิน{}ก่อนอาหาร", "tr": "Yemekten önce {} alın",
    "uk": "Приймайте {} до їжі", "ur": "کھانے سے پہلے {} لیں", "vi": "Uống {} trước bữa ăn",
    "zh": "饭前{}服用", "en": "Take {} before food",
}  # fmt: skip


@pytest.mark.parametrize("language", DIRECTIONS)
@pytest.mark.parametrize(
    ("notation", "code"),
    [
        ("1.0 mg", "C301"),
        ("1,0 mg", "C301 C317"),
        (".5 mg", "C302"),
        ("10mg", "C303"),
        ("1/2", "C309"),
        ("10 U", "C321"),
        ("100 IU", "C322"),
        ("50 µg", "C323"),
        ("BID", "C333"),
        ("tid", "C334"),
        ("PRN", "C336"),
        ("q6h", "C340"),
        ("1-0-1", "C347"),
    ],
)
def test_what_is_dangerous_is_found_amid_the_words_of_every_language(
    language: str, notation: str, code: str
) -> None:
    found = {found.code for found in find_notation(DIRECTIONS[language].format(notation), language)}
    assert found & set(code.split()), found
    assert not find_notation(DIRECTIONS[language].format("5 mL"), language)


def test_the_directions_of_this_test_are_in_every_language_of_leaflets() -> None:
    assert set(DIRECTIONS) == set(Library().wordings())


@pytest.mark.parametrize(
    ("language", "text", "code", "repair"),
    [
        ("ar", "خذ ١٫٠ مل", "C301", "Write 1."),
        ("fa", "۲٫۵۰ میلی‌لیتر", "C301", "Write 2.5."),
        ("hi", "१.० mL लें", "C301", "Write 1."),
        ("th", "๑.๐ มล.", "C301", "Write 1."),
    ],
)
def test_numbers_are_searched_in_the_digits_of_every_script(
    language: str, text: str, code: str, repair: str
) -> None:
    (found,) = find_notation(text, language)
    assert (found.code, found.repair) == (code, repair)
    assert found.notation in text


@pytest.mark.parametrize("language", Library().wordings())
def test_no_notation_is_found_in_directions_by_number(language: str) -> None:
    writer = DirectionsWriter(Library(), language)
    for number in writer.standard.directions:
        assert not find_notation(writer.write_standard(number), language), number


def test_findings_are_in_the_order_of_the_text() -> None:
    findings = find_notation("Take 1.0 mg po QD", "en")
    assert [finding.code for finding in findings] == ["C301", "C351", "C331"]


@given(st.text(st.sampled_from("0123456789., mguUIqdxX/½µ°<>@&+abcTakeivs"), max_size=200))
@settings(max_examples=60, deadline=500)
def test_any_text_is_searched_in_time(text: str) -> None:
    for found in find_notation(text, "en") + find_notation(text, "es"):
        assert found.notation in text


def test_long_runs_of_digits_and_spaces_are_searched_in_time() -> None:
    for piece in ("1" * 1000, "1." * 500, "1 " * 500, "q " * 500, "a.b." * 250):
        find_notation(piece, "en")
