"""From documents that others wrote to monographs as given: no word is lost, graded or reworded.

In come the bytes of a document. A reader for its form (`epi`, `openfda`, `spl`, `markdown`; see
`formats`) turns them into a tree of blocks (`model`); `entries` turns the tree into values of a
monograph, `lines` into YAML that a person likes to edit, and `ledger` compares what was written
with the tree, word by word.
"""
