"""What every room stands on: errors, limits, the version, and the only door to the file system.

In comes nothing: this room knows no monograph and no leaflet. Out go the error tree with its exit
codes (`errors`), the limits that keep a hostile input small (`limits`), and `files`, which writes a
file whole or not at all.
"""
