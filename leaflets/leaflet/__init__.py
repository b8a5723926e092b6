"""Which words, in which order, for one reader.

In come a monograph, a wording, a profile and, optionally, a pharmacy and the particulars of a
patient. Out comes a `Leaflet`: blocks of exact words and their roles, all that will be printed.
`plain` renders the same words as text. No later room adds, drops or rewords anything.
"""
