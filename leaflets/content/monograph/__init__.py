"""What is known of a medicine: the model, and its reading from YAML."""
