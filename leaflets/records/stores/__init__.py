"""The stores that keep attachments: SQLite, PostgreSQL, and a folder of plain files."""
