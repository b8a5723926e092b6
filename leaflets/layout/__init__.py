"""Layouts: how a leaflet looks, as page, columns, type, colours and boxes.

Layout files come in; each may extend another. A `Layout` goes out, checked for legibility: type
size, contrast, distance of lines and width of columns. A layout holds no words, so it cannot
change what a leaflet says.
"""
