"""The PDF file: tagged content, structure tree, metadata, embedded files, and its inspection.

In come drawing commands, each with the path of the leaflet's block that it draws. Out come the
bytes of a PDF/UA-1 and PDF/A file, and the inspection of such a file. `canvas.TaggedCanvas` refuses
to draw what is not in the leaflet, and to finish before every word of the leaflet was drawn.

Flowables draw themselves on a canvas, so `typesetting` imports this room and not the
other way round. ReportLab is imported through `engine` alone.
"""
