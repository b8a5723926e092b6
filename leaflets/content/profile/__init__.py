"""What a jurisdiction asks of a leaflet: order, headings, fixed sentences, least sizes."""
