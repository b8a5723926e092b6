"""Screen the words of a whole monograph cheaply for anything that a rule could find.

Most monographs have none, and for them no rule is loaded. The screen may suspect what is harmless,
and must not miss what a rule finds; tests/check/test_screening.py holds that.
"""

from __future__ import annotations

from typing import Final

__all__ = ["is_suspicious"]

DIGITS: Final = frozenset("0123456789")
SIGNS: Final = frozenset("<>@&+/°º¼½¾×µ")
TYPOGRAPHIC: Final = frozenset("‘’“”„‚…•–—‐‑€™†‡")  # beyond Latin-1, and a part of no notation
DASHES: Final = frozenset("-–—‐‑−")
BEFORE_WORD: Final = "(«“¿¡"
AFTER_WORD: Final = ".,;:!?)»”"
MOST_DIGITS: Final = 4  # of a number that needs no groups

# units and shorthand, in small letters
SHORTHAND: Final = """
    d u l g gs b c q v x m mm k iu ui ug ng nanog cc ccs mgs mls kgs mcgs gr grs dr drs grain grains
    dram drams minim minims qd od q1d qday qdaily qod eod bid bd bds tid tds
    qid qds prn sos bb sn ac pc qhs hs qn bt noct nocte qh qam qpm qw qwk qweek qmo qmonth mane om
    tiw biw ud ut dict utdict mdu stat gtt gtts po vo peros os ou au ad sc sq sub subq subcut sl nas
    ij im ev dc oj ss ssi azt hct hctz mtx cpz ntg pca tac noac
    ii iv iii iiv ivi ivv iiii iiiv iivi iivv ivii iviv ivvi ivvv vi vv vii viv vvi vvv viii viiv
    vivi vivv vvii vviv vvvi vvvv
"""
EXACT: Final = "AS IN IT MS i"  # other words with other capitals
SHORTHAND_WORDS: Final = frozenset(SHORTHAND.split())
EXACT_WORDS: Final = frozenset(EXACT.split())
PARTS: Final = "spoon", "tsp", "tbs"  # of words
UNITS_WITH_POINTS: Final = "mg.", "ml.", "kg.", "mcg.", "g."  # behind a number
LETTERS_AND_DIGITS: Final = frozenset(filter(str.isalpha, map(chr, range(256)))) - {"ª"} | DIGITS
SEPARATORS: Final = {code: " " for code in range(256) if chr(code) not in LETTERS_AND_DIGITS} | {
    ord(char): " " for char in TYPOGRAPHIC
}


def is_suspicious(text: str) -> bool:
    """Return whether a rule of notation could find something in a text of any length."""
    characters = set(text)
    if characters & SIGNS or any(char > "\xff" for char in characters - TYPOGRAPHIC):
        return True
    small = text.lower()
    if any(part in small for part in PARTS):
        return True
    words = set(text.translate(SEPARATORS).split())
    if words & EXACT_WORDS or not SHORTHAND_WORDS.isdisjoint(word.lower() for word in words):
        return True
    tokens = text.split()
    if any("." in token.rstrip(AFTER_WORD) for token in tokens):  # b.i.d., and 1.0
        return True
    return not DIGITS.isdisjoint(characters) and _has_suspicious_number(tokens)


def _has_suspicious_number(tokens: list[str]) -> bool:
    follows_number = False
    for token in tokens:
        has_digits = not DIGITS.isdisjoint(token)
        if has_digits:
            number = token.lstrip(BEFORE_WORD).rstrip(AFTER_WORD)
            if len(number) > MOST_DIGITS or not DIGITS.issuperset(number):
                return True
        elif follows_number and (token in DASHES or token.lower().startswith(UNITS_WITH_POINTS)):
            return True
        follows_number = has_digits
    return False
