"""Seeds to records: YAML with the place of every value, read by the types of the model."""
