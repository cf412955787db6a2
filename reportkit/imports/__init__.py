"""What do others know? Tables, lists of sources and records of others become seeds."""
