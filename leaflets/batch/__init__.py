"""Many: a list of requests, and a leaflet for each, by all the processors there are."""
