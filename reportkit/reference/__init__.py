"""What may be written? Types, keys and words of the seeds, explained from the model itself."""
