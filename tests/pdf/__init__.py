"""What the file says."""
