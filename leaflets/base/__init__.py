"""Errors, limits, the version, and the only writer of files.

This room imports no other. It offers the tree of errors with their exit codes (`errors`), the
limits that keep hostile input small (`limits`), checks of the arguments of public functions
(`arguments`), and `files`, which writes a file completely or not at all.
"""
