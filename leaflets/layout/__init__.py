"""How a leaflet should look: page, columns, type, colours, boxes.

In come layout files, each of which may extend another. Out comes a `Layout` that has been checked
for legibility: type size, contrast, leading and measure. A layout holds no words.
"""
