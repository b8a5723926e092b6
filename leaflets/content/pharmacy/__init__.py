"""Who hands the leaflet over: a pharmacy's name, address and logo, from a file of its own."""
