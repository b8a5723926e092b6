"""Directions that another system gives in codes, and the words for these codes.

`model` has the values, `vocabulary` the agreed list of codes (data/dosage-codes.yaml), and
`wording` the words for them in one language (data/directions/), with their review status.
"""
