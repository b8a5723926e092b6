"""All that is known of one medicine, in one language.

In come a YAML file of data/monographs and the agreed lists of data/sections.yaml. Out comes a
`Reading`, which holds the `Monograph` (`model`); or a MonographError with every fault of the file:
those of shape (`model`, `scalars`, `inline`) and those of meaning (`validate`, `blocks`, `doses`).
"""
