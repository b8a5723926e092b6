"""Foreign formats: what other systems say, as values of ours."""
