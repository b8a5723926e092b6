"""A leaflet to be felt: pages of braille in BRF, for an embosser or a display."""

from .document import brf

__all__ = ["brf"]
