"""The preview for writers: the pages of a monograph as it stands in its file, beside what is found.

Each page is made anew from the files. `watch` tells when they have changed, `sheet` reads, checks
and draws, `findings` gives each finding its line of the file, `view` gathers what the page shows,
`words` has the page's own words, `routes` has the addresses.
"""
