"""Pictures as values: drawings, PNG pictures, pictograms by name, and QR codes by address.

In come SVG files and data/pictograms.yaml; what is unsafe in them is refused. Out come the values
of `model`. They have proportions, but no size on paper; `typesetting` gives them one.
PNG files are checked in `leaflets.pdf.images`, which may import PIL.
"""
