"""What became of each record between two editions, and what that means."""
