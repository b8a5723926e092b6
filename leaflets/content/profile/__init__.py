"""The profile of a jurisdiction: which rules a leaflet must keep.

In comes a YAML file of data/profiles, or of a pharmacy's own folder; out comes a `Profile`: the
order of the sections, headings, fixed sentences, contacts, type minima, page limit and forbidden
words. `ProfileWording` holds its words in one language, `Minima` its bounds for typesetting, and
`ForbiddenWords` what no text may contain.
"""
