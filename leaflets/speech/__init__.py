"""A leaflet to be read aloud: the words in SSML 1.1, for a program that speaks."""

from .document import render_speech, ssml

__all__ = ["render_speech", "ssml"]
