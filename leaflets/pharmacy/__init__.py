"""Who hands the leaflet over: a pharmacy's name, address and logo, from a file of its own."""

from __future__ import annotations

from .model import Pharmacy
from .reading import read_pharmacy

__all__ = ["Pharmacy", "read_pharmacy"]
