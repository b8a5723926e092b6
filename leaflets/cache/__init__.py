"""What was rendered before: kept in a folder for its owner alone, and never of any patient."""
