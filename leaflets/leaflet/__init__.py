"""Which words, in which order, for this reader.

In come a monograph, a wording, a profile and, if there are any, a pharmacy and the particulars of a
patient. Out comes a `Leaflet`: blocks of exact words with their roles, all that will be printed.
`plain` gives the same words as plain text. Nothing after this room adds, drops or rewords anything.
"""
