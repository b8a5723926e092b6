"""Pictures: path data, pictograms, drawings."""
