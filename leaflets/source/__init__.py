"""From files to values: YAML, JSON, and the declared shapes of what a file may hold.

In come bytes and the name of their file. Out come values that know their line and column (`yaml`,
`json`), typed records checked against a shape that was declared once (`schema`), and every fault of
a file at once. YAML is read nowhere else.
"""
