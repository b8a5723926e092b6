"""Notice a language that contradicts the script in which a text is written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

__all__ = ["contradicting_script"]

# the script of languages that are not written in Latin letters, by its name in Unicode
SCRIPTS: Final = {
    **dict.fromkeys(("ar", "fa", "ur", "ps"), "ARABIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    **dict.fromkeys(("ru", "uk", "bg", "mk", "be"), "CYRILLIC"),
    **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    **dict.fromkeys(("zh", "ja"), "CJK"),
    "el": "GREEK", "bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU", "th": "THAI", "ko": "HANGUL",
    "ka": "GEORGIAN", "hy": "ARMENIAN",
}  # fmt: skip
SEVERAL: Final = ("sr", "bs", "az", "uz", "kk", "mn", "pa", "ku")  # written in more than one
SAMPLE: Final = 4_000  # letters are enough to tell


def contradicting_script(language: str, text: str) -> str | None:
    """Return the script of most letters, such as Arabic, if the language is not written in it.

    None for a language that is written in several scripts, or a tag that names its script.
    """
    primary, _, rest = language.partition("-")
    if primary in SEVERAL or len(rest.partition("-")[0]) == 4:
        return None
    expected = SCRIPTS.get(primary, "LATIN")
    names: Counter[str] = Counter()
    for char, count in Counter(text[:SAMPLE]).items():
        if char.isalpha():
            names[unicodedata.name(char, "").partition(" ")[0]] += count
    if primary == "ja":
        names["CJK"] += names.pop("HIRAGANA", 0) + names.pop("KATAKANA", 0)
    [(script, count)] = names.most_common(1) or [("", 0)]
    return script.capitalize() if script != expected and count * 2 > names.total() else None
