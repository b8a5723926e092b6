"""Checks of words before they are printed.

In comes a text and its language; out come `Finding`s of notation that people are known to misread,
each with a code, a severity, a source and a repair. The rules are in `rules.py`, one row each.
"""
