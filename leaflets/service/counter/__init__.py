"""The page at the counter: from the fields of a form to a page that says and shows what they make.

In come the fields of the form, as the browser posts them; out comes HTML from `html/`, the PDF
of the leaflet, or its page for the phone. The server keeps nothing between two requests: each has
the whole form. `words` has the page's own words, `scanning` reads codes, `medicines` finds the
medicine, `form` holds the fields, `desk` makes the leaflet, `view` gathers what the page shows,
`handing_over` attaches it, `routes` has the addresses.
"""
