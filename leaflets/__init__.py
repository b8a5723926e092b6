"""Medicine monographs to patient leaflets, along one straight line of five verbs.

    import leaflets

    monograph = leaflets.read("acetylcysteine")
    leaflet = leaflets.compose(monograph)
    leaflets.write(leaflets.typeset(leaflet), "acetylcysteine.pdf")

read, compose, typeset, write, attach: each is a plain function from values to values; only the
last two touch a disk. Whatever goes wrong on purpose is a LeafletsError.
"""
