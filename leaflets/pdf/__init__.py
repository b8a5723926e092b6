"""What the file says: structure tree, tagging canvas, metadata, conformance, and reading back."""
