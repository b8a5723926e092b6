"""What a jurisdiction asks of a leaflet: order, headings, locked sentences, least sizes."""

from __future__ import annotations

from .model import Profile
from .reading import read_profile

__all__ = ["Profile", "read_profile"]
