"""Facts about languages that several rooms need."""

from __future__ import annotations

from typing import Final

__all__ = ["runs_right_to_left"]

# of the scripts that have fonts (data/script-fonts.yaml): CLDR, characterOrder
RIGHT_TO_LEFT_LANGUAGES: Final = frozenset(["ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"])


def runs_right_to_left(language: str) -> bool:
    """Return whether a language (BCP 47) is written from right to left."""
    return language.partition("-")[0].casefold() in RIGHT_TO_LEFT_LANGUAGES
