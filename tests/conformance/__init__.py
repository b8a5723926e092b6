"""Validators that are installed apart: see verapdf.py."""
