"""One body, many patients: a leaflet is set once, and each patient's words are put behind it.

In comes a composed leaflet with room for particulars. Out comes a `Frozen` body that stamps any
number of patients in microseconds, byte for byte as a full render; and one print file of many
stamped leaflets that share their body.
"""
