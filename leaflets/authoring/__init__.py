"""Help for those who write monographs: begin one, check it, record its review, compare editions.

In come monographs as they were read; out come `Finding`s with a code, a severity, a place, a
sentence and a repair. `rules.py` lists the rules, `check.py` applies them, `fit.py` tries layouts.
"""
