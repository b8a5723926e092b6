"""By what a rule of notation is known to have nothing to find, so that it need not be compiled."""

from __future__ import annotations

from typing import Final, Generic, NamedTuple, TypeVar

__all__ = ["SIGNS", "Forms", "sifted"]

Each = TypeVar("Each")

LATIN: Final = [chr(code) for code in range(256)]
# a digit stands for all digits, a space for all white space
_PLAIN: Final = {
    **dict.fromkeys(map(ord, "123456789"), "0"),
    **{ord(char): " " for char in LATIN if char.isspace()},
}
_WORDS: Final = {ord(char): " " for char in LATIN if not char.isalnum() and char != "_"}
_SHAPE: Final = {ord(char): "a" for char in LATIN if char.isalpha()}


class Forms(NamedTuple, Generic[Each]):
    """Something for each form of a text in which signs are looked for.

    plain: in small letters, all digits as 0. shape: plain, with all letters as a. close: plain,
    without spaces and points. words: plain, one space before, between and after them, and nothing
    but letters and digits in them. cased: the words with their capitals.
    """

    plain: Each
    shape: Each
    close: Each
    words: Each
    cased: Each


# for each rule what every match in a form holds one of; a rule with signs in several forms is
# searched for where any is there, and one that is not here always
# fmt: off
SIGNS: Final[Forms[dict[str, tuple[str, ...]]]] = Forms(
    plain={
        "C301": ("0.0", "0,0"),
        "C302": (".0", ",0"),
        "C307": ("0.0", "0,0"),
        "C310": ("/",),
        "C311": ("<", ">"),
        "C312": ("@", "&", "+"),
        "C313": ("°", "º"),
        "C316": ("¼", "½", "¾"),
        "C317": ("0,0",),
        "C328": ("g.", "ml."),
        "C340": ("q",),
    },
    shape={
        "C303": ("0a", ".a", ",a"),
        "C304": ("a0", "÷0"),
    },
    close={
        "C305": ("00000",),
        "C309": ("0/0",),
        "C314": ("x0", "×0", "0/0"),
        "C331": ("qd", "q0d"),
        "C332": ("qod", "eod"),
        "C333": ("bid", "bd"),
        "C334": ("tid", "tds"),
        "C335": ("qid", "qds"),
        "C336": ("prn", "sos"),
        "C339": ("qhs",),
        "C341": ("tiw",),
        "C342": ("biw",),
        "C343": ("utdict", "mdu"),
        "C345": ("gtt",),
    },
    words={
        "C315": ("0d ", "0 d "),
        "C322": ("iu ", "i u ", "ui ", "u i "),
        "C323": ("µg ", "ug "),
        "C324": ("0ng ", " ng ", "nanog "),
        "C325": (" cc", " c c", "0cc", "0c c"),
        "C327": ("tsp", "tbs", "spoon", "minim", "gr ", "grs ", "grain", "dr ", "drs ", "dram"),
        "C328": ("gs ", "mls "),
        "C331": (" od ", " o d "),
        "C337": (" ac ", " a c "),
        "C338": (" pc ", " p c "),
        "C339": (" hs ", " h s ", " qn ", " q n ", " bt ", " b t ", " noct", " o n "),
        "C340": (" mane ", " om ", " o m "),
        "C343": (" ud ", " u d "),
        "C344": (" stat ",),
        "C351": (" po ", " p o ", " per os ", " peros "),
        "C352": (" sc ", " s c ", " sq ", " sub"),
        "C353": (" sl ", " s l "),
        "C361": (" dc ", " d c "),
        "C362": (" oj ",),
        "C363": (" ss ", " s s ", " ssi "),
        "C365": (
            " azt ", " hct ", " hctz ", " mtx ", " cpz ", " ntg ", " pca ", " t0 ", " tac ",
            " znso0 ", " noac ",
        ),
    },
    cased={
        "C306": (
            "0M ", "0 M ", "0MM ", "0 MM ", "0K ", "0 K ", "0k ", "0 k ", "0m ", "0 m ", "0mm ",
            "0 mm ",
        ),
        "C308": (
            " i ", " ii ", " iii ", " iv ", " II", " IV", " V ", " VI", " VV", " v ", " vi ",
            " vii ", " viii ",
        ),
        "C321": ("0u ", "0U ", " u ", " U "),
        "C326": ("0l ", " l "),
        "C354": (
            " AD ", " A D ", " AU ", " A U ", " OS ", " O S ", " OU ", " O U ", " A S ", " a d ",
            " a s ", " a u ", " o s ", " o u ", " os ", " ou ", " au ", " AS ",
        ),
        "C355": (" NAS ", " IJ ", " IM ", " IV ", " i m ", " i v ", " IN ", " IT "),
        "C364": (" MSO0 ", " MgSO0 ", " MGSO0 ", " MS "),
    },
)
# fmt: on


def sifted(text: str) -> Forms[str] | None:
    """The forms of a text; None where letters beyond Latin-1 could be taken for others, and every
    rule must be searched for."""
    if text and max(text) > "\xff":
        return None
    digits = text.translate(_PLAIN)
    plain, cased = digits.lower(), f" {' '.join(digits.translate(_WORDS).split())} "
    close = plain.replace(" ", "").replace(".", "")
    return Forms(plain, plain.translate(_SHAPE), close, cased.lower(), cased)
