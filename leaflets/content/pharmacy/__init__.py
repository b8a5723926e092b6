"""The pharmacy that hands a leaflet over: its name, address and logo.

In come a YAML file of a pharmacy's own folder and the picture beside it; out comes a `Pharmacy`.
"""
