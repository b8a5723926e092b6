"""FHIR's electronic product information: each Composition is a leaflet."""

from __future__ import annotations

from .reading import read, recognises

__all__ = ["read", "recognises"]
