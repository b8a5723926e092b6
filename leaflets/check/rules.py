"""The rules of notation, one row each.

Their facts come from the Joint Commission's "do not use" list (JC), the lists of error-prone
abbreviations of the Institute for Safe Medication Practices (ISMP), the NCPDP's recommendation on
oral liquids, and the British National Formulary (BNF). The words are our own.
"""

from __future__ import annotations

from typing import Final

from .rule import Rule

__all__ = ["RULES"]

UNIT: Final = r"(?:mg|mcg|micrograms?|µg|μg|ug|ng|g|kg|mL|L|IU|UI|mmol|mEq|units?)"
CASELESS: Final = "※"  # what normalizing makes of letters that are neither small nor capital
FORM: Final = (
    r"(?:(?:tab|tablet|cap|capsule|drop|puff|dose|spray|patch|pack|sachet|lozenge"
    r"|comprimido|cápsula|gota|parche|sobre|inhalacion|pulsacion|unidad)(?:e?s)?)"
)
FOOD: Final = (
    r"(?!\sof\s(?:(?:soft|cold|cool|smooth|plain)\s)*"
    r"(?:food|apple\s?sauce|yogh?urt|jam|jelly|honey|pudding|custard|water|juice|milk|sugar)(?!\w))"
)
# shorthand that is a word where everything is in capitals: it counts only beside small letters
AMID: Final = r"(?<![\w.])(?:(?:(?<=[a-z]\W)|(?<=[a-z]\W\W))(?:{0})|(?:{0})(?=[^a-z]*[a-z]))(?!\w)"
CELL: Final = r"(?:0|[1-9]\d?(?:[.,]\d|\s?[½¼¾]|/[234](?!\d))?|0[.,]\d{1,2}|[½¼¾])"

# shorthand, and not the word, as in AS NEEDED and IN EACH
LEFT_EAR: Final = (
    r"AS(?!\s(?i:needed|directed|required|told|instructed|prescribed|advised|soon|often|long|well"
    r"|before|if|the|an?|you|your|one|part|it)\b)"
)
IN_NOSE: Final = (
    r"IN(?!\s(?i:the|each|both|an?|one|your|either|half|water|case|bed)\b)|(?<=\d\smg\s)IT"
)


def _latin(
    code: str, example: str, read_as: str, repair: str, pattern: str, source: str = "ISMP"
) -> Rule:
    """Return a rule for prescribers' shorthand that stands as a word of its own."""
    word = rf"(?<![\w.])(?:{pattern})(?![\w])"
    return Rule(code, "error", example, read_as, repair, word, source)


