"""What is known, and who says it: everything that is read from a library, as typed values.

In come files of `data/`, `layouts/` and a pharmacy's own folder, found by `library`. Out come
monographs, the program's wording, profiles (the rules of a country), pharmacies, pictures, and the
particulars of one patient. Nothing here chooses words for a reader or knows a length on paper.
"""
