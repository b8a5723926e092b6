"""By what a rule of notation is known to have nothing to find, so that it need not be compiled."""

from __future__ import annotations

from typing import Final

__all__ = ["SIGNS", "sifted"]

# a digit stands for all digits, a space for all white space
_PLAIN: Final = {
    **dict.fromkeys(map(ord, "123456789"), "0"),
    **{code: " " for code in range(256) if chr(code).isspace()},
}

# for each rule what every match holds one of, in small letters, as it is or without spaces and
# points. A rule that is not here is always searched for.
# fmt: off
SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "C302": (".0", ",0"),
    "C305": ("00000",),
    "C306": ("0m", "0k", ",m", ",k"),
    "C307": ("0.0", "0,0"),
    "C309": ("¼", "½", "¾", "0/0"),
    "C310": ("/",),
    "C311": ("<", ">"),
    "C312": ("@", "&", "+"),
    "C313": ("°", "º"),
    "C314": ("x0", "×0", "0/0"),
    "C315": ("0d", "0-d"),
    "C322": ("iu", "ui"),
    "C323": ("µg", "ug"),
    "C324": ("ng", "nanog"),
    "C325": ("cc",),
    "C327": ("tsp", "tbs", "spoon", "minim", "gr", "dr"),
    "C331": ("qd", "od", "q0d"),
    "C332": ("qod", "eod"),
    "C333": ("bid", "bd"),
    "C334": ("tid", "tds"),
    "C335": ("qid", "qds"),
    "C336": ("prn", "sos"),
    "C337": ("ac",),
    "C338": ("pc",),
    "C339": ("hs", "qn", "bt", "noct", "on", "om"),
    "C340": ("q", "mane", "om"),
    "C341": ("tiw",),
    "C342": ("biw",),
    "C343": ("ud", "utdict", "mdu"),
    "C344": ("stat",),
    "C345": ("gtt",),
    "C351": ("po", "peros"),
    "C352": ("sc", "sq", "sub"),
    "C353": ("sl",),
    "C354": ("ad", "au", "as", "os", "ou"),
    "C355": ("nas", "ij", "im", "iv", "in", "it"),
    "C361": ("d/c", "dc"),
    "C362": ("oj",),
    "C363": ("ss",),
    "C364": ("ms", "mgso"),
    "C365": ("azt", "hct", "mtx", "cpz", "ntg", "pca", "t0", "tac", "znso", "noac"),
}
# fmt: on


def sifted(text: str) -> str | None:
    """The text twice, as the signs are written; None where letters beyond Latin-1 could be taken
    for others, and every rule must be searched for."""
    if text and max(text) > "\xff":
        return None
    plain = text.lower().translate(_PLAIN)
    return f"{plain}\n{plain.replace(' ', '').replace('.', '')}"