# fmt: off
NUMBERS: Final = (
    Rule(
        "C301", "error", "1.0 mg", "ten times as much", r"Write \1.",
        r"(?<![\d.,])(\d+(?={point}{group}0+(?!\d))|\d+{point}{group}\d*[1-9](?=0+(?!\d)))[.,]?0+"
        r"(?!\d)", "JC",
    ),
    Rule(
        "C302", "error", ".5 mg", "ten times as much", r"Write 0\g<0>.",
        rf"(?<![\w.,){CASELESS}]){{point}}\d+|(?<={CASELESS})\.\d+(?=\s?{UNIT}(?!\w))", "JC",
    ),
    Rule(
        "C303", "error", "10mg", "10 and another figure", r"Write a space between: \1 \2.",
        rf"(?<![^\Wx])(?<![.,])(\d[\d.,]*)({UNIT}|{FORM})(?!\w)", "ISMP",
    ),
    Rule(
        "C304", "error", "Tegretol300 mg", "a figure more", "Write a space before the number.",
        rf"[a-zà-ž]{{2}}(?P<shown>\d+(?:[.,]\d+)?\s?{UNIT})(?!\w)", "ISMP",
    ),
    Rule(
        "C305", "error", "100000 units", "10,000 or 1,000,000",
        "Group the digits in threes, as in {thousands}.",
        rf"(?<![\d.,/-])(?P<shown>\d{{5,}})(?=\s?(?:{UNIT}|international)(?!\w))", "ISMP",
    ),
    Rule(
        "C306", "error", "5M units", "another power of ten", "Write thousand or million.",
        r"(?<![\w.,])\d[\d.,]*\s?(?:MM(?!\s(?i:ribbon|strip|line|length|layer|long|thick|wide|of)\b)"
        r"|M|[Kk]|mm?(?=\s?(?i:de\s)?(?i:units?|IU|UI|unidades|international)(?!\w)))(?!\w)",
        "ISMP", exact=True,
    ),
    Rule(
        "C307", "warning", "0.5 g", "ten times as much or as little",
        "Choose a unit in which the number is whole, as in 500 mg.",
        r"(?<![\d.,])0{point}\d+\s?g(?!\w)|(?<![\d.,])0{point}0\d*\s?mg(?!\w)", "BNF",
    ),
    Rule(
        "C308", "error", "ii tablets", "11, or letters", "Write the number in digits.",
        rf"(?<![\w'’.])(?:iii?|iv|i(?=\s{FORM}(?!\w)))(?![\w'’.])"
        r"|(?<![\w'’.])(?:I[IV]{1,3}|V[IV]{0,3}|vi{0,3})(?=\s(?i:(?:tab|tablet|cap|capsule|drop|puff)s?)(?!\w))",
        "ISMP", exact=True,
    ),
    Rule(
        "C309", "error", "1/2", "1 or 2, or a date",
        "Write it in words, as in half a tablet; write a date with the name of its month.",
        r"(?<![\d/.,])\d{0,2}(?:1\s?/\s?[2348]|2\s?/\s?3|3\s?/\s?4)(?![\d/])"
        rf"|(?<![\d/.,])\d+\s?/\s?\d+(?=\s(?:of\sa\s|of\s)?{FORM}(?!\w))", "ISMP",
    ),
    Rule(
        "C310", "warning", "5/10 mg", "the figure 1", "Write and, or per for a rate.",
        rf"(?<![\d/])\d+\s?/\s?\d+\s?{UNIT}(?!\w)|(?<=\d)\s?(?:{UNIT}|{FORM})\s?/\s?\d+"
        r"|(?<=\w)\s?/\s?(?:days?|d|weeks?|wk|hours?|hr|h|kg|d[ií]as?|semanas?|horas?|jours?|j|tag|die)"
        r"(?!\w)",
        "ISMP",
    ),
    # the list allowed the small sign until 2021, and asks for words since 2024
    Rule(
        "C316", "warning", "½", "1 or 2", "Write it in words, as in half a tablet.",
        r"[¼½¾⅐-⅞]", "ISMP",
    ),
    # the list asks for commas between thousands, so that is what a comma is read as
    Rule(
        "C317", "error", "1,5 mg", "15, ten times as much", "Write a point, as in 1.5.",
        rf"(?<![\d.,])(?:\d+(?=,(?:\d{{1,2}}|\d{{4,}})(?!\d))|0),\d+"
        rf"(?=\s?(?:(?:{UNIT}|{FORM})(?!\w)|{CASELESS}))",
        "ISMP", writing="decimal-point",
    ),
    # the list asks for commas between thousands; where a comma is the decimal sign, it is 1.5
    Rule(
        "C318", "error", "1,500 mg", "1.5 or 1500, a thousand times as much",
        r"Write \1\2 without a comma, or a decimal number with fewer digits.",
        r"(?<![\d.,])([1-9]\d{0,2}),(\d{3})(?![\d.,]*\d)", "own", writing="decimal-comma",
    ),
    # a Latin unit stands to the right of its number, and what follows to the left: 3 beside 5
    Rule(
        "C319", "warning", "5 mL 3 مرات", "35 mL",
        "Write the number of times in words, or take directions by number.",
        rf"(?<![\d.,])(?P<shown>\d[\d.,]*\s?[a-z]+\.?\s\d[\d.,]*)(?=\s?{CASELESS})", "own",
        writing="right-to-left",
    ),
)
SIGNS: Final = (
    Rule(
        "C311", "error", "> 5 days", "the figure 7, or the other way round",
        "Write more than, less than, at least or at most.", r"[<>≤≥]=?", "ISMP",
    ),
    Rule(
        "C312", "warning", "1 tablet @ noon", "the figure 2",
        "Write at, and, or plus.",
        r"@(?![A-Za-z][\w-]*\.[A-Za-z])|&|(?<!\w)\+|(?<=\s)\+|\+(?=\d)", "ISMP",
    ),
    Rule(
        "C313", "error", "q2°", "a zero", "Write hours.",
        r"\d\s?°(?!\s?[CF](?!\w))|(?<!\w)q\s?\d+\s?º", "ISMP",
    ),
    Rule(
        "C314", "error", "x3d", "doses, days, weeks, months or a date",
        "Write for 3 days, or every 6 hours; write a date with the name of its month.",
        r"(?<!\w)[x×]\s?\d+\s?(?:d|days?|d[ií]as?|w|wks?|weeks?|sem|semanas?|j|jours?|/7|/52|/12)(?!\w)"
        r"|{date}(?<![\d/])(?!24/7(?!\d))(?:[12]?\d|3[01])/(?:7|12|24)(?![\d/])"
        r"|(?<![\d/])[1-5]?\d/52(?![\d/])", "ISMP",
    ),
    Rule(
        "C315", "error", "5 d", "5 days or 5 doses", "Write days or doses.",
        r"(?<![\d.,x×])\d{1,3}[\s-]?d(?![\w'’])", "ISMP",
    ),
)
UNITS: Final = (
    Rule(
        "C321", "error", "10 U", "a zero, the figure 4, or cc", "Write units.",
        r"(?<=\d)[\s-]?[Uu](?!\w){or}|(?<!\w)U(?=/)", "JC", exact=True,
    ),
    Rule(
        "C322", "error", "100 IU", "IV or 10", "Write international units, in full.",
        r"(?<![^\W\d])(?:I\.?U|Iu|i\.?u)(?!\w)|(?<=\d)\s?U\.?I(?!\w)", "JC", exact=True,
    ),
    Rule(
        "C323", "error", "50 µg", "mg, a thousand times as much", "Write micrograms, in full.",
        r"(?<![a-zà-ž])(?:µg|μg|ug)(?!\w)", "ISMP",
    ),
    Rule(
        "C324", "error", "5 ng", "mg", "Write nanograms, in full.",
        r"(?<=\d)\s?(?:ng|nanog)(?!\w)", "ISMP",
    ),
    Rule("C325", "error", "5 cc", "units", "Write mL.", r"(?<![^\W\d])c\.?cs?(?!\w)", "ISMP"),
    Rule(
        "C326", "warning", "1 l", "the figure 1", "Write L.", r"(?<=\d)\s?l(?!\w)", "ISMP",
        exact=True,
    ),
    Rule(
        "C327", "error", "1 tsp", "a spoon of another size", "Write how many mL.",
        r"(?<![^\W\d])(?:(?:tsp|tbsp?|(?:tea|table|dessert)[\s-]?spoon)s?(?:fuls?)?|minims?)(?!\w)"
        rf"{FOOD}|(?<=\d)\s?(?:gr|dr|grain|dram)s?(?!\w)", "NCPDP",
    ),
    Rule(
        "C328", "warning", "5 mgs", "another unit", r"Write \1, without point or s.",
        r"(?<=\d)\s?((?i:mg|mL|kg|mcg|g))(?:[sS](?!\w)|\.(?=\s?[a-z\d]|[,;:)]))",
        "ISMP", exact=True,
    ),
)
TIMES: Final = (
    _latin("C331", "QD", "QID, four times a day", "Write once a day.",
           r"q\.?\s?d\.?|o\.?d\.?|q\.?\s?1\.?\s?d\.?|q\.?\s?(?:day|daily)", "JC"),
    _latin("C332", "QOD", "QD or QID", "Write every other day.", r"q\.?\s?o\.?\s?d\.?|e\.?o\.?d\.?",
           "JC"),
    _latin("C333", "BID", "something that the patient does not know", "Write twice a day.",
           r"b\.?i\.?d\.?|b\.?d\.?(?:s\.?)?"),
    _latin("C334", "TID", "something that the patient does not know", "Write three times a day.",
           r"t\.?i\.?d\.?|t\.?d\.?s\.?"),
    _latin("C335", "QID", "QD, once a day", "Write four times a day.",
           r"q\.?i\.?d\.?|q\.?d\.?s\.?"),
    _latin("C336", "PRN", "something that the patient does not know",
           "Write when you need it, and for what.",
           r"p\.?r\.?n\.?|s\.o\.s\.?|SOS|s\s?/\s?n|b\.\s?b\."),
    _latin("C337", "a.c.", "p.c., after meals", "Write before meals.", r"a\.?c\.?"),
    _latin("C338", "p.c.", "a.c., before meals", "Write after meals.", r"p\.?c\.?"),
    _latin("C339", "QHS", "every hour, or half-strength", "Write at bedtime.",
           r"q\.?h\.?s\.?|h\.?s\.?|q\.?n\.?|b\.?t\.?|nocte?|o\.n\.?"),
    _latin("C340", "q6h", "another number of times", r"Write every so many hours, or at what time.",
           r"q\.?\s?\d+\.?\s?(?:[-–]\s?\d+\.?\s?)?(?:h|hrs?|hours?|hourly|pm|am|days?|d|weeks?|wks?|w)\.?"
           r"|q\.?\s?a\.?m\.?|q\.?\s?p\.?m\.?"
           r"|q\.?\s?(?:wk?|week|mo|month)|q\.?h\.?|mane|o\.?m\.?"),
    _latin("C341", "TIW", "three times a day, or twice a week", "Write 3 times a week.",
           r"tiw|t\.i\.w\.?"),
    _latin("C342", "BIW", "twice a day", "Write twice a week.", r"biw|b\.i\.w\.?"),
    _latin("C343", "u.d.", "something that the patient does not know",
           "Write the directions, or as directed.", r"u\.?d\.?|ut\.?\s?dict\.?|m\.?d\.?u\.?"),
    _latin("C344", "stat", "something that the patient does not know", "Write at once.", r"stat"),
    _latin("C345", "gtt", "something that the patient does not know", "Write drops.", r"gtts?"),
    _latin("C346", "c/8 h", "something that the patient does not know",
           "Write every so many hours, or at what time.",
           r"c\s?/\s?(?:\d+\s?(?:h|hs|hrs?|horas?|d|d[ií]as?)|d[ií]a|noche|noite)"
           r"|(\d+)\s?/\s?\1\s?(?:h|hs|hrs?|horas?)"
           r"|\d\s?р\.?\s?/\s?(?:д|дн|день|сут|доб)\.?", "own"),
    # dates, telephone numbers and codes have longer cells, or more of them
    Rule(
        "C347", "error", "1-0-1", "other times of the day, a date, or an amount",
        "Write how much at which time of the day, or give it as day-times; write a date with the "
        "name of its month.",
        rf"(?<![\w/+.,-]){CELL}(?:\s?[-+]\s?{CELL}){{2,3}}(?!\s?[-+/]\s?\d|-\w|[.,]?\d)"
        r"|(?<![\w/+:.,-])(?=[\d/:]*(?<!\d)0(?!\d))\d{1,2}(?:[/:]\d{1,2}){2,3}(?![/:]?\d)",
        "own",
    ),
    # the last form is of Japan; its Ministry of Health asked in 2010 to write the amount each time
    Rule(
        "C348", "error", "3 x 1", "3 doses of 1, or 1 dose of 3",
        "Write how many, and how many times a day.",
        r"(?<![\w.,/])\d\s?[x×]\s?(?:\d|½|\d/\d)(?![\d/.,]*\d|\s?[x×%°]"
        rf"|\s?(?:{UNIT}|[cm]m|m|in|inch(?:es)?)(?!\w))"
        r"|(?<!\d)分\s?[2-9](?![\d./])",
        "own",
    ),
)
PLACES: Final = (
    _latin("C351", "p.o.", "something that the patient does not know, or left eye",
           "Write by mouth.", r"p\.?o(?!\.?\s?box)\.?|per\s?os|v\.\s?o\.?|(?-i:VO)"),
    _latin("C352", "subq", "SL, or 5 every", "Write under the skin.",
           r"s\.c\.?|SC|SQ|sub\s?-?q\.?|sub\s?cut\.?|п/[кш]"),
    _latin("C353", "S.L.", "SC", "Write under the tongue.", r"s\.l\.?|SL"),
    Rule(
        "C354", "error", "OS", "another eye or ear, or by mouth",
        "Write the right, the left or each eye or ear.",
        r"(?<![\w.])(?:A\.?[DU]|O\.?[SU]|A\.S|a\.[dsu]\.|o\.[su]|(?<!per\s)os|ou|au)\.?(?!\w)"
        rf"|{AMID.format(LEFT_EAR)}", "ISMP", exact=True,
    ),
    Rule(
        "C355", "error", "IN", "IM or IV", "Write in the nose, or as an injection.",
        rf"(?<![\w.])(?:NAS|IJ|IM|I\.M\.?|IV|I\.V\.?|EV|E\.V\.?|i\.[mv]\.?|e\.v\.?|в/[вм])(?!\w)"
        rf"|{AMID.format(IN_NOSE)}", "ISMP", exact=True,
    ),
)
WORDS: Final = (
    _latin("C361", "D/C", "discharge or discontinue", "Write stop.", r"d\s?/\s?c|dc|d\.c\.?"),
    _latin("C362", "OJ", "an eye", "Write orange juice.", r"OJ"),
    _latin("C363", "ss", "55", "Write one half, or sliding scale.", r"ss|s\.s\.|SSI"),
    Rule(
        "C364", "error", "MS", "another medicine", "Write the name in full.",
        r"(?<![\w.])(?:MSO4|M[gG]SO4|MS(?=\.?$|[,;)]|\s(?:FOR|EVERY|ONCE|TWICE|AT|WHEN|IF|\d)))(?!\w)"
        rf"|{AMID.format('MS')}", "JC", exact=True,
    ),
    Rule(
        "C365", "error", "HCTZ", "another medicine", "Write the name in full.",
        r"(?<![\w.])(?:AZT|HCTZ?|MTX|CPZ|NTG|PCA|T3|TAC|ZnSO4|NoAC)(?!\w)", "ISMP",
    ),
)
# fmt: on

RULES: Final[tuple[Rule, ...]] = (*NUMBERS, *SIGNS, *UNITS, *TIMES, *PLACES, *WORDS)
