"""Targets of a batch: a folder, a tar or zip archive, a print file, a record store."""
