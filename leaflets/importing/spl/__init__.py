"""Structured Product Labels: HL7 version 3 in XML, as DailyMed gives them."""

from __future__ import annotations

from .reading import read, recognises

__all__ = ["read", "recognises"]
