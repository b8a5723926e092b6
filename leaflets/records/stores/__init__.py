"""The kinds of stores: SQLite, PostgreSQL, and a folder of plain files.

`sqlite` and `postgresql` each open a connection (`Database`), which `relational` turns into a
`Store`; `sql` has the statements, `rows` the conversion of rows, `schema/` the tables. `folder` is
a store of its own, with its log in `folder_log`.
"""
