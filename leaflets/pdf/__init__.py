"""What the file says: tagged content, structure tree, metadata, embedded files, conformance.

In come drawing commands, each for an element of a leaflet's structure tree. Out come the bytes of a
PDF/UA-1 and PDF/A file, and the inspection of one. `canvas` refuses to draw anything that is not in
the leaflet, and to finish before all of it was drawn. A flowable draws itself, so typesetting
stands on this room and not the other way round.
"""
