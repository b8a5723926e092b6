"""Stamping: one body for many patients.

`freeze` sets a composed leaflet once, with room for particulars. The `Frozen` body then stamps any
number of patients in microseconds each; every stamped file has the bytes of a full render.
`PrintFileWriter` puts many leaflets with a common body into one file for a printer.
"""
