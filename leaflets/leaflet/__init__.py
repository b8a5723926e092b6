"""Which words: the model of a leaflet, its composition, and its rendering as plain text."""
