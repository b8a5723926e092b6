"""Words of the program around a text in another language, each marked with its own language."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from .model import Wording
from .patterns import Phrase

__all__ = ["frame_wording"]


def frame_wording(wording: Wording) -> Wording:
    """Return a wording whose phrases know their language, so that what is made of them says it."""
    tagged: Wording = _tagged(wording, str(wording.language))
    return tagged


def _tagged(value: Any, language: str) -> Any:
    """Return a part of a wording with every phrase in it tagged."""
    match value:
        case Phrase():
            phrase = type(value)(str(value), value.place)
            phrase.language = language
            return phrase
        case Struct():
            parts = {key: _tagged(part, language) for key, part in asdict(value).items()}
            return replace(value, **parts)
        case dict():
            return {key: _tagged(part, language) for key, part in value.items()}
        case tuple():
            return tuple(_tagged(part, language) for part in value)
        case _:
            return value
