"""What a jurisdiction asks of a leaflet: order, headings, locked sentences, least sizes."""
