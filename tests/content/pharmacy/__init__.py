"""Pharmacies: their files, read and refused."""
